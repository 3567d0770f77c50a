"""What Celery calls."""

from celery import shared_task

from commons.tenancy import scopes

from . import form_tokens, kept_forms


@shared_task(name="accounts.purge", acks_late=True, ignore_result=True)
def purge() -> None:
    """Forget kept forms and spent tokens that nobody can use any more."""
    with scopes.system("purging kept forms and spent tokens"):
        kept_forms.purge()
        form_tokens.purge()

"""How somebody wants their mail: read and set."""

from commons.audit import log
from commons.tenancy import scopes
from commons.values.ref import Ref

from .models import MailPreference


def of(user_id: int) -> MailPreference:
    """Return a person's choice, or what holds without one."""
    found: MailPreference | None = MailPreference.objects.filter(person_id=user_id).first()
    return found or MailPreference(person_id=user_id)


def choose(*, rhythm: str, language: str) -> None:
    """Set the choice of the person at work. Notices that wait for the daily mail go with it all the same."""
    user_id = scopes.current().user_id
    if user_id is None:
        raise scopes.ScopeError("Only somebody signed in gets mail.")
    before = of(user_id)
    chosen = {"rhythm": rhythm, "language": language}
    changed = [name for name, value in chosen.items() if getattr(before, name) != value]
    if not changed:
        return
    MailPreference.objects.update_or_create(person_id=user_id, defaults=chosen)
    log.record("chose_mail", Ref("accounts.person", str(user_id)), changed=changed)

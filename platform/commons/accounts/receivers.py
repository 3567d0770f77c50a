"""What follows when somebody signs in or out, or sets a password."""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from commons.audit import log
from commons.tenancy import scopes
from commons.values import clock
from commons.values.ref import Ref

from .acting import CHOSEN, PREVIOUS_SIGN_IN, choices_of
from .models import User


@receiver(user_logged_in, dispatch_uid="accounts_begin_session")
def begin_session(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Settle the body acted for, and keep the previous sign-in before Django writes this one over it.

    Django's own receiver is connected when ``django.contrib.auth`` is ready, which is after this floor. A test holds
    that order.
    """
    if user.last_login:
        request.session[PREVIOUS_SIGN_IN] = user.last_login.isoformat()
    chosen = next((choice for choice in choices_of(user, day=clock.today()) if choice.current), None)
    if chosen:
        request.session[CHOSEN] = chosen.organisation.pk
    _record("signed_in", user)


@receiver(user_logged_out, dispatch_uid="accounts_end_session")
def end_session(user: User | None, **kwargs: Any) -> None:
    """Record that somebody signed out."""
    if user is not None:
        _record("signed_out", user)


@receiver([password_changed, password_reset], dispatch_uid="accounts_password_set")
def password_set(user: User, **kwargs: Any) -> None:
    """Record that a password is new."""
    _record("set_password", user)


def _record(verb: str, user: User) -> None:
    """Record it as the person's own doing: a sign-in runs in the visitor's scope in which its request began.

    Without a scope there was no request: a test or a shell signed somebody in.
    """
    scope = scopes.current_or_none()
    subject = Ref("accounts.person", str(user.pk))
    if scope is None:
        return
    if scope.kind == "public":
        with scopes.person(user.pk):
            log.record(verb, subject)
    else:
        log.record(verb, subject)

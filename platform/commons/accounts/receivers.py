"""What follows when somebody signs in."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from commons.values import clock

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

"""How allauth behaves here."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commons.events import announce
from commons.values.ref import Ref

from .events import PasswordLinkAsked


class Adapter(DefaultAccountAdapter):
    """Nobody signs up; mails go through the outbox; redirects stay on this host."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The mail address or the password is not correct."),
        "enter_current_password": _("This is not your current password."),
        "too_many_login_attempts": _(
            "Sign-in to this account has failed too often. Wait five minutes, or set a new password."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return no: people are invited by their body's administrator."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Let a redirect lead to this very host alone; allauth would also take any allowed one."""
        request: HttpRequest = self.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Announce that a link was asked for: the mail is made and sent by the worker, like every other.

        allauth has made a token already; it is dropped unseen.
        """
        with transaction.atomic():
            announce(
                PasswordLinkAsked(
                    subject=Ref("accounts.person", str(user.pk)),
                    mail_id=secrets.token_hex(8),
                    language=get_language() or "ja",
                )
            )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return home after a change of password."""
        return str(self.get_login_redirect_url(request))

    def clear_failures(self, request: HttpRequest, *, email: str) -> None:
        """Let an account sign in again at once after its password was set anew.

        allauth does so for addresses in its own table alone, and ours stand on the person.
        """
        self._delete_login_attempts_cached_email(request, email=email)

"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _


class Adapter(DefaultAccountAdapter):
    """Nobody signs up; mails say nothing; redirects stay on this host."""

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

    def format_email_subject(self, subject: str) -> str:
        """Return the subject as it is: nothing before it, and nothing in it that tells whom the mail is about."""
        return str(subject)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return home after a change of password."""
        return str(self.get_login_redirect_url(request))

    def clear_failures(self, request: HttpRequest, *, email: str) -> None:
        """Let an account sign in again at once after its password was set anew.

        allauth does so for addresses in its own table alone, and ours stand on the person.
        """
        self._delete_login_attempts_cached_email(request, email=email)

"""Sign in, sign out, set a password: allauth's flows on our pages."""

from typing import Any

from allauth.account import views as allauth_views
from allauth.account.adapter import get_adapter
from allauth.account.forms import UserTokenForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic.edit import FormView


class SignInView(allauth_views.LoginView):
    """Ask for mail address and password; the demonstration offers its people beside it."""

    extra_context = {"heading": _("Sign in"), "screen": "A-01"}


class SignOutView(allauth_views.LogoutView):
    """Sign out by POST; a GET only asks."""

    extra_context = {"heading": _("Sign out"), "screen": "A-02"}


class ForgottenPasswordView(allauth_views.PasswordResetView):
    """Send a link to whoever forgot the password, and say the same whether the address is known or not."""

    extra_context = {
        "heading": _("Set a new password"),
        "screen": "A-03",
        "submit_label": _("Send the link"),
        "cancel_url": reverse_lazy("account_login"),
    }


class ForgottenPasswordSentView(allauth_views.PasswordResetDoneView):
    """Say what happens next."""

    extra_context = {"heading": _("Look into your mail"), "screen": "A-04", "narrow": True}


@method_decorator(sensitive_post_parameters("password1", "password2"), name="dispatch")
@method_decorator(never_cache, name="dispatch")
class NewPasswordView(allauth_views.PasswordResetFromKeyView):
    """Let whoever holds a mailed link set a new password.

    allauth would move the key into the session on GET and redirect; mail gateways open every link, so here a GET only
    shows the form. The key stays in the address, which our referrer policy keeps on this host.
    """

    extra_context = {
        "heading": _("Set a new password"),
        "screen": "A-05",
        "submit_label": _("Set the password"),
    }

    def dispatch(self, request: HttpRequest, uidb36: str, key: str, **kwargs: Any) -> HttpResponseBase:
        """Check the link; a used or old one leads to a page that says so."""
        self.key = key
        link = UserTokenForm(data={"uidb36": uidb36, "key": key})
        if not link.is_valid():
            gone: HttpResponseBase = self.render_to_response({**self.extra_context, "token_fail": True}, status=410)
            return gone
        self.reset_user = link.reset_user
        response: HttpResponseBase = FormView.dispatch(self, request, uidb36, key, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        """Set the password, sign out whoever else was signed in here, and open the account to attempts again."""
        if self.request.user.is_authenticated:
            self.logout()
        response: HttpResponse = super().form_valid(form)
        get_adapter().clear_failures(self.request, email=self.reset_user.email)
        return response


class NewPasswordSetView(allauth_views.PasswordResetFromKeyDoneView):
    """Say that the new password holds."""

    extra_context = {"heading": _("Your new password is set"), "screen": "A-06", "narrow": True}


class ChangePasswordView(allauth_views.PasswordChangeView):
    """Change the password of whoever is signed in."""

    extra_context = {
        "heading": _("Change the password"),
        "screen": "A-07",
        "submit_label": _("Change the password"),
        "cancel_url": reverse_lazy("desk:home"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead those without a password to the page that mails them a link."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return HttpResponseRedirect(reverse("account_reset_password"))
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class InactiveView(allauth_views.AccountInactiveView):
    """Tell somebody whose account is closed whom to ask."""

    extra_context = {"heading": _("This account is closed"), "screen": "A-08", "narrow": True}

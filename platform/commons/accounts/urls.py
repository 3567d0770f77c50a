"""Addresses of this floor; of allauth's, only those that we offer: nobody signs up, nobody manages addresses here."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from .views import password, switching

_allauth: list[URLPattern] = [  # names are allauth's own: it reverses them
    path("login/", password.SignInView.as_view(), name="account_login"),
    path("logout/", password.SignOutView.as_view(), name="account_logout"),
    path("inactive/", password.InactiveView.as_view(), name="account_inactive"),
    path("password/change/", password.ChangePasswordView.as_view(), name="account_change_password"),
    path("password/reset/", password.ForgottenPasswordView.as_view(), name="account_reset_password"),
    path("password/reset/done/", password.ForgottenPasswordSentView.as_view(), name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        password.NewPasswordSetView.as_view(),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        password.NewPasswordView.as_view(),
        name="account_reset_password_from_key",
    ),
]
_own: list[URLPattern] = [path("switch/", switching.SwitchView.as_view(), name="switch")]

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include(_allauth)),
    path("accounts/", include((_own, "accounts"))),
]

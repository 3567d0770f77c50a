"""A server's settings."""

import pytest

from commons.config.settings.environment import Environment
from tests.commons.config.servers import settings_of


def test_cookies_belong_to_this_host_alone():
    settings = settings_of()

    assert [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME] == [
        "__Host-session",
        "__Host-csrf",
        "__Host-language",
    ]
    assert settings.SESSION_COOKIE_SECURE
    assert settings.CSRF_COOKIE_SECURE


def test_the_hub_and_the_named_hosts_are_served_and_no_other():
    assert settings_of().ALLOWED_HOSTS == ["commons.example", "setagaya.commons.example", "chofu.commons.example"]


def test_plain_http_is_sent_on_and_remembered():
    settings = settings_of()

    assert settings.SECURE_SSL_REDIRECT
    assert settings.SECURE_HSTS_SECONDS == 31_536_000
    assert settings.SECURE_PROXY_SSL_HEADER == ("HTTP_X_FORWARDED_PROTO", "https")


def test_mail_is_read_from_one_address():
    settings = settings_of()

    assert settings.EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend"
    assert (settings.EMAIL_HOST, settings.EMAIL_PORT) == ("mail.example", 587)
    assert (settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD) == ("clerk", "s@cret")
    assert (settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL) == (True, False)


def test_smtps_means_a_secure_connection_from_the_start():
    mail = Environment({"MAIL": "smtps://mail.example"}).mail("MAIL")

    assert (mail["EMAIL_PORT"], mail["EMAIL_USE_SSL"], mail["EMAIL_USE_TLS"]) == (465, True, False)


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:port"])
def test_a_mail_address_that_cannot_be_read_is_gathered(address):
    environment = Environment({"MAIL": address})

    assert environment.mail("MAIL") == {}
    assert environment.unreadable == ["MAIL cannot be read: write smtp://user:password@host:587?tls=1."]


def test_blanks_around_a_value_do_not_count():
    assert Environment({"HOSTS": " a.example ,, b.example "}).listed("HOSTS") == ["a.example", "b.example"]

"""Read a server's settings from its environment, gathering what cannot be read instead of stopping at the first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from .database import from_url


@dataclass
class Environment:
    """The variables, and what was wrong with them."""

    variables: Mapping[str, str]
    unreadable: list[str] = field(default_factory=list)

    def text(self, name: str, default: str = "") -> str:
        """Return a variable without the blanks around it."""
        return self.variables.get(name, default).strip()

    def listed(self, name: str) -> list[str]:
        """Return a variable's parts between commas."""
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def flag(self, name: str) -> bool:
        """Tell whether a variable is switched on: by 1, true or yes."""
        return self.text(name).lower() in {"1", "true", "yes", "on"}

    def number(self, name: str, default: int) -> int:
        """Return a whole number of at least zero."""
        value = self.text(name) or str(default)
        if not value.isdecimal():
            self.unreadable.append(f"{name} is not a number: “{value}”.")
            return default
        return int(value)

    def database(self, name: str, default: dict[str, Any]) -> dict[str, Any]:
        """Return the settings of a database's address."""
        if not self.text(name):
            return default
        try:
            return from_url(self.text(name))
        except ValueError as error:  # names the scheme alone: the address holds a password
            self.unreadable.append(f"{name} cannot be read: {error}.")
            return default

    def mail(self, name: str) -> dict[str, Any]:
        """Return Django's settings of ``smtp://user:password@host:587?tls=1`` or ``smtps://…``; nothing when unset."""
        if not self.text(name):
            return {}
        try:
            parts = urlsplit(self.text(name))
            port = parts.port
        except ValueError:
            parts, port = urlsplit(""), None
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            self.unreadable.append(f"{name} cannot be read: write smtp://user:password@host:587?tls=1.")
            return {}
        secure = parts.scheme == "smtps"
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": port or (465 if secure else 587),
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_SSL": secure,
            "EMAIL_USE_TLS": not secure and dict(parse_qsl(parts.query)).get("tls") == "1",
            "EMAIL_TIMEOUT": 10,
        }

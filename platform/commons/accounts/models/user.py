"""People who sign in."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PeopleManager(UserManager["User"]):
    """Create people by their mail address: there is no other user name."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":  # type: ignore[override]
        """Create a person who can sign in."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":  # type: ignore[override]
        """Refuse: power comes from a role that expires, never from a flag."""
        raise NotImplementedError("Use the command create_hub_administrator.")


class User(AbstractUser):
    """A person with a mail address. What they may do comes from their memberships."""

    username = None  # type: ignore[assignment]  # the mail address is the name one signs in with
    first_name = None  # type: ignore[assignment]  # Japanese names are one field
    last_name = None  # type: ignore[assignment]  # as above
    email = models.EmailField(_("mail address"), unique=True)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=80)
    kana = models.CharField(pgettext_lazy("person", "reading"), max_length=120, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[PeopleManager] = PeopleManager()

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Return the name; Wagtail asks for it."""
        return self.name

    def get_short_name(self) -> str:
        """Return the name; Wagtail asks for it."""
        return self.name

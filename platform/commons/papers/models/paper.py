"""A paper and its stored original."""

import hashlib
from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import Q

from commons.tenancy.private import OwnedByOrganisation, PrivateQuerySet, manager_for
from commons.tenancy.scopes import Scope
from commons.values.ref import Ref

MUTABLE = frozenset({"announced_at", "revoked_at", "replaced_by", "replaced_by_id"})


class Unchangeable(TypeError):
    """Code tried to change a paper. A mistake in it leads to a new one: ``reissue()``."""


class DamagedOriginal(Exception):
    """The stored file is not the one that was issued. Always a fault of the storage, never of the user's."""


class PaperQuerySet(PrivateQuerySet["Paper"]):
    """Read aloud: papers that stand, papers of a subject."""

    def visible_to(self, scope: Scope) -> Self:
        """Keep the owner's announced papers; for the hub's officers also those of kinds that are for the hub."""
        if scope.sees_all_owners:
            return self.all()
        own = Q(pk__in=[])
        if (owner := self.model.owner_in(scope)) is not None:
            own = Q(organisation_id=owner, announced_at__isnull=False)
        if scope.kind == "member" and scope.has_role("hub_officer"):
            own |= Q(for_hub=True)
        return self.filter(own)

    def standing(self) -> Self:
        """Keep what was not revoked."""
        return self.filter(revoked_at=None)

    def about(self, subject: Ref) -> Self:
        """Keep the papers of one thing, newest first."""
        return self.filter(subject=str(subject)).order_by("-issued_at", "-pk")

    def update(self, **values: Any) -> int:
        """Announce or revoke; nothing else of a paper changes."""
        _refuse_unless_mutable(values)
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]  # Django's mark against calls from templates

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise Unchangeable("A paper stays as it was issued.")

    delete = bulk_update = _raw_delete = _refuse
    delete.queryset_only = True  # type: ignore[attr-defined]  # else a manager would offer it


class Paper(OwnedByOrganisation):
    """A PDF as it was issued, once and for all. The file lies in its owner's folder of the private storage."""

    kind = models.CharField(max_length=60, help_text="name of a PaperKind")
    subject = models.CharField(max_length=120, help_text="a Ref: kind:public id")
    content_key = models.CharField(max_length=64, help_text="digest of what it says, without number and date")
    number = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=60, help_text="as printed")
    file = models.FileField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="bytes")
    pages = models.PositiveIntegerField()
    for_hub = models.BooleanField(default=False, help_text="the hub's officers read it too")
    issued_at = models.DateTimeField(help_text="business time, as printed")
    issued_by = models.BigIntegerField(null=True, help_text="the person, or none for the system")
    announced_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = manager_for(PaperQuerySet)

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "organisation", "content_key"],
                condition=Q(revoked_at=None),
                name="papers_the_same_words_once",
            )
        ]
        indexes = [models.Index(fields=["subject", "kind"], name="papers_of_a_subject")]

    def __str__(self) -> str:
        return f"paper {self.pk}"  # not its number: with owner and subject it would tell of them in logs

    @property
    def ref(self) -> Ref:
        """Return the paper's name for the log."""
        return Ref("papers.paper", str(self.pk))

    @property
    def filename(self) -> str:
        """Return the name under which it is handed out: 「参加申込書_参申-R8-000012.pdf」."""
        return f"{self.title}_{self.number}.pdf".replace("/", "_")

    def content(self) -> bytes:
        """Return the original; raise ``DamagedOriginal`` when it is not what was issued any more."""
        try:
            with self.file.open("rb") as stored:
                content: bytes = stored.read()
        except FileNotFoundError:
            raise DamagedOriginal(f"The original of {self} is gone.") from None
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise DamagedOriginal(f"The original of {self} was changed.")
        return content

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; afterwards announce or revoke, by ``update_fields``."""
        if self.pk is not None:
            _refuse_unless_mutable(kwargs.get("update_fields") or ["everything"])
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: a paper is revoked, never deleted."""
        raise Unchangeable("A paper is revoked, never deleted.")


def _refuse_unless_mutable(names: Any) -> None:
    if not set(names) <= MUTABLE:
        raise Unchangeable("A paper stays as it was issued.")

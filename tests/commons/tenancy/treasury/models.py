"""Private models of the tests' own: what a house might write, in every shape the wall has to hold."""

from typing import Any, Self

from django.db import models

from commons.tenancy.private import OwnedByOrganisation, OwnedByPerson, PrivateQuerySet, manager_for
from commons.tenancy.scopes import Scope


class Vault(models.Model):
    """A shared thing on which private rows hang."""

    name = models.CharField(max_length=20)

    objects: Any = models.Manager()

    class Meta:
        app_label = "treasury"

    def __str__(self) -> str:
        return self.name


class Ledger(OwnedByOrganisation):
    """A private row of a body, with a way to a shared one."""

    vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="+")
    amount = models.IntegerField()
    on = models.DateField()
    at = models.DateTimeField()

    class Meta(OwnedByOrganisation.Meta):
        app_label = "treasury"
        constraints = [models.UniqueConstraint(fields=["organisation", "amount"], name="treasury_one_amount_each")]

    def __str__(self) -> str:
        return f"ledger {self.pk}"


class Line(OwnedByOrganisation):
    """A private row that hangs on another private row."""

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="lines")
    copy_of = models.ForeignKey(Ledger, on_delete=models.SET_NULL, related_name="+", null=True)
    text = models.CharField(max_length=20)

    class Meta(OwnedByOrganisation.Meta):
        app_label = "treasury"

    def __str__(self) -> str:
        return f"line {self.pk}"


class LetterQuerySet(PrivateQuerySet["Letter"]):
    """Read aloud: letters written by us, and letters written to us."""

    def visible_to(self, scope: Scope) -> Self:
        """Widen to whoever it is addressed to."""
        if scope.sees_all_owners or scope.kind != "member":
            return super().visible_to(scope)
        return super().visible_to(scope) | self.filter(addressee_id=scope.organisation_id)


class Letter(OwnedByOrganisation):
    """A private row that one more body may read."""

    addressee_id = models.BigIntegerField()
    text = models.CharField(max_length=20)

    objects = manager_for(LetterQuerySet)

    class Meta(OwnedByOrganisation.Meta):
        app_label = "treasury"

    def __str__(self) -> str:
        return f"letter {self.pk}"


class Diary(OwnedByPerson):
    """A private row of a person."""

    text = models.CharField(max_length=20)

    class Meta(OwnedByPerson.Meta):
        app_label = "treasury"

    def __str__(self) -> str:
        return f"diary {self.pk}"

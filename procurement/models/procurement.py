"""A joint procurement: the shared row that everybody reads, its deadlines and its way so far."""

import datetime as dt
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commons.accounts.models import Role
from commons.tenancy.scopes import Scope
from commons.values import clock
from commons.values.ref import Ref
from commons.values.text import fold
from commons.values.validators import no_control_characters, no_control_characters_in_text
from procurement.states import KINDS, LIVE, TRANSITIONS, ContractMode, Method, State

from .catalogue import Category

PROCUREMENT_KIND = "procurement.procurement"
OCID_PREFIX = "ocds-000000"  # the registry gives each publisher its own; this one belongs to nobody


def runs_procurements(scope: Scope) -> bool:
    """Tell whether the scope works for the hub: a hub officer, or the system."""
    return scope.kind == "system" or (scope.kind == "member" and scope.has_role(Role.HUB_OFFICER))


class JointProcurementQuerySet(models.QuerySet["JointProcurement"]):
    """Read aloud: procurements visible to somebody, live on the way."""

    def visible_to(self, scope: Scope) -> Self:
        """Keep what ``scope`` may know of: drafts are the hub's alone."""
        return self if runs_procurements(scope) else self.exclude(state=State.DRAFT)

    def live(self) -> Self:
        """Keep what is on its way: announced, and not ended."""
        return self.filter(state__in=LIVE)

    def in_full(self) -> Self:
        """Fetch with each what a row or a page says of it besides its parts."""
        return self.select_related("category", "coordinator")


class JointProcurement(models.Model):
    """Many bodies buy together; each orders and contracts for itself unless a representative does.

    ``answered_bodies`` counts the answers to the survey: the answers themselves are private, and of the number others
    see no less than 3. ``closes_at`` repeats the deadline of the present state, for lists and the clock.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    ocid = models.CharField(max_length=60, unique=True, help_text="Open Contracting ID")
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"), help_text="the year whose April begins it")
    serial = models.PositiveIntegerField(help_text="1, 2, 3 … within the fiscal year")
    title = models.CharField(pgettext_lazy("procurement", "title"), max_length=80, validators=[no_control_characters])
    summary = models.TextField(_("summary"), max_length=400, validators=[no_control_characters_in_text])
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+", verbose_name=_("category"))
    method = models.CharField(_("method"), max_length=20, choices=Method.choices)
    contract_mode = models.CharField(
        _("contracts"), max_length=20, choices=ContractMode.choices, default=ContractMode.INDIVIDUAL
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT)
    state_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    coordinator = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)
    created_at = models.DateTimeField()
    ended_because = models.CharField(max_length=400, blank=True, validators=[no_control_characters])
    answered_bodies = models.PositiveIntegerField(default=0)
    closes_at = models.DateTimeField(null=True, blank=True)
    cut_considered_at = models.DateTimeField(null=True, blank=True, help_text="up to when sums were thought of")
    folded_text = models.TextField(blank=True, help_text="number, title and summary, folded")

    TRANSITIONS = TRANSITIONS

    objects = JointProcurementQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["fiscal_year", "serial"], name="procurement_one_procurement_per_number"),
        ]
        indexes = [
            models.Index(fields=["state", "closes_at"], name="procurement_state_closes"),
            models.Index(fields=["-created_at", "-id"], name="procurement_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """Return its name for other houses, the log and the outbox."""
        return Ref(PROCUREMENT_KIND, self.number)

    @property
    def binds_prices(self) -> bool:
        """Tell whether the prices are negotiated already; else they are for reference."""
        return self.method == Method.CATALOGUE

    @property
    def state_kind(self) -> str:
        """Return how the state is drawn."""
        return KINDS[State(self.state)]

    @property
    def is_live(self) -> bool:
        """Tell whether it is on its way."""
        return self.state in LIVE

    def takes_entries(self, moment: dt.datetime) -> bool:
        """Tell whether the present state still takes entries: half-open, and by the clock alone."""
        return self.closes_at is None or moment < self.closes_at

    @property
    def is_closed_now(self) -> bool:
        """Tell whether the deadline of the present state has come: nobody has to do anything for that."""
        return self.is_live and not self.takes_entries(clock.now())

    def is_open_for(self, state: str, moment: dt.datetime) -> bool:
        """Tell whether it stands in ``state`` and still takes entries there."""
        return self.state == state and self.takes_entries(moment)

    def words_folded(self) -> str:
        """Return all that the plain search looks through, folded."""
        return fold("\n".join([self.number, self.title, self.summary]))


class Deadline(models.Model):
    """When a state stops taking entries: half-open, ``at < due_at``. It moves later only, and each move is kept."""

    procurement = models.ForeignKey(JointProcurement, on_delete=models.CASCADE, related_name="deadlines")
    state = models.CharField(max_length=20, choices=State.choices)
    due_at = models.DateTimeField()

    class Meta:
        ordering = ["procurement", "due_at"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "state"], name="procurement_one_deadline_per_state")
        ]
        indexes = [models.Index(fields=["due_at"], name="procurement_deadline_due")]

    def __str__(self) -> str:
        return f"{self.state} {self.due_at.isoformat()}"


class DeadlineMove(models.Model):
    """One move of a deadline, told to all."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="moves")
    moved_from = models.DateTimeField()
    moved_to = models.DateTimeField()
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)
    reason = models.CharField(max_length=200, blank=True, validators=[no_control_characters])

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(moved_to__gt=models.F("moved_from")), name="procurement_deadlines_move_later"
            )
        ]

    def __str__(self) -> str:
        return f"{self.moved_from.isoformat()} → {self.moved_to.isoformat()}"


class StateEntry(models.Model):
    """When a procurement entered a state."""

    procurement = models.ForeignKey(JointProcurement, on_delete=models.CASCADE, related_name="entries")
    state = models.CharField(max_length=20, choices=State.choices)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["procurement", "entered_at", "pk"]

    def __str__(self) -> str:
        return f"{self.state} {self.entered_at.isoformat()}"

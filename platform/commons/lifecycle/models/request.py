"""A request for approval, its steps and its trail. Private to the body: the hub sees nothing of it."""

import datetime as dt
import secrets
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from commons.lifecycle.states import OPEN, TRANSITIONS, Deed, RequestState
from commons.tenancy.private import OwnedByOrganisation, PrivateQuerySet, manager_for
from commons.values.ref import Ref
from commons.values.validators import no_control_characters

REQUEST_KIND = "lifecycle.approval"


def new_public_id() -> str:
    """Return an id that tells nothing of how many requests there are."""
    return secrets.token_hex(8)


class ApprovalRequestQuerySet(PrivateQuerySet["ApprovalRequest"]):
    """Read aloud: requests that are open, that wait, that have run into their deadline."""

    def open(self) -> Self:
        """Keep what may still be decided: waiting, or sent back."""
        return self.filter(state__in=OPEN)

    def requested(self) -> Self:
        """Keep what waits for an approver."""
        return self.filter(state=RequestState.REQUESTED)

    def before_deadline(self, moment: dt.datetime) -> Self:
        """Keep what has no deadline, or one that is still to come."""
        return self.filter(Q(deadline_at=None) | Q(deadline_at__gt=moment))

    def overdue(self, moment: dt.datetime) -> Self:
        """Keep open requests whose deadline has come."""
        return self.open().filter(deadline_at__lte=moment)

    def about(self, subject: Ref, *, kind: str | None = None) -> Self:
        """Keep requests about a thing."""
        found = self.filter(subject=str(subject))
        return found if kind is None else found.filter(kind=kind)


class ApprovalRequest(OwnedByOrganisation):
    """Something that binds the body and waits for, or has had, the decision of its approvers.

    ``payload`` holds what is asked for, in JSON primitives; the house's row comes into being, or moves, when it is
    granted.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    fiscal_year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField(help_text="counts the body's requests of the fiscal year")
    kind = models.CharField(max_length=60, help_text="name of an ApprovalKind")
    subject = models.CharField(max_length=120, help_text="a Ref: kind:public id")
    payload = models.JSONField(default=dict)
    note = models.CharField(max_length=1000, blank=True, validators=[no_control_characters])
    requested_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    department = models.CharField(max_length=80, blank=True, help_text="of the person who asked")
    requested_at = models.DateTimeField()
    deadline_at = models.DateTimeField(null=True, blank=True, help_text="half-open: at this moment it has lapsed")
    state = models.CharField(max_length=12, choices=RequestState.choices, default=RequestState.REQUESTED)
    state_since = models.DateTimeField()
    round = models.PositiveSmallIntegerField(default=1, help_text="how often it was submitted")
    position = models.PositiveSmallIntegerField(default=1, help_text="of the step that has it now")
    version = models.PositiveIntegerField(default=1)

    TRANSITIONS = TRANSITIONS

    objects: Any = manager_for(ApprovalRequestQuerySet)

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        ordering = ["deadline_at", "requested_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "fiscal_year", "serial"], name="lifecycle_one_request_per_number"
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "subject"],
                condition=Q(state__in=["requested", "returned"]),
                name="lifecycle_one_open_request_per_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state"], name="lifecycle_request_of_body"),
            models.Index(
                fields=["deadline_at"], condition=Q(state__in=["requested", "returned"]), name="lifecycle_request_due"
            ),
            models.Index(fields=["subject"], name="lifecycle_request_subject"),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"  # neither owner nor thing: this text reaches logs and tracebacks

    @property
    def ref(self) -> Ref:
        """Return its name for other floors."""
        return Ref(REQUEST_KIND, self.public_id)

    @property
    def thing(self) -> Ref:
        """Return what it is about."""
        return Ref.parse(self.subject)

    @property
    def number(self) -> str:
        """Return the number on its receipt: of this body, in this fiscal year."""
        return f"A-{self.fiscal_year}-{self.serial:04d}"

    @property
    def is_open(self) -> bool:
        """Tell whether it may still be decided, but for its deadline."""
        return self.state in OPEN

    def has_lapsed(self, moment: dt.datetime) -> bool:
        """Tell whether its deadline has come, whether a worker has noted it or not."""
        overdue = self.is_open and self.deadline_at is not None and self.deadline_at <= moment
        return overdue or self.state == RequestState.LAPSED

    @property
    def paper_decision(self) -> "TrailEntry | None":
        """Return the entry of the decision made on paper, if that is how it was decided."""
        return next((entry for entry in self.trail.all() if entry.deed == Deed.ON_PAPER), None)

    def get_absolute_url(self) -> str:
        """Return the address of its page on the desk."""
        return reverse("desk:approval", args=[self.public_id])


class Step(OwnedByOrganisation):
    """One step of a request's route, as the route was when it was submitted."""

    request = models.ForeignKey(ApprovalRequest, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    approver = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", null=True, help_text="none: any approver"
    )

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        ordering = ["request", "position"]
        constraints = [models.UniqueConstraint(fields=["request", "position"], name="lifecycle_one_step_per_position")]

    def __str__(self) -> str:
        return f"step {self.position} of request {self.request_id}"


class TrailEntry(OwnedByOrganisation):
    """Who did what with a request, when, for whom, why. Written once."""

    request = models.ForeignKey(ApprovalRequest, on_delete=models.CASCADE, related_name="trail")
    at = models.DateTimeField()
    actor = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", null=True, help_text="none: the deadline did it"
    )
    in_place_of = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        help_text="代決: for whom the deputy acted",
    )
    deed = models.CharField(max_length=12, choices=Deed.choices)
    position = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=1000, blank=True, validators=[no_control_characters])
    payload = models.JSONField(null=True, help_text="what was asked for, at each submission")
    version = models.PositiveIntegerField(help_text="the request's, after the deed")
    decided_on = models.DateField(null=True, help_text="紙の決裁: the day written on the paper")
    decider_title = models.CharField(max_length=80, blank=True, validators=[no_control_characters])
    scan = models.ForeignKey("files.Document", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.deed} of request {self.request_id}"

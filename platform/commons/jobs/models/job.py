"""A job: one long work for one owner."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.jobs.works import Text, named
from commons.tenancy import scopes
from commons.tenancy.private import PrivateModel, PrivateQuerySet, manager_for
from commons.tenancy.scopes import ForeignScope, Scope
from commons.values.ref import Ref


class JobQuerySet(PrivateQuerySet["Job"]):
    """Read aloud: jobs that a worker may take, jobs a worker still holds."""

    def _of_owner(self, scope: Scope) -> Self:
        """Keep the body's jobs for its members; for a person who acts for no body, their own."""
        if scope.kind == "member":
            return self.filter(organisation_id=scope.organisation_id)
        if scope.kind == "person":
            return self.filter(person_id=scope.user_id, organisation_id=None)
        return self.none()

    def visible_to(self, scope: Scope) -> Self:
        """Keep the owner's."""
        return self.all() if scope.sees_all_owners else self._of_owner(scope)

    def open(self) -> Self:
        """Keep what is neither done nor ended."""
        return self.filter(state__in=(Job.State.WAITING, Job.State.WORKING))

    def free_at(self, moment: dt.datetime) -> Self:
        """Keep what a worker may take: new ones, and those whose worker gave no sign of life until ``moment``."""
        return self.open().filter(free_from__lte=moment)

    def held_by(self, token: str) -> Self:
        """Keep what the worker with ``token`` still holds."""
        return self.filter(state=Job.State.WORKING, token=token)


class Job(PrivateModel):
    """A row that is the work. It belongs to a body, or to a person who acts for none; ``person_id`` started it.

    All moments but ``started_at`` are the machine's time: a heartbeat beats though business time stands still.
    Plain ids and no foreign keys, as in the log: one of the two is empty.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for its turn")
        WORKING = "working", _("In progress")
        DONE = "done", _("Done")
        ENDED = "ended", _("Ended without a result")

    owner_field = "organisation"
    owner_column = "organisation_id"

    organisation_id = models.BigIntegerField(null=True, db_index=True)
    person_id = models.BigIntegerField(null=True, db_index=True)
    roles = models.JSONField(default=list, help_text="of whoever started it, as it was started")

    work = models.CharField(max_length=100, help_text="the name given to work()")
    params = models.JSONField(default=dict, help_text="ids and choices")
    started_at = models.DateTimeField(help_text="business time")
    request_id = models.CharField(max_length=64, blank=True)

    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0, help_text="0 while nobody knows")
    note = models.CharField(max_length=200, blank=True)
    checkpoint = models.JSONField(null=True, blank=True)
    error = models.CharField(max_length=400, blank=True, help_text="a sentence for the owner")
    result_url = models.CharField(max_length=300, blank=True)
    faults = models.JSONField(default=list, help_text="pairs: what was left out, and why in a sentence")
    facts = models.JSONField(default=dict)
    file = models.FileField(max_length=255, blank=True)
    filename = models.CharField(max_length=120, blank=True)

    tries = models.PositiveSmallIntegerField(default=0, help_text="how often it was taken; counted when taken")
    token = models.CharField(max_length=32, blank=True, help_text="of the worker that took it last")
    free_from = models.DateTimeField(help_text="end of the lease: nobody else takes it before")
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = manager_for(JobQuerySet)

    class Meta(PrivateModel.Meta):
        abstract = False
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation_id__isnull=False) | Q(person_id__isnull=False), name="jobs_have_an_owner"
            )
        ]
        indexes = [models.Index(fields=["free_from"], condition=Q(state__in=("waiting", "working")), name="jobs_queue")]

    def __str__(self) -> str:
        return f"job {self.pk} of {self.work}"

    @property
    def ref(self) -> Ref:
        """Return the job's name for the log."""
        return Ref("jobs.job", str(self.pk))

    @property
    def title(self) -> Text:
        """Return what the work is called; its stored name when an upgrade has removed it."""
        known = named(self.work)
        return known.title if known else self.work

    @property
    def is_open(self) -> bool:
        """Tell whether something may still happen."""
        return self.state in (self.State.WAITING, self.State.WORKING)

    @property
    def percent(self) -> int:
        """Return how much is done, in whole percent."""
        return min(100, self.done * 100 // self.total) if self.total else 0

    @classmethod
    def owner_names(cls) -> set[str]:
        """List the columns that say whose it is."""
        return {"organisation_id", "person_id"}

    def check_owner(self) -> None:
        """Refuse to write a job of another than the owner at work."""
        scope = scopes.current()
        if scope.writes_for_all_owners:
            return
        if scope.kind == "member":
            own = self.organisation_id is not None and self.organisation_id == scope.organisation_id
        else:
            own = self.organisation_id is None and self.person_id is not None and self.person_id == scope.user_id
        if not own:
            raise ForeignScope(f"{self} of {self.organisation_id or self.person_id} was written in {scope}.")

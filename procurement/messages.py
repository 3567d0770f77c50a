"""What notices of this house say. Titles go by mail and give nothing away; lines tell what their readers may know."""

import datetime as dt
from collections.abc import Callable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.notifications import messages
from commons.notifications.messages import Message, Params
from commons.tenancy.models import Organisation
from commons.values import wareki
from commons.values.ref import Ref

from .models import JointProcurement
from .states import State

SURVEY_OPENED, REMINDED, DEADLINE_MOVED = "procurement.survey_opened", "procurement.reminded", "procurement.moved"
INTENT_OPENED, JOINED, LEFT = "procurement.intent_opened", "procurement.joined", "procurement.left"
REVIEW_OPENED, ASKED, ANSWERED = "procurement.review_opened", "procurement.asked", "procurement.answered"
AGREEMENT_OPENED, DROPPED = "procurement.agreement_opened", "procurement.dropped"
COMMITTING_OPENED, MISSED = "procurement.committing_opened", "procurement.missed"
BOUND, SETTLED = "procurement.bound", "procurement.settled"

_NEW_STEP = gettext_lazy("A new step has begun")
_CHANGE = gettext_lazy("Something has changed")

# kind: its title, its line, and the page that it leads to
_WORDS: dict[str, tuple[Promise | str, Promise | str, str]] = {
    SURVEY_OPENED: (_NEW_STEP, gettext_lazy("%(title)s: please answer the survey by %(until)s."), "procurement"),
    REMINDED: (
        gettext_lazy("A reminder for you"),
        gettext_lazy("%(title)s: nothing has been entered yet. Entries close on %(until)s."),
        "procurement",
    ),
    DEADLINE_MOVED: (
        gettext_lazy("A deadline has moved"),
        gettext_lazy("%(title)s: the deadline of “%(step)s” is now %(to)s."),
        "procurement",
    ),
    INTENT_OPENED: (
        _NEW_STEP,
        gettext_lazy("%(title)s: participation may be requested until %(until)s."),
        "procurement",
    ),
    JOINED: (_CHANGE, gettext_lazy("%(title)s: %(body)s takes part."), "procurement"),
    LEFT: (_CHANGE, gettext_lazy("%(title)s: %(body)s takes part no longer."), "procurement"),
    REVIEW_OPENED: (
        _NEW_STEP,
        gettext_lazy("%(title)s: the specification is being settled. Ask until %(until)s."),
        "questions",
    ),
    ASKED: (gettext_lazy("A question has come in"), gettext_lazy("%(title)s: question %(number)s."), "questions"),
    ANSWERED: (
        gettext_lazy("A question was answered"),
        gettext_lazy("%(title)s: question %(number)s was answered."),
        "questions",
    ),
    AGREEMENT_OPENED: (
        _NEW_STEP,
        gettext_lazy("%(title)s: the specification is final. It waits for your signature until %(until)s."),
        "agreement",
    ),
    DROPPED: (_CHANGE, gettext_lazy("%(title)s: %(body)s dropped out at the deadline."), "procurement"),
    COMMITTING_OPENED: (
        _NEW_STEP,
        gettext_lazy("%(title)s: quantities may be committed until %(until)s."),
        "procurement",
    ),
    MISSED: (
        gettext_lazy("A deadline has passed"),
        gettext_lazy("%(title)s: the lowest total was missed. Nobody is bound and every entry is kept."),
        "procurement",
    ),
    BOUND: (gettext_lazy("A result is there for you"), gettext_lazy("%(title)s: your result is there."), "result"),
    SETTLED: (gettext_lazy("A step has ended"), gettext_lazy("%(title)s: the quantities are settled."), "result"),
}


def register() -> None:
    """Let the notices know of these kinds."""
    for kind, (title, line, page) in _WORDS.items():
        messages.register(Message(kind=kind, title=_always(title), line=_written(line), url=_leading_to(page)))


def _always(title: Promise | str) -> Callable[[Ref, Params], Promise | str]:
    return lambda subject, params: title


def _written(line: Promise | str) -> Callable[[Ref, Params], str]:
    def write(subject: Ref, params: Params) -> str:
        found = JointProcurement.objects.get(number=subject.public_id)
        words = {"title": found.title, "until": _reading(found.closes_at), "number": params.get("number", "")}
        if "organisation_id" in params:
            words["body"] = str(Organisation.objects.get(pk=params["organisation_id"]))
        if "state" in params:
            words["step"] = str(State(params["state"]).label)
        if "to" in params:
            words["to"] = _reading(dt.datetime.fromisoformat(params["to"]))
        return str(line) % words

    return write


def _reading(moment: dt.datetime | None) -> str:
    return wareki.format_for_reader(moment) if moment else _("no set day")


def _leading_to(page: str) -> Callable[[Ref, Params], str]:
    return lambda subject, params: reverse(f"procurement:{page}", args=[subject.public_id])

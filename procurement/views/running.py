"""Set a procurement up and lead it on: the hub's forms."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commons.accounts.access import ActsAsMixin
from commons.accounts.form_tokens import OnceMixin
from commons.accounts.kept_forms import KeptFormMixin
from commons.values.wareki import format_for_reader
from procurement import actions, queries
from procurement.forms import (
    ItemLineForm,
    MoveDeadlineForm,
    ReferenceLineForm,
    RevisionForm,
    SetUpForm,
    SpecForm,
    ends_on,
)
from procurement.models import JointProcurement
from procurement.rules import RUNNING_ROLES
from procurement.states import State

from . import wording
from .confirming import ConfirmedFormView, StaleFormView
from .procurement import load


class RunningView(ActsAsMixin, OnceMixin, KeptFormMixin):
    """A form of the hub about one procurement."""

    roles = RUNNING_ROLES
    template_name = "procurement/running_form.html"
    heading: Any = ""
    screen = ""
    procurement: JointProcurement

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the procurement, when the page is about one."""
        super().setup(request, *args, **kwargs)
        if "number" in kwargs and not getattr(request, "acting", None):
            return  # a visitor is sent to sign in, and learns nothing of drafts
        if "number" in kwargs:
            self.procurement = load(kwargs["number"])

    def cockpit_url(self) -> str:
        """Return the address of the hub's page."""
        return wording.page_url(self.procurement, "cockpit")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page."""
        kwargs.setdefault("heading", self.heading_text())
        return super().get_context_data(
            **kwargs,
            procurement=self.procurement,
            trail=wording.trail(self.procurement, self.heading_text()),
            cancel_url=self.cockpit_url(),
            screen=self.screen,
        )

    def heading_text(self) -> str:
        """Return the page's heading."""
        raise NotImplementedError


class SetUpView(ActsAsMixin, OnceMixin, KeptFormMixin, StaleFormView):
    """Set a procurement up."""

    roles = RUNNING_ROLES
    form_class = SetUpForm
    template_name = "procurement/set_up.html"

    def act(self, form: SetUpForm) -> str:
        """Set it up."""
        made = actions.set_up_procurement(deadlines=form.deadlines(), **form.values())
        messages.success(self.request, _("%(number)s is set up. Now add its lines.") % {"number": made.number})
        return wording.page_url(made, "cockpit")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page."""
        return super().get_context_data(
            **kwargs,
            heading=_("Set up a procurement"),
            trail=wording.trail(None, _("Set up a procurement")),
            cancel_url=reverse("procurement:procurements"),
            screen="C-21",
        )


class LineView(RunningView, StaleFormView):
    """Add a line: an item of the catalogue with a negotiated price, else a thing with reference prices."""

    screen = "C-22"

    def heading_text(self) -> str:
        """Return the page's heading."""
        return _("Add a line")

    def get_form_class(self) -> Any:
        """Choose the form by the method."""
        return ItemLineForm if self.procurement.binds_prices else ReferenceLineForm

    def get_template_names(self) -> list[str]:
        """Choose the page by the method."""
        name = self.template_name if self.procurement.binds_prices else "procurement/reference_line.html"
        return [name]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Draw more rows of tiers when asked to."""
        form = self.get_form()
        if "add_rows" in request.POST and isinstance(form, ReferenceLineForm):
            again = ReferenceLineForm(**{**self.get_form_kwargs(), "data": form.with_more_rows()})
            return self.render_to_response(self.get_context_data(form=again))
        return super().post(request, *args, **kwargs)

    def act(self, form: Any) -> str:
        """Add it."""
        if isinstance(form, ItemLineForm):
            actions.add_item_line(
                procurement=self.procurement,
                version=form.cleaned_data["item"].current_version,
                stands_from=form.cleaned_data["stands_from"],
            )
        else:
            actions.add_reference_line(procurement=self.procurement, **form.values())
        messages.success(self.request, _("The line is added."))
        return self.cockpit_url()


class SpecView(RunningView, StaleFormView):
    """Write the draft of the specification."""

    form_class = SpecForm
    screen = "C-23"

    def heading_text(self) -> str:
        """Return the page's heading."""
        return _("Draft of the specification")

    def get_initial(self) -> dict[str, Any]:
        """Start from the present draft."""
        spec = queries.latest_spec(self.procurement)
        return {"text": spec.text if spec else ""}

    def act(self, form: SpecForm) -> str:
        """Write it."""
        spec = actions.write_spec(procurement=self.procurement, text=form.cleaned_data["text"])
        messages.success(self.request, _("Version %(number)s is kept.") % {"number": spec.number})
        return self.cockpit_url()


class MoveDeadlineView(RunningView, ConfirmedFormView):
    """Put a deadline off, after a confirmation: every municipality is told."""

    form_class = MoveDeadlineForm
    confirm_template_name = "procurement/entry_confirm.html"
    screen = "C-24"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the deadline."""
        super().setup(request, *args, **kwargs)
        if not hasattr(self, "procurement"):
            return
        found = self.procurement.deadlines.filter(state=kwargs["state"]).first()
        if found is None:
            raise Http404
        self.deadline = found

    def heading_text(self) -> str:
        """Return the page's heading."""
        name = wording.step_name(State(self.deadline.state))
        return _("Move the deadline: %(step)s") % {"step": name}

    def get_initial(self) -> dict[str, Any]:
        """Start from the present day."""
        return {"due_on": self.deadline.due_at.date()}

    def act(self, form: MoveDeadlineForm) -> str:
        """Move it."""
        actions.move_deadline(
            procurement=self.procurement,
            state=self.deadline.state,
            to=ends_on(form.cleaned_data["due_on"]),
            reason=form.cleaned_data["reason"],
        )
        messages.success(self.request, _("The deadline is moved, and every municipality is told."))
        return self.cockpit_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the present deadline."""
        lead = _("Now: %(moment)s. A deadline moves later only.") % {"moment": format_for_reader(self.deadline.due_at)}
        return super().get_context_data(**kwargs, lead=lead)

    def confirm_context(self, form: MoveDeadlineForm) -> dict[str, Any]:
        """Show both moments."""
        rows = [
            (_("Present deadline"), format_for_reader(self.deadline.due_at), ""),
            (form["due_on"].label, format_for_reader(ends_on(form.cleaned_data["due_on"])), "due_on"),
            (form["reason"].label, form.cleaned_data["reason"], "reason"),
        ]
        return self.get_context_data(
            form=form,
            rows=rows,
            submit_label=_("Move the deadline"),
            note_title=_("Every municipality is told"),
            note=_("A deadline that was moved cannot be brought back."),
        )


class OpeningView(RunningView, StaleFormView):
    """Go on to the next step, after a confirmation page."""

    form_class = RevisionForm
    template_name = "procurement/opening.html"

    def get_initial(self) -> dict[str, Any]:
        """Remember the version that is shown."""
        return {"revision": self.procurement.version}

    def version_of(self, current: Any) -> int:
        """Return the version as it is now."""
        return int(current.version)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show what will be told to all."""
        deadlines = {deadline.state: deadline.due_at for deadline in self.procurement.deadlines.all()}
        rows = [
            (pgettext("procurement", "Number"), self.procurement.number, ""),
            (pgettext("procurement", "Title"), self.procurement.title, ""),
            (_("Lines"), "\n".join(line.name for line in self.procurement.lines.all()) or "—", ""),
            (_("Deadline"), format_for_reader(deadlines[self.opens]) if self.opens in deadlines else "—", ""),
        ]
        return super().get_context_data(**kwargs, rows=rows)

    opens: str = ""


class OpenSurveyView(OpeningView):
    """Open the survey."""

    opens = State.SURVEY
    screen = "C-25"

    def heading_text(self) -> str:
        """Return the page's heading."""
        return _("Open the survey")

    def act(self, form: RevisionForm) -> str:
        """Open it."""
        actions.open_survey(procurement=self.procurement, version=form.cleaned_data["revision"])
        messages.success(self.request, _("The survey is open. Every municipality is asked."))
        return self.cockpit_url()


class OpenIntentView(OpeningView):
    """Open 参加意向."""

    opens = State.INTENT
    screen = "C-26"

    def heading_text(self) -> str:
        """Return the page's heading."""
        return _("Go on to the expression of interest")

    def act(self, form: RevisionForm) -> str:
        """Open it."""
        actions.open_intent(procurement=self.procurement, version=form.cleaned_data["revision"])
        messages.success(self.request, _("Municipalities may request participation from now on."))
        return self.cockpit_url()

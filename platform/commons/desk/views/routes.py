"""Routes of approval, and who stands in for whom."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from commons.accounts.access import ActsAsMixin
from commons.accounts.confirming import ActingFormView
from commons.accounts.form_tokens import OnceMixin
from commons.accounts.kept_forms import KeptFormMixin
from commons.accounts.models import Role
from commons.desk import approvals as shown
from commons.desk.forms import DeputyForm, PlainForm, RouteForm
from commons.desk.forms.routes import ANYBODY
from commons.lifecycle import routes
from commons.lifecycle.approvals.kinds import label_of
from commons.lifecycle.models import Deputy, Route
from commons.tenancy import scopes
from commons.values import clock

KEEPERS = (Role.APPROVER, Role.ADMINISTRATOR)


def _trail(last: str) -> list[tuple[str, str]]:
    return [
        (_("Approvals"), reverse("desk:approvals")),
        (_("Routes and deputies"), reverse("desk:routes")),
        (last, ""),
    ]


class RoutesView(ActsAsMixin, TemplateView):
    """Show the body's routes and deputies; everybody who asks or decides may know them."""

    roles = shown.ROLES
    template_name = "desk/routes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the people of each step."""
        scope, today = scopes.current(), clock.today()
        rows = Route.objects.prefetch_related("steps__approver")
        deputies = Deputy.objects.not_over(today).select_related("approver", "deputy")
        return super().get_context_data(
            **kwargs,
            routes=[(route, label_of(route.kind) or _("Every kind"), _people(route)) for route in rows],
            deputies=[(row, routes.may_name_deputy(scope, row.approver_id)) for row in deputies],
            approvers=routes.approvers_of(scope, on=today).values(),
            may_set=routes.may_set_routes(scope),
            may_name=scope.has_role(*KEEPERS),
            heading=_("Routes and deputies"),
            trail=[(_("Approvals"), reverse("desk:approvals")), (_("Routes and deputies"), "")],
            screen="H-17",
        )


class _BackToRoutes(ActsAsMixin, OnceMixin, KeptFormMixin, ActingFormView):
    """A form that leads back to the list."""

    roles: ClassVar[Collection[str]] = (Role.ADMINISTRATOR,)
    template_name = "form_page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer the way back."""
        kwargs.setdefault("cancel_url", reverse("desk:routes"))
        kwargs.setdefault("trail", _trail(str(kwargs.get("heading", ""))))
        return super().get_context_data(**kwargs)


class RouteView(_BackToRoutes):
    """Set a new route, or the steps of one that is there."""

    form_class = RouteForm

    def route(self) -> Route | None:
        """Return the route that is changed; another body's answers 404."""
        if "pk" not in self.kwargs:
            return None
        found: Route | None = Route.objects.prefetch_related("steps").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get_initial(self) -> dict[str, Any]:
        """Start from the route as it is."""
        route = self.route()
        if route is None:
            return {"version": 0, "step_1": ANYBODY}
        steps = {f"step_{step.position}": str(step.approver_id or ANYBODY) for step in route.steps.all()}
        return {"kind": route.kind, "department": route.department, "version": route.version, **steps}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the approvers of today."""
        offered = {"approvers": routes.approvers_of(scopes.current(), on=clock.today())}
        return super().get_form_kwargs() | offered

    def act(self, form: RouteForm) -> str:
        """Set it."""
        route = self.route()
        routes.set_route(
            kind=form.cleaned_data["kind"],
            department=form.cleaned_data["department"],
            approver_ids=form.approver_ids(),
            route_id=route.pk if route else None,
            version=form.cleaned_data["version"],
        )
        messages.success(self.request, _("The route is set. Requests on their way keep the route they have."))
        return reverse("desk:routes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page."""
        kwargs["heading"] = _("Change a route") if "pk" in self.kwargs else _("Add a route")
        return super().get_context_data(**kwargs, submit_label=_("Set the route"), screen="H-18")


class RouteRemoveView(_BackToRoutes):
    """Remove a route, after a confirmation."""

    form_class = PlainForm

    def get_form(self, form_class: Any = None) -> Any:
        """Find the route first; another body's answers 404."""
        _found(Route, self.kwargs["pk"])
        return super().get_form(form_class)

    def act(self, form: PlainForm) -> str:
        """Remove it."""
        routes.remove_route(route_id=self.kwargs["pk"])
        messages.success(self.request, _("The route is removed."))
        return reverse("desk:routes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what follows."""
        kwargs["heading"] = _("Remove this route?")
        lead = _("New requests then take the next fitting route, or go to any approver.")
        return super().get_context_data(**kwargs, lead=lead, submit_label=_("Remove"), screen="H-19")


class DeputyView(_BackToRoutes):
    """Name who stands in: an approver for themselves, an administrator for anybody."""

    roles = KEEPERS
    form_class = DeputyForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the approvers of today; to an approver themselves alone."""
        scope = scopes.current()
        return super().get_form_kwargs() | {
            "approvers": routes.approvers_of(scope, on=clock.today()),
            "only_for": None if scope.has_role(Role.ADMINISTRATOR) else scope.user_id,
        }

    def get_initial(self) -> dict[str, Any]:
        """Start with the person at work, from today."""
        return {"approver": str(scopes.current().user_id), "valid_from": clock.today()}

    def act(self, form: DeputyForm) -> str:
        """Name the deputy."""
        values = form.cleaned_data
        routes.name_deputy(
            approver_id=int(values["approver"]),
            deputy_id=int(values["deputy"]),
            valid_from=values["valid_from"],
            valid_until=values["valid_until"],
        )
        messages.success(self.request, _("The deputy is named."))
        return reverse("desk:routes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page."""
        kwargs["heading"] = _("Name a deputy")
        return super().get_context_data(**kwargs, submit_label=_("Name the deputy"), screen="H-20")


class DeputyEndView(_BackToRoutes):
    """End a deputy's period, after a confirmation."""

    roles = KEEPERS
    form_class = PlainForm

    def get_form(self, form_class: Any = None) -> Any:
        """Find the period first; another body's answers 404."""
        _found(Deputy, self.kwargs["pk"])
        return super().get_form(form_class)

    def act(self, form: PlainForm) -> str:
        """End it."""
        routes.end_deputy(deputy_id=self.kwargs["pk"])
        messages.success(self.request, _("The deputy’s period has ended."))
        return reverse("desk:routes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what follows."""
        kwargs["heading"] = _("End this deputy’s period?")
        lead = _("From now on the deputy decides only what is their own to decide.")
        return super().get_context_data(**kwargs, lead=lead, submit_label=_("End the period"), screen="H-21")


def _found(model: Any, pk: int) -> None:
    if not model.objects.filter(pk=pk).exists():
        raise Http404


def _people(route: Route) -> list[str]:
    return [step.approver.name if step.approver else _("Any approver") for step in route.steps.all()]

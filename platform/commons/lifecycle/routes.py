"""Which steps a request takes."""

from commons.lifecycle.models import Route

ANY_APPROVER: list[int | None] = [None]


def approvers_for(kind: str, department: str) -> list[int | None]:
    """Return the approver of each step, in order: of the body's most fitting route, else one step for any approver.

    A route for this very kind goes before one for every kind, and within that one for this department before one for
    every department.
    """
    fitting = Route.objects.filter(kind__in={kind, ""}, department__in={department, ""}).prefetch_related("steps")
    best = max(fitting, key=lambda route: (bool(route.kind), bool(route.department)), default=None)
    return [step.approver_id for step in best.steps.all()] if best else ANY_APPROVER

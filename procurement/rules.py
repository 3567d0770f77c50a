"""Who may do what, as plain predicates. Views, actions and buttons ask here, and nowhere else."""

from django.core.exceptions import PermissionDenied

from commons.accounts.models import Role
from commons.tenancy.models import Organisation
from commons.tenancy.scopes import Scope

CATALOGUE_ROLES = (Role.HUB_OFFICER,)
BUDGET_ROLES = (Role.CLERK, Role.APPROVER, Role.ADMINISTRATOR)


class NotAllowed(PermissionDenied):
    """The open scope may not do this. Pages do not offer it; whoever asks all the same gets 403."""


def may_edit_catalogue(scope: Scope) -> bool:
    """Tell whether items and versions may be added: by a hub officer, or by the system."""
    return scope.kind == "system" or (scope.kind == "member" and scope.has_role(*CATALOGUE_ROLES))


def may_keep_budget(scope: Scope, organisation: Organisation | None) -> bool:
    """Tell whether the body's own prices may be entered: by its clerk, approver or administrator. The hub has none."""
    return (
        organisation is not None
        and not organisation.is_hub
        and scope.kind == "member"
        and scope.organisation_id == organisation.pk
        and scope.has_role(*BUDGET_ROLES)
    )


def may_see_budget(scope: Scope, organisation: Organisation | None) -> bool:
    """Tell whether the body's own prices may be read: by every member of that municipality, and by nobody else."""
    return (
        organisation is not None
        and not organisation.is_hub
        and scope.kind == "member"
        and scope.organisation_id == organisation.pk
    )

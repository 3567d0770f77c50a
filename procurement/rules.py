"""Who may do what, as plain predicates. Views, actions and buttons ask here, and nowhere else."""

from django.core.exceptions import PermissionDenied

from commons.accounts.models import Role
from commons.tenancy.models import Organisation
from commons.tenancy.scopes import Scope

from .models import JointProcurement, runs_procurements
from .states import AWARD_MADE, PARTICIPATION_KNOWN, TENDER_MADE, State

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


ANSWERING_ROLES: tuple[Role, ...] = (Role.CLERK,)
WITHDRAWING_ROLES: tuple[Role, ...] = (Role.CLERK, Role.APPROVER)
RUNNING_ROLES = (Role.HUB_OFFICER,)


def may_run(scope: Scope) -> bool:
    """Tell whether procurements may be set up, opened, moved and watched: by a hub officer, or by the system."""
    return runs_procurements(scope)


def may_answer(scope: Scope, organisation: Organisation | None) -> bool:
    """Tell whether a survey may be answered, or participation asked for: by a clerk of that municipality."""
    return _acts_for(scope, organisation, ANSWERING_ROLES)


def may_withdraw(scope: Scope, organisation: Organisation | None) -> bool:
    """Tell whether a participation may be withdrawn: by a clerk or an approver of that municipality."""
    return _acts_for(scope, organisation, WITHDRAWING_ROLES)


def may_see_own(scope: Scope, organisation: Organisation | None) -> bool:
    """Tell whether a municipality's own answer and figures may be read: by every member of it."""
    return _acts_for(scope, organisation, tuple(Role))


def may_read_spec(scope: Scope, procurement: JointProcurement) -> bool:
    """Tell whether the specification may be read: by every body and the hub; by the public from the tender on."""
    return scope.kind in {"member", "system"} or procurement.state in TENDER_MADE


def may_see_participants(scope: Scope, procurement: JointProcurement) -> bool:
    """Tell whether it may be known who takes part: by all bodies from 参加意向 on, by the public after the award."""
    if procurement.state not in PARTICIPATION_KNOWN:
        return runs_procurements(scope)
    return scope.kind in {"member", "system"} or procurement.state in AWARD_MADE


def may_see_sums(procurement: JointProcurement) -> bool:
    """Tell whether published sums may be shown at all: not while the survey runs."""
    return procurement.state not in (State.DRAFT, State.SURVEY)


def _acts_for(scope: Scope, organisation: Organisation | None, roles: tuple[Role, ...]) -> bool:
    return (
        organisation is not None
        and not organisation.is_hub
        and scope.kind == "member"
        and scope.organisation_id == organisation.pk
        and scope.has_role(*roles)
    )

"""What Wagtail shows in passing: filters, menus, panels and mails that know every body's people."""

from typing import Any

from wagtail.admin import signal_handlers
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

_FILTERS_OVER_ALL = ("owner", "edited_by", "site")  # their choices are the people and the sites of all bodies


def narrow() -> None:
    """Take out what no hook can narrow."""
    for filterset in _with_subclasses(PageFilterSet):
        for name in _FILTERS_OVER_ALL:
            filterset.base_filters.pop(name, None)
            filterset.declared_filters.pop(name, None)
    bulk_action_registry.actions, bulk_action_registry.has_scanned_for_bulk_actions = {}, True
    _send_no_mail()


def _send_no_mail() -> None:
    """Keep Wagtail from mailing titles, and inside the transaction. What waits stands on the editors' first page."""
    task_submitted.disconnect(
        signal_handlers.task_submission_email_notifier,
        sender=TaskState,
        dispatch_uid="group_approval_task_submitted_email_notification",
    )
    for signal, name in (
        (workflow_submitted, "submitted"),
        (workflow_rejected, "rejected"),
        (workflow_approved, "approved"),
    ):
        signal.disconnect(sender=WorkflowState, dispatch_uid=f"workflow_state_{name}_email_notification")


def _with_subclasses(cls: Any) -> list[Any]:
    return [cls, *(below for sub in cls.__subclasses__() for below in _with_subclasses(sub))]

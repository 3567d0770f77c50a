"""Nothing is published by one person alone: a second editor looks at it."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState

from commons.accounts.models import Membership, Role, User
from commons.content import bodies
from commons.tenancy import scopes
from commons.values import clock

MODERATES = (Role.EDITOR.value, Role.HUB_OFFICER.value)


class SecondEditorTask(Task):
    """Approval by an editor of the page's body, other than the one who asks for it.

    Where a body has no second editor, the hub's editors and officers may; and for the hub's own pages they do.
    """

    class Meta:
        verbose_name = _("approval by a second editor")

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        """Let whoever decides look, the hub for a village among them."""
        return self._may_decide(obj, user)

    def locked_for_user(self, obj: Page, user: User) -> bool:
        """Keep what waits as it is, but for whoever decides."""
        return not self._may_decide(obj, user)

    def user_can_lock(self, obj: Page, user: User) -> bool:
        """Lock nothing by hand."""
        return False

    def user_can_unlock(self, obj: Page, user: User) -> bool:
        """Unlock nothing by hand."""
        return False

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, Any, bool]]:
        """Offer the decision, with a comment where it is sent back."""
        if not self._may_decide(obj, user):
            return []
        return [
            ("reject", _("Send back"), True),
            ("approve", _("Approve and publish"), False),
        ]

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> Any:
        """List what waits for this person, in the body they act for."""
        scope = scopes.current_or_none()
        waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task=self.task_ptr_id)
        if scope is None or scope.user_id != user.pk or not scope.has_role(*MODERATES):
            return waiting.none()
        waiting = waiting.exclude(workflow_state__requested_by=user)
        pages = {state.pk: state.workflow_state.object_id for state in waiting.select_related("workflow_state")}
        found = Page.objects.in_bulk([int(pk) for pk in pages.values()])
        decidable = [
            state for state, page in pages.items() if int(page) in found and self._may_decide(found[int(page)], user)
        ]
        return TaskState.objects.filter(pk__in=decidable)

    @classmethod
    def get_description(cls) -> Any:
        """Say what the task asks for."""
        return _("A second editor of the body approves; where there is none, the hub.")

    def _may_decide(self, page: Page, user: User) -> bool:
        scope = scopes.current_or_none()
        if scope is None or scope.user_id != user.pk or not scope.has_role(*MODERATES):
            return False
        asked_by = _asked_by(page)
        if asked_by is None or asked_by == user.pk:
            return False
        owner = bodies.owner_of(page)
        if owner == scope.organisation_id:
            return True
        return bodies.hub_id() == scope.organisation_id and not _has_another_editor(owner, than=asked_by)


def _asked_by(page: Page) -> int | None:
    state = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type=ContentType.objects.get_for_model(Page),
        workflow_state__object_id=str(page.pk),
    ).values_list("workflow_state__requested_by", flat=True)
    asked_by: int | None = state.first()
    return asked_by


def _has_another_editor(organisation_id: int | None, *, than: int) -> bool:
    if organisation_id is None:
        return False
    editors = Membership.objects.valid_on(clock.today()).filter(
        organisation_id=organisation_id, role=Role.EDITOR, user__is_active=True
    )
    return editors.exclude(user_id=than).exists()

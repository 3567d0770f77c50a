"""What follows an approval. Wagtail imports this while its own models load, so it imports none of them itself."""

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish, or schedule, what has been approved. The setting WAGTAIL_FINISH_WORKFLOW_ACTION names this.

    Whether this person may was asked when they decided; Wagtail would ask again for a permission that the hub, deciding
    for a village, does not hold.
    """
    from wagtail.actions.publish_page_revision import PublishPageRevisionAction

    revision = workflow_state.content_object.get_latest_revision()
    PublishPageRevisionAction(revision, user=user).execute(skip_permission_checks=True)

"""Tell Django of this floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LifecycleConfig(AppConfig):
    """The one door through a change of state, and the approvals."""

    name = "commons.lifecycle"
    label = "lifecycle"
    verbose_name = "Lifecycle"

    def ready(self) -> None:
        """Name what is recorded, and have approvals lapse when their deadline comes."""
        from commons.audit import verbs
        from commons.contracts import refs
        from commons.contracts import tasks as all_tasks
        from commons.events import due

        from . import messages, tasks
        from . import receivers as receivers
        from .approvals import lapsing
        from .models.request import REQUEST_KIND

        refs.register(REQUEST_KIND, lambda public_id: None, label=_("Request for approval"))
        refs.register("lifecycle.route", lambda public_id: None, label=_("Route of approval"))
        messages.register()
        due.register(lapsing.LAPSE)
        all_tasks.register(tasks.of)
        all_tasks.register_waiting(tasks.waiting_for_others)
        verbs.register(
            request_approval=_("Requested approval"),
            resubmit_approval=_("Requested approval again"),
            pass_on_approval=_("Approved one step of the request"),
            grant_approval=_("Approved the request"),
            send_back_approval=_("Sent the request back"),
            refuse_approval=_("Refused the request"),
            withdraw_approval=_("Withdrew the request"),
            lapse_approval=_("Let the request lapse at its deadline"),
            set_route=_("Set a route of approval"),
            removed_route=_("Removed a route of approval"),
            named_deputy=_("Named a deputy"),
            ended_deputy=_("Ended a deputy’s period"),
            entered_paper_decision=_("Entered a decision made on paper"),
        )

"""Tell Django and the ground of this house."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProcurementConfig(AppConfig):
    """Joint procurement."""

    name = "procurement"
    verbose_name = "Joint procurement"

    def ready(self) -> None:
        """Open the door, answer references, register the list, hear events, and offer the demonstration."""
        from commons.audit import verbs
        from commons.contracts import deadlines, demo, domains, refs
        from commons.contracts import tasks as all_tasks
        from commons.events import due
        from commons.lifecycle import approvals as approval_kinds
        from commons.lists import registry
        from commons.papers import register as register_paper

        from . import approvals, filters, messages, papers, receivers, tiles
        from .models import AGREEMENT_KIND, ITEM_KIND, PARTICIPATION_KIND, PROCUREMENT_KIND

        domains.register(
            domains.Domain(
                label="procurement",
                title=_("Joint procurement"),
                lead=_("Prices negotiated once for all 62 municipalities; they fall as the joint quantity grows."),
                icon="procurement",
                mount="procurement/",
                urls="procurement.urls",
                start="procurement:catalogue",
                order=10,
                facts=tiles.facts,
                newest=tiles.newest,
            )
        )
        refs.register(ITEM_KIND, tiles.resolve_item, label=_("Catalogue item"))
        refs.register(PROCUREMENT_KIND, tiles.resolve_procurement, label=_("Joint procurement"))
        refs.register(PARTICIPATION_KIND, lambda receipt_number: None, label=_("Participation"))
        registry.register(filters.CATALOGUE)
        registry.register(filters.PROCUREMENTS)
        approval_kinds.register(approvals.PARTICIPATION)
        approval_kinds.register(approvals.AGREEMENT)
        approval_kinds.register(approvals.COMMITMENT)
        refs.register(AGREEMENT_KIND, tiles.resolve_procurement, label=_("Agreement on a joint procurement"))
        messages.register()
        for paper in papers.KINDS:
            register_paper(paper)
        deadlines.register(receivers.next_deadline)
        deadlines.register_agenda(tiles.agenda)
        all_tasks.register(tiles.tasks_of)
        for kind in receivers.DUE_KINDS:
            due.register(kind)
        demo.register(demo.Seeder(name="Catalogue, suppliers and a few prices paid today", order=20, seed=_seed))
        demo.register(demo.Seeder(name="Procurements in every state", order=30, seed=_seed_procurements))
        verbs.register(
            added_item=_("Added an item to the catalogue"),
            edited_item=_("Edited an item"),
            published_version=_("Published a version"),
            recorded_baseline=_("Recorded the unit price paid now"),
            cleared_baseline=_("Deleted the unit price paid now"),
            set_up_procurement=_("Set up a procurement"),
            added_line=_("Added a line"),
            wrote_spec=_("Wrote a draft of the specification"),
            open_survey=_("Opened the survey"),
            open_intent=_("Opened the expression of interest"),
            moved_deadline=_("Moved a deadline"),
            answered_survey=_("Answered the survey"),
            reminded_bodies=_("Reminded bodies"),
            granted_participation=_("Let the body take part"),
            withdraw_participation=_("Withdrew the participation"),
            rejoin=_("Took part again"),
            open_spec_review=_("Opened the specification review"),
            asked_about_spec=_("Asked about the specification"),
            answered_question=_("Answered a question"),
            open_agreement=_("Froze the specification and opened the agreement"),
            signed_agreement=_("Signed the agreement"),
            drop_unsigned=_("Took out a body that had not signed in time"),
            open_committing=_("Opened the commitment of quantities"),
            committed_quantities=_("Bound the body to quantities"),
            drop_uncommitted=_("Took out a body that had committed nothing in time"),
            settle_quantities=_("Settled the quantities"),
        )


def _seed() -> None:
    """Fill the demonstration. Its module and its data are loaded when it is asked for, and not on every start."""
    import_module("procurement.demo").seed()


def _seed_procurements() -> None:
    """Lead the demonstration's procurements on, after the catalogue and the people are there."""
    import_module("procurement.demo").seed_procurements()

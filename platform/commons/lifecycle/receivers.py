"""What follows from what was announced."""

from commons.events import receives

from .approvals import on_paper
from .events import PaperDecisionEntered


@receives(PaperDecisionEntered, name="lifecycle.take_over_paper_decision")
def take_over_paper_decision(event: PaperDecisionEntered) -> None:
    """Take a hub officer's entry into the body's books."""
    on_paper.take_over(event.entry_id)

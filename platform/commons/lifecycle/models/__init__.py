"""Re-export what Django must find."""

from .paper_entry import PaperEntry as PaperEntry
from .request import ApprovalRequest as ApprovalRequest
from .request import Step as Step
from .request import TrailEntry as TrailEntry
from .route import Deputy as Deputy
from .route import Route as Route
from .route import RouteStep as RouteStep

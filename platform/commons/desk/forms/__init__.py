"""Forms of the desk."""

from .approvals import DecisionForm as DecisionForm
from .approvals import HubPaperDecisionForm as HubPaperDecisionForm
from .approvals import PaperDecisionForm as PaperDecisionForm
from .approvals import WithdrawForm as WithdrawForm
from .people import ExtendForm as ExtendForm
from .people import InviteForm as InviteForm
from .routes import DeputyForm as DeputyForm
from .routes import PlainForm as PlainForm
from .routes import RouteForm as RouteForm

"""Requests for approval: the doors that houses and the desk use.

A house registers its kinds from ``AppConfig.ready()`` and calls ``request`` from an action of its own, which has
checked the house's rule. Everything else happens on the desk.
"""

from .asking import request as request
from .asking import resubmit as resubmit
from .asking import withdraw as withdraw
from .deciders import Deciders as Deciders
from .deciders import waiting_for as waiting_for
from .deciding import grant as grant
from .deciding import refuse as refuse
from .deciding import send_back as send_back
from .kinds import ApprovalKind as ApprovalKind
from .kinds import Check as Check
from .kinds import Row as Row
from .kinds import named as named
from .kinds import register as register
from .kinds import registered as registered
from .lapsing import reread_deadlines as reread_deadlines
from .on_paper import SomebodyCanDecide as SomebodyCanDecide
from .on_paper import enter_paper_decision as enter_paper_decision
from .on_paper import enter_paper_decision_for as enter_paper_decision_for
from .on_paper import may_enter_paper_decision as may_enter_paper_decision
from .refusals import AlreadyRequested as AlreadyRequested
from .refusals import DeadlinePassed as DeadlinePassed
from .refusals import NotYours as NotYours
from .refusals import ReasonMissing as ReasonMissing

"""Reads that cross models."""

from .catalogue import ItemPage as ItemPage
from .catalogue import catalogue as catalogue
from .catalogue import item_page as item_page
from .catalogue import newest as newest
from .catalogue import own_budget as own_budget
from .cockpit import BodyRow as BodyRow
from .cockpit import Cockpit as Cockpit
from .cockpit import cockpit as cockpit
from .procurements import LineView as LineView
from .procurements import Newest as Newest
from .procurements import OwnAnswer as OwnAnswer
from .procurements import answered_count as answered_count
from .procurements import find_procurement as find_procurement
from .procurements import latest_spec as latest_spec
from .procurements import line_views as line_views
from .procurements import lines_of as lines_of
from .procurements import newest_live as newest_live
from .procurements import own_answer as own_answer
from .procurements import own_budgets as own_budgets
from .procurements import own_participation as own_participation
from .procurements import own_request as own_request
from .procurements import own_terms as own_terms
from .procurements import participants as participants
from .procurements import procurements as procurements
from .procurements import without_own as without_own

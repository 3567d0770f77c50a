"""The verbs of this house. Each is one transaction: check the rule, lock, change, record, announce."""

from .budgets import clear_baseline as clear_baseline
from .budgets import record_baseline as record_baseline
from .cuts import take_cuts as take_cuts
from .deadlines import move_deadline as move_deadline
from .items import add_item as add_item
from .items import edit_item as edit_item
from .participations import request_participation as request_participation
from .participations import take_part as take_part
from .participations import withdraw_participation as withdraw_participation
from .reminding import remind as remind
from .running import add_item_line as add_item_line
from .running import add_reference_line as add_reference_line
from .running import open_intent as open_intent
from .running import open_survey as open_survey
from .running import set_up_procurement as set_up_procurement
from .running import write_spec as write_spec
from .surveys import LineFigures as LineFigures
from .surveys import answer_survey as answer_survey
from .versions import NewVersion as NewVersion
from .versions import publish_version as publish_version

"""The verbs of this house. Each is one transaction: check the rule, lock, change, record, announce."""

from .budgets import clear_baseline as clear_baseline
from .budgets import record_baseline as record_baseline
from .items import add_item as add_item
from .items import edit_item as edit_item
from .versions import NewVersion as NewVersion
from .versions import publish_version as publish_version

"""What people type in this house. Each field takes full-width input and keeps what was typed."""

from .budgets import BudgetForm as BudgetForm
from .budgets import RevisionForm as RevisionForm
from .catalogue import ItemEditForm as ItemEditForm
from .catalogue import NewItemForm as NewItemForm
from .catalogue import VersionForm as VersionForm
from .quantity import QuantityForm as QuantityForm
from .tiers import TierRows as TierRows

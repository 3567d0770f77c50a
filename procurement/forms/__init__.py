"""What people type in this house. Each field takes full-width input and keeps what was typed."""

from .binding import AnswerForm as AnswerForm
from .binding import AskForm as AskForm
from .binding import CommitForm as CommitForm
from .binding import FreezeForm as FreezeForm
from .binding import QuantitiesForm as QuantitiesForm
from .binding import SignForm as SignForm
from .binding import maximum_name as maximum_name
from .budgets import BudgetForm as BudgetForm
from .budgets import RevisionForm as RevisionForm
from .catalogue import ItemEditForm as ItemEditForm
from .catalogue import NewItemForm as NewItemForm
from .catalogue import VersionForm as VersionForm
from .entries import EntryFields as EntryFields
from .entries import JoinForm as JoinForm
from .entries import SurveyForm as SurveyForm
from .entries import WithdrawForm as WithdrawForm
from .entries import quantity_name as quantity_name
from .quantity import QuantityForm as QuantityForm
from .running import ItemLineForm as ItemLineForm
from .running import MoveDeadlineForm as MoveDeadlineForm
from .running import ReferenceLineForm as ReferenceLineForm
from .running import RemindForm as RemindForm
from .running import SetUpForm as SetUpForm
from .running import SpecForm as SpecForm
from .running import ends_on as ends_on
from .tiers import TierRows as TierRows

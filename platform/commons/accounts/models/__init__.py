"""Re-export what Django must find."""

from .kept_form import KeptForm as KeptForm
from .membership import Membership as Membership
from .membership import Role as Role
from .spent_token import SpentToken as SpentToken
from .user import User as User

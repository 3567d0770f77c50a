"""Re-export what Django must find."""

from .membership import Membership as Membership
from .membership import Role as Role
from .user import User as User

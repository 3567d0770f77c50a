"""Re-export what Django must find."""

from .announcement import Announcement as Announcement
from .delivery import Delivery as Delivery
from .due_moment import DueMoment as DueMoment

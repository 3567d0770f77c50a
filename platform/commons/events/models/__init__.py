"""Re-export what Django must find."""

from .announcement import Announcement as Announcement
from .delivery import Delivery as Delivery

"""Re-export what Django must find."""

from .notice import Mailing as Mailing
from .notice import Notice as Notice
from .preference import MailPreference as MailPreference
from .preference import Rhythm as Rhythm

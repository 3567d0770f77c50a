"""Re-export what Django must find."""

from .approval import SecondEditorTask as SecondEditorTask
from .base import BodyPage as BodyPage
from .body_site import BodySite as BodySite
from .pages import HomePage as HomePage
from .pages import ManualPage as ManualPage
from .pages import NoticePage as NoticePage
from .pages import ReportPage as ReportPage
from .pages import RulePage as RulePage
from .pages import SectionPage as SectionPage

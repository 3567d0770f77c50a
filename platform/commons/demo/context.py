"""What the frame shows of a demonstration."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from commons.values import clock

from . import persons


@dataclass(frozen=True)
class Button:
    """A person of interest as the sign-in page offers them, in the interface's language."""

    id: str
    label: str
    description: str


class DemoBar:
    """The time here, and the people to try. Read when a template asks: no query."""

    @property
    def now(self) -> dt.datetime:
        """Return the business moment of this request."""
        return clock.now()

    @property
    def people(self) -> list[Button]:
        """List the people of interest."""
        language = "en" if (get_language() or "ja").startswith("en") else "ja"
        return [
            Button(id=one.id, label=one.label_in(language), description=one.descriptions[language])
            for one in persons.of_interest()
        ]


def demo_bar(request: HttpRequest) -> dict[str, Any]:
    """Offer ``demo`` to the frame: ``None`` unless this is a demonstration."""
    return {"demo": DemoBar() if settings.DEMO_MODE else None}

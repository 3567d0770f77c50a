"""Say at the start that papers cannot be printed here. The site works without them."""

import ctypes.util
from typing import Any

from django.core import checks

from . import fonts

REMEDY = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-morisawa-bizud-gothic"


@checks.register()
def can_print(app_configs: Any = None, **_: Any) -> list[checks.CheckMessage]:
    """Warn where Pango or every Japanese font is absent, with the command that brings them."""
    faults: list[checks.CheckMessage] = []
    if not ctypes.util.find_library("pangoft2-1.0"):
        faults.append(checks.Warning("Papers cannot be printed: Pango is absent.", hint=REMEDY, id="papers.W001"))
    if not fonts.faces():
        faults.append(
            checks.Warning("Papers cannot be printed: no Japanese font is installed.", hint=REMEDY, id="papers.W002")
        )
    return faults

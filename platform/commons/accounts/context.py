"""What every page's frame knows of whoever asks."""

from typing import Any

from django.http import HttpRequest

from . import acting as who_acts


def acting(request: HttpRequest) -> dict[str, Any]:
    """Hand the frame the person and the body acted for; no query, the middleware has read them."""
    return {"acting": who_acts.of(request)}

"""A mark that a browser keeps beyond its session: whose it was, and which browser it is.

It signs nobody in. It lets a form that was sent after the session's end be kept for its person on this browser alone.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "browser"
VALID_FOR = timedelta(days=30)
_SALT = "commons.accounts.browser-mark"


@dataclass(frozen=True)
class Mark:
    """The person who last signed in on a browser, and that browser's digest."""

    user_id: int
    browser: str


def read(request: HttpRequest) -> Mark | None:
    """Return the browser's mark, if it carries a genuine one."""
    try:
        user_id, secret = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=VALID_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Mark(user_id, hashlib.sha256(secret.encode()).hexdigest())


def leave(request: HttpRequest, response: HttpResponse, *, user_id: int) -> None:
    """Mark the browser as this person's, unless it is so marked."""
    mark = read(request)
    if mark and mark.user_id == user_id:
        return
    response.set_cookie(
        COOKIE,
        signing.dumps([user_id, secrets.token_urlsafe(24)], salt=_SALT),
        max_age=VALID_FOR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )

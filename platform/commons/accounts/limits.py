"""How often somebody may ask for something costly.

Counted for the account and for the body it acts for. A whole municipality shares one LGWAN address, so an address
alone locks no signed-in person out; visitors share a generous count for theirs, and signing in leads out of it.
"""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest

from . import acting

RETRY_AFTER = 60  # seconds


class TooManyRequests(Exception):
    """Somebody asked too often; the middleware answers with the 429 page."""


def consume(request: HttpRequest, action: str) -> None:
    """Count one ``action``; raise ``TooManyRequests`` when the account, the body or the visitors had their share.

    The counts stand in ``COMMONS_RATE_LIMITS``. allauth's public door reads its own settings and lets every GET pass;
    an export is a GET, hence the inner one.
    """
    limits = settings.COMMONS_RATE_LIMITS[action]
    for holder, key in _holders(request):
        allowed = ratelimit.consume(
            request,
            app="commons",
            action=f"{action}.{holder}",
            config={f"{action}.{holder}": f"{limits[holder]}/key"},
            key=key,
            limit_get=True,
        )
        if not allowed:
            raise TooManyRequests(action)


def _holders(request: HttpRequest) -> list[tuple[str, str]]:
    who = acting.of(request)
    if who is None:
        return [("visitors", ratelimit.get_ip(request))]
    holders = [("account", str(who.user.pk))]
    if who.organisation:
        holders.append(("organisation", str(who.organisation.pk)))
    return holders

"""Addresses of sites: which host, which path.

A body's pages stand on its own host and, the same, below ``/m/<slug>/`` on the hub's; the hub's own below ``/pages/``.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

HUB_PREFIX = "/pages/"


def hub_root() -> str:
    """Return the hub's address without a path, with the port that is served."""
    return str(settings.WAGTAILADMIN_BASE_URL)


def root_of(slug: str, hostname: str | None = None) -> str:
    """Return the address of a body's host."""
    hub = urlsplit(hub_root())
    port = f":{hub.port}" if hub.port else ""
    return f"{hub.scheme}://{hostname or f'{slug}.{settings.HUB_HOST}'}{port}"


def of_url_path(url_path: str) -> tuple[str, str]:
    """Return the address and the path of Wagtail's ``/<home>/<rest>``."""
    slug, _, rest = url_path.strip("/").partition("/")
    rest = f"{iri_to_uri(rest)}/" if rest else ""
    return (hub_root(), HUB_PREFIX + rest) if slug == "hub" else (root_of(slug), f"/{rest}")

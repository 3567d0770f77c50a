"""A real Chromium for tests: pages at office and at phone width, judged by axe and by the content security policy.

Mark a test ``browser``, take the fixture ``page``, and go to paths: ``page.goto("/design/")``. In the end the page
fails the test if a script broke, the policy was violated, or anything was fetched from another host.
"""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

CHROMIUM = os.environ.get("COMMONS_CHROMIUM", "/usr/bin/chromium")
OFFICE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
HOST = "localhost"  # where the live server listens
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Without preload: axe would fetch imported sheets at the wrong address, for rules of orientation that we have none for.
AXE_OPTIONS = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "preload": False}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Chromium once for a worker."""
    # Playwright keeps an event loop in this thread, and Django would refuse the tests their own database because of it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, live_server: Any) -> Iterator[Page]:
    """Open a fresh browser window, in Japanese, on the served site."""
    context = chromium.new_context(base_url=live_server.url, viewport=OFFICE, locale="ja-JP")  # type: ignore[arg-type]  # a TypedDict
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    faults = _watch(opened, urlsplit(live_server.url).netloc)
    yield opened
    context.close()
    assert not faults, "\n".join(faults)


def sign_in(page: Page, user: Any) -> None:
    """Give the browser a session of ``user``, without the form."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    _give_cookie(page, settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value)


def choose_language(page: Page, language: str) -> None:
    """Set the interface's language as the switch would."""
    _give_cookie(page, settings.LANGUAGE_COOKIE_NAME, language)


def assert_accessible(page: Page, *, ignored: frozenset[str] = frozenset()) -> None:
    """Judge the page that stands there at both widths: no violation that axe knows, no sideways scroll.

    ``ignored`` names rules of axe, for somebody else's page only.
    """
    found = []
    for viewport in (OFFICE, PHONE):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]  # a TypedDict
        found += [
            f"{viewport['width']}px {violation['id']}: {node['html']} {node.get('failureSummary', '')}"
            for violation in Axe().run(page, options=AXE_OPTIONS).response["violations"]
            if violation["id"] not in ignored
            for node in violation["nodes"]
        ]
        if (wide := int(page.evaluate("document.documentElement.scrollWidth"))) > viewport["width"]:
            found.append(f"{viewport['width']}px: the page is {wide}px wide")
    page.set_viewport_size(OFFICE)  # type: ignore[arg-type]  # a TypedDict
    assert not found, "\n".join(found)


def _watch(page: Page, host: str) -> list[str]:
    """Collect what must never happen on our pages."""
    faults: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            faults.append(f"{page.url}: {message.text}")

    def asked(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != host:
            faults.append(f"{page.url} fetched {request.url}")

    page.on("console", heard)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("request", asked)
    return faults


def _give_cookie(page: Page, name: str, value: str) -> None:
    page.context.add_cookies([{"name": name, "value": value, "domain": HOST, "path": "/"}])

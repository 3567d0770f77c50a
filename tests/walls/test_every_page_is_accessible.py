"""Every page, as somebody who may open it, is judged by axe at both widths, in both languages by turns."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import assert_accessible, choose_language, sign_in
from tests.people import client_of, visitor

from . import patterns, world

SHARES = 3  # tests that divide the pages among them, so that workers can take one each
# Somebody else's pages, judged where we override them: the editor's rooms of Wagtail.
NOT_OURS = ("wagtail",)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pages(somewhere: world.World, share: int) -> list[tuple[str, Any]]:
    """Return the address of every page of a share with the first person to whom it opens."""
    addresses = [address for address in patterns.addresses(somewhere)[0] if not address.pattern.startswith(NOT_OURS)]
    shared = set(sorted({address.pattern for address in addresses})[share::SHARES])
    found: dict[str, tuple[str, Any]] = {}
    for asker in somewhere.askers.values():
        if asker.body == world.THEIRS:
            continue  # theirs are the same pages
        client = client_of(asker.user) if asker.user else visitor()
        client.raise_request_exception = False
        for address in addresses:
            if address.pattern in found or address.pattern not in shared:
                continue
            answer = client.get(address.path)
            if answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html"):
                found[address.pattern] = (address.path, asker.user)
    return [found[pattern] for pattern in sorted(found)]


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_accessible_at_both_widths(share: int, page: Page, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    for number, (path, user) in enumerate(pages(world.build(), share)):
        page.context.clear_cookies()
        choose_language(page, "en" if number % 2 else "ja")
        if user:
            sign_in(page, user)

        page.goto(path)

        assert_accessible(page)

"""A clerk's session runs out over lunch; the price they had typed is there when they come back."""

import re

import pytest
from django.test import Client

from tests import people
from tests.procurement import goods

pytestmark = pytest.mark.django_db

URL = "/procurement/catalogue/monitor/budget/"


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of the page's own form: header and footer have forms of theirs."""
    own = page.partition("<main")[2].partition("</main>")[0]
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', own))


def sign_in(client: Client, email: str, *, wanted: str) -> str:
    """Sign in through the form, with the site's own guard against forged requests at work; return where it leads."""
    page = client.get(f"/accounts/login/?next={wanted}").content.decode()
    response = client.post("/accounts/login/", hidden(page) | {"login": email, "password": people.PASSWORD})
    return str(response["Location"])


def test_what_was_typed_waits_behind_the_sign_in_and_is_recorded_once():
    goods.item(slug="monitor", name="外付けディスプレイ")
    clerk, client = people.person_acting_for("setagaya"), Client(enforce_csrf_checks=True)
    sign_in(client, clerk.email, wanted="/")
    typed = hidden(client.get(URL).content.decode()) | {"baseline_unit_price": "１３，８００", "note": "髙橋さんに確認"}
    client.session.flush()

    refused = client.post(URL, typed)
    sign_in_page = client.get(refused["Location"]).content.decode()
    back = sign_in(client, clerk.email, wanted=URL)
    page = client.get(back).content.decode()
    sent = client.post(back, hidden(page) | {"baseline_unit_price": "１３，８００", "note": "髙橋さんに確認"})

    assert "もう一度サインインしてください" in sign_in_page
    assert back == URL
    assert 'value="１３，８００"' in page
    assert "髙橋さんに確認" in page
    assert "まだ送信されていません" in page
    assert sent["Location"] == "/procurement/catalogue/monitor/"
    assert "まだ送信されていません" not in client.get(URL).content.decode()

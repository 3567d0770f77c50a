"""Go everywhere as somebody, with foreign things in path, query and body, and report what came through."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from commons.accounts.models import Membership
from commons.lists import registry
from commons.lists.models import SavedSearch
from commons.tenancy import scopes
from procurement.models import MunicipalityBudget
from tests import people

from . import answers
from .parties import Asker
from .patterns import Address, addresses
from .world import World, foreign_rows, forget_foreign_rows, written_tables

MIRRORS = ("/", "/log/", "/lists/searches/", "/lists/arrivals/", "/notices/", "/procurement/catalogue/planted-thing/")
SEARCHED = {"unit price paid now", "maximum unit price", "name of a saved search", "line of the log"}
REFUSED = {403, 405}


@dataclass
class Report:
    """What a walk found."""

    requests: int = 0
    pairs: set[tuple[str, str]] = field(default_factory=set)
    leaks: list[str] = field(default_factory=list)
    read: set[str] = field(default_factory=set)  # secrets that the asker may read, and did


class Walker:
    """One asker's walk."""

    def __init__(self, world: World, asker: Asker, *, only: str = "") -> None:
        self.asker, self.report = asker, Report()
        self.addresses = [address for address in addresses(world)[0] if address.pattern.startswith(only)]
        self.hidden = [secret for secret in world.secrets if not secret.may_read(asker)]
        self.open = [secret for secret in world.secrets if secret.may_read(asker)]
        self.foreign_ids = _foreign_ids(world, asker)
        self.client = people.client_of(asker.user) if asker.user else people.visitor()
        self.cookies = {name: morsel.value for name, morsel in self.client.cookies.items()}
        self.before = foreign_rows(asker)
        self.forms: dict[Address, dict[str, str]] = {}  # what each page's form would send, as it was met
        self.refused: set[Address] = set()  # whoever may not open a list may not open it in another order either
        self.followed: set[str] = set()  # refusals lead many times to the same page

    def walk(self) -> Report:
        """Look at everything, look again when the others have left, and press every button."""
        met = {
            (address, query): self._look(address, query)
            for address in self.addresses
            for query in self._queries(address)
        }
        with _undone():
            forget_foreign_rows(self.asker)
            for (address, query), before in met.items():
                with _undone():
                    again = answers.lasting(self._send("get", address, query))
                if before != again:
                    change = answers.difference(before, again)
                    self._leak(address, query, f"the answer depends on what others keep: {change}")
        for address in self.addresses:
            self._press(address)
        return self.report

    def _queries(self, address: Address) -> Iterator[str]:
        yield ""
        yield urlencode(self.foreign_ids)
        if address.lists and address not in self.refused and not address.path.endswith(".xlsx"):
            yield from (urlencode({"sort": key}) for key in _sort_keys(address.lists))
            yield from (urlencode({"q": secret.text}) for secret in self.hidden if secret.what in SEARCHED)
            yield "page=2"

    # Looking.

    def _look(self, address: Address, query: str) -> str:
        with _undone():
            response = self._send("get", address, query)
            self._check(address, query, response)
            self._check_rows(address, query, response)
            if not query:
                self.forms[address] = answers.form_fields(response)
                self.refused |= {address} if _is_refusal(response) else set()
            if address.is_foreign_to(self.asker):
                self._check_absent(address, query, response)
            return answers.lasting(response)

    def _check_absent(self, address: Address, query: str, response: Any) -> None:
        unknown = self._client().get(address.unknown)
        if response.status_code != unknown.status_code:
            self._leak(address, query, f"answers {response.status_code}, an unknown thing {unknown.status_code}")
        if not _is_refusal(response):
            self._leak(address, query, f"a foreign thing answers {response.status_code}")

    # Pressing.

    def _press(self, address: Address) -> None:
        typed = self.forms[address]
        bodies = [self.foreign_ids, {**typed, **{k: v for k, v in self.foreign_ids.items() if k in typed}}]
        for number, fields in enumerate(bodies):
            with _undone():
                client = self._client()
                response = self._send("post", address, "", fields, client=client)
                self._check(address, f"POST {number}", response, sent=str(fields))
                self._check_rows(address, f"POST {number}", response)
                if address.is_foreign_to(self.asker) and not _is_refusal(response):
                    self._leak(address, f"POST {number}", f"a foreign thing answers {response.status_code}")
                self._follow(client, address, response)
            if response.status_code == 405 or (not typed and _is_refusal(response)):
                break

    def _follow(self, client: Client, address: Address, response: Any) -> None:
        """Go on with the session that the press left: it may have become somebody else's."""
        location = urlsplit(response.get("Location", ""))
        signed_in_as = client.session.get("_auth_user_id") if client.cookies.get("sessionid") else None
        stays = str(self.asker.user.pk if self.asker.user else None) == str(signed_in_as)
        leads_to = [location.path] if location.path else []
        if stays and _is_refusal(response):
            leads_to = [path for path in leads_to if path not in self.followed]
            self.followed.update(leads_to)
        for path in leads_to + ([] if stays else list(MIRRORS)):
            with _undone():
                self._check(address, f"after POST: {path}", client.get(path))

    # Both.

    def _client(self) -> Client:
        client = Client(raise_request_exception=False)
        client.cookies.load(self.cookies)
        return client

    def _send(
        self,
        method: str,
        address: Address,
        query: str,
        fields: dict[str, str] | None = None,
        client: Client | None = None,
    ) -> HttpResponse:
        self.report.requests += 1
        self.report.pairs.add((address.pattern, self.asker.name))
        url = f"{address.path}?{query}" if query else address.path
        with answers.log_lines() as lines, written_tables() as tables:
            response: Any = getattr(client or self._client(), method)(url, fields or {})
            answers.body_of(response)  # a stream may write and log too
            if not response.streaming and response.status_code >= 500 and "errors/" not in address.path:
                self._leak(address, query, f"{method} fails with {response.status_code}: {lines[-1:]}")
        response.walked_lines, response.walked_tables = "\n".join(lines), tables
        return response  # type: ignore[no-any-return]  # the client's answer

    def _check(self, address: Address, how: str, response: Any, sent: str = "") -> None:
        places = {
            "answer": answers.plain(answers.said(response)),
            "log": answers.plain(getattr(response, "walked_lines", "")),
            "cache": answers.plain(answers.cached()),
            "mail": answers.plain("\n".join(str(message.message()) for message in getattr(mail, "outbox", []))),
        }
        asked = answers.plain(f"{address.path} {how} {sent}")
        for secret in self.hidden:
            for place, text in places.items():
                if secret.text in text and secret.text not in asked:
                    self._leak(address, how, f"{place} tells the {secret.what} {secret.text!r}")
        for secret in self.open:
            if secret.text in places["answer"]:
                self.report.read.add(secret.text)
            for place in ("log", "cache"):
                if secret.text in places[place]:
                    self._leak(address, how, f"{place} keeps the {secret.what} {secret.text!r}")

    def _check_rows(self, address: Address, how: str, response: Any) -> None:
        """Compare the foreign rows of the tables that the request wrote to."""
        now = foreign_rows(self.asker, response.walked_tables)
        changed = [label for label, rows in now.items() if rows != self.before[label]]
        if changed:
            self._leak(address, how, f"a foreign row changed: {changed}")

    def _leak(self, address: Address, how: str, what: str) -> None:
        how = "foreign ids" if how == urlencode(self.foreign_ids) else unquote(how)
        self.report.leaks.append(f"{self.asker.name}: {address.pattern} {address.path} [{how}]: {what}")


@contextmanager
def _undone() -> Iterator[None]:
    """Take back what a request did to the database, and to the cache."""
    store = getattr(cache, "_cache", {})
    kept, expiring = dict(store), dict(getattr(cache, "_expire_info", {}))
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
            store.clear()
            store.update(kept)
            cache._expire_info.clear()  # type: ignore[attr-defined]  # the local memory's
            cache._expire_info.update(expiring)  # type: ignore[attr-defined]  # as above


def _is_refusal(response: Any) -> bool:
    to_sign_in = response.status_code == 302 and "/accounts/login/" in response["Location"]
    return response.status_code in {404, *REFUSED} or to_sign_in


def _sort_keys(name: str) -> list[str]:
    """List every order that anybody may ask of a list: one that is refused to the asker must stay refused."""
    every = [
        scopes.Scope("public"),
        scopes.Scope("member", user_id=1, organisation_id=1, roles=frozenset({"administrator", "hub_officer"})),
        scopes.Scope("system", reason="test"),
    ]
    definition = registry.find(name)
    return sorted({sort.key for scope in every for sort in definition.sorts(scope)}) if definition else []


def _foreign_ids(world: World, asker: Asker) -> dict[str, str]:
    """Name somebody else's things by every name that a careless view might read."""
    household = next(one for slug, one in reversed(world.households.items()) if slug != asker.body)
    body, keeper = people.organisation(household.slug), household.keeper
    membership = Membership.objects.get(user=keeper)
    search, budget = household.ids(SavedSearch)[0], household.ids(MunicipalityBudget)[0]
    approval: Any = household.things["lifecycle.ApprovalRequest"][0]
    return {
        **dict.fromkeys(("organisation", "organisation_id", "body", "owner", "tenant", "municipality"), str(body.pk)),
        **dict.fromkeys(("slug", "as", "acting_for"), household.slug),
        **dict.fromkeys(("person", "person_id", "user", "user_id", "approver", "deputy", "step_1"), str(keeper.pk)),
        **dict.fromkeys(("request", "request_id", "approval"), str(approval.pk)),
        "public_id": approval.public_id,
        **dict.fromkeys(("search", "search_id", "saved"), str(search)),
        **dict.fromkeys(("pk", "id", "budget", "object_id", "arrival"), str(budget)),
        "membership": str(membership.pk),
        "role": "administrator",
        "next": "/log/",
    }


def secrets_shown_to(world: World, asker: Asker) -> set[str]:
    """Return what some page shows to this asker, so that not meeting it elsewhere means something."""
    return {secret.text for secret in world.secrets if secret.shown and secret.may_read(asker)}

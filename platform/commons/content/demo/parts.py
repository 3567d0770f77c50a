"""Turn the file's parts of a text into those of a page."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from commons.contracts import refs
from commons.values.ref import Ref

Links = dict[str, str]  # what the file calls a page → its address


def body_of(parts: Iterable[dict[str, Any]], links: Links) -> str:
    """Return a text as a page keeps it. A link to what is not there is left out."""
    written = [(part["type"], _VALUES.get(part["type"], _same)(part["value"], links)) for part in parts]
    return json.dumps([{"type": kind, "value": value} for kind, value in written if value is not None])


def paragraphs(*texts: str) -> str:
    """Return a text of paragraphs."""
    return body_of([{"type": "paragraph", "value": text} for text in texts if text], {})


def address_of(target: str, links: Links) -> str | None:
    """Return the address of ``kind:id``: a page's, or a house's thing if its house answers."""
    if target in links:
        return links[target]
    word, _, public_id = target.partition(":")
    for kind in refs.kinds():
        if kind.rpartition(".")[2] == word and (found := refs.resolve(Ref(kind, public_id))):
            return found.url
    return None


def _same(value: Any, links: Links) -> Any:
    return value


def _table(value: dict[str, Any], links: Links) -> dict[str, str]:
    return {
        "caption": value["caption"],
        "header": " | ".join(value["header"]),
        "rows": "\n".join(" | ".join(str(cell) for cell in row) for row in value["rows"]),
    }


def _link(value: dict[str, Any], links: Links) -> dict[str, str] | None:
    address = address_of(value["to"], links)
    return {"label": value["label"], "address": address} if address else None


_VALUES: dict[str, Callable[[Any, Links], Any]] = {"table": _table, "link": _link}

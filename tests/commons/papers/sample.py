"""A kind of paper for tests, whose words are set by hand."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from commons.papers import PaperKind, kinds
from commons.values.ref import Ref

LETTER = "test.letter"


def said(**more: Any) -> dict[str, Any]:
    """Return what the letter says."""
    return {
        "to": "東京コモンズ運営事務局　御中",
        "facts": [("申込団体", "世田谷区（団体コード 131121）"), ("担当者", "斉木 聡")],
        "lead": "次の共同調達に参加したいので、申し込みます。",
        "sections": [
            {"title": "1　参加する調達", "rows": [("件名", "生成AIサービスの共同調達"), ("調達番号", "TC-2026-009")]},
            {
                "title": "2　予定する数量",
                "columns": [
                    {"title": "番号", "width": "no", "kind": "center"},
                    {"title": "品目"},
                    {"title": "数量", "width": "short", "kind": "num"},
                ],
                "lines": [["1", "対話型生成AI", "120人"]],
                "sums": [("合計", "120人")],
            },
        ],
        "seals_note": "東京コモンズで電子承認済み\n承認番号 A-2026-0288",
        "seals": [
            {"title": "課長", "organisation": "世田谷区", "on": "8. 5. 8", "name": "橋爪"},
            {"title": "担当", "organisation": "世田谷区", "on": "8. 5. 7", "name": "斉木"},
        ],
    } | more


@contextmanager
def letters(
    words: Callable[[Ref, int | None], Mapping[str, Any]] = lambda _subject, _owner: said(), **more: Any
) -> Iterator[PaperKind]:
    """Have a kind of paper for the length of a test, and no other: the houses' own would share its numbers."""
    before = dict(kinds._kinds)
    kinds._kinds.clear()
    described: dict[str, Any] = {"title": "参加申込書", "code": "参申", "template": "papers/sheet.html"} | more
    try:
        yield kinds.register(PaperKind(name=LETTER, context=words, **described))
    finally:
        kinds._kinds.clear()
        kinds._kinds.update(before)

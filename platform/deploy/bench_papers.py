"""Time a paper against bare WeasyPrint, and 62 papers in one job with the memory they take."""

import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from deploy import steps
from deploy.places import say

RATIO = 1.2  # limit: seconds of a paper through the press, against WeasyPrint in this process
BODIES = 62
GROWTH = 40  # limit: megabytes by which site and press together grow from the tenth paper to the last
REPEATS = 9


def main() -> int:
    """Print the measures; return 1 when one is over its limit."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commons.config.settings.dev")
    steps.prepare(steps.TRANSLATIONS, steps.DATABASE)
    import django

    django.setup()
    from commons.papers import PaperKind, register

    kind = register(
        PaperKind(name="bench.letter", title="参加申込書", code="計測", template="papers/sheet.html", context=_words)
    )
    ours, bare = _one(kind)
    print(f"one paper      {ours * 1000:7.0f} ms   bare {bare * 1000:7.0f} ms   ratio {ours / bare:5.2f}")
    seconds, before, after = _all(kind)
    print(f"{BODIES} papers      {seconds:7.1f} s    {seconds / BODIES * 1000:7.0f} ms each")
    print(f"memory         {before:7.0f} MB at the tenth, {after:7.0f} MB at the last")
    passed = ours / bare <= RATIO and after - before <= GROWTH
    say(f"Limits ({RATIO} times bare WeasyPrint, {GROWTH} MB of growth): {'kept' if passed else 'MISSED'}")
    return 0 if passed else 1


def _words(subject: Any, owner_id: int | None) -> dict[str, Any]:
    """Say what an ordinary paper says: two tables on one page."""
    lines = [
        [str(number), f"品目{number}（5年保証、梱包材の回収を含む）", f"{number * 12}台"] for number in range(1, 13)
    ]
    columns = [{"title": "番号", "width": "no"}, {"title": "品目"}, {"title": "数量", "width": "short", "kind": "num"}]
    return {
        "to": "東京コモンズ運営事務局　御中",
        "facts": [("申込団体", f"団体{owner_id}"), ("件名", str(subject))],
        "lead": "次の共同調達に参加したいので、申し込みます。",
        "sections": [
            {"title": "参加する調達", "rows": [("件名", "外付けディスプレイの共同調達"), ("調達番号", "TC-2026-009")]},
            {"title": "予定する数量", "columns": columns, "lines": lines},
        ],
    }


def _one(kind: Any) -> tuple[float, float]:
    """Return the seconds of typesetting, checking and printing a paper, and those of WeasyPrint alone, both warm."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    from commons.papers import glyphs, press, pressing, typesetting
    from commons.values import clock
    from commons.values.ref import Ref

    said, at = _words(Ref("bench.thing", "one"), 1), clock.now()
    html = typesetting.html_of(kind, said, number="計測-R8-000001", at=at)
    fonts = FontConfiguration()
    folders = [Path(folder) for folder in pressing.own_folders()]

    def ours() -> None:
        ready = typesetting.html_of(kind, said, number="計測-R8-000001", at=at)
        glyphs.check(ready)
        pressing.pressman.print(ready)

    def bare() -> None:
        fetcher = press.fetcher(folders, [])
        HTML(string=html, base_url=press.BASE, url_fetcher=fetcher).write_pdf(font_config=fonts, **press.OPTIONS)

    return _least(ours), _least(bare)


def _all(kind: Any) -> tuple[float, float, float]:
    """Issue a paper to each body by a job; return its seconds, and the memory at the tenth and at the last."""
    from commons.jobs import working
    from commons.papers import bulk, pressing
    from commons.tenancy import scopes
    from commons.tenancy.models import Organisation
    from commons.values.ref import Ref

    memory: list[float] = []
    press, subject = pressing.pressman, Ref("bench.thing", str(time.time_ns()))

    def watched(html: str, print_: Callable[[str], Any] = press.print) -> Any:
        printed = print_(html)
        memory.append(_megabytes(os.getpid()) + _megabytes(press.pid))
        return printed

    press.print = watched  # type: ignore[method-assign]  # a measure, from outside
    with scopes.system("bench"):
        owners = list(Organisation.objects.municipalities().values_list("pk", flat=True))
        bulk.issue_many(kind.name, [(subject, owner) for owner in owners])
    began = time.monotonic()
    working.work_due()
    seconds = time.monotonic() - began
    if len(memory) != BODIES:
        raise SystemExit(f"{len(memory)} papers were printed")
    return seconds, memory[9], memory[-1]


def _megabytes(pid: int | None) -> float:
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if pid and status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


def _least(work: Callable[[], Any]) -> float:
    """Return the least seconds of several tries: what others do on the machine only adds."""
    work()  # warm
    tries = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        work()
        tries.append(time.perf_counter() - began)
    return min(tries)


if __name__ == "__main__":
    sys.exit(main())

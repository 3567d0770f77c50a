"""What the strict policy asks of every template."""

import re
from pathlib import Path

import pytest

from commons.design import icons

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted(
    template
    for folder in ("platform/commons", "procurement")
    for template in (ROOT / folder).rglob("templates/**/*.html")
)
INLINE = re.compile(
    r"""\sstyle=|<style|\son[a-z]+=["']|href=["']javascript:|<script(?![^>]*\ssrc=)|hx-on""", re.IGNORECASE
)
NAMED_ICON = re.compile(r"""<c-icon[^>]*\sname="([a-z-]+)\"""")


def _id(template: Path) -> str:
    return str(template.relative_to(ROOT))


@pytest.mark.parametrize("template", TEMPLATES, ids=_id)
def test_a_template_holds_no_inline_style_or_script(template: Path) -> None:
    assert INLINE.findall(template.read_text()) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=_id)
def test_a_template_names_only_icons_that_exist(template: Path) -> None:
    named = set(NAMED_ICON.findall(template.read_text()))

    assert named - set(icons.PATHS) == set()


def test_an_unknown_icon_is_told_with_the_known_ones() -> None:
    with pytest.raises(LookupError, match="no icon called 'nothing'; there are: academy, "):
        icons.paths("nothing")


@pytest.mark.parametrize("sheet", sorted((ROOT / "platform/commons/design/static").rglob("*.css")), ids=_id)
def test_a_sheet_stays_readable_and_fetches_nothing_foreign(sheet: Path) -> None:
    text = sheet.read_text()

    assert len(text.splitlines()) <= 400
    assert re.findall(r"url\(['\"]?(?:https?:)?//", text) == []

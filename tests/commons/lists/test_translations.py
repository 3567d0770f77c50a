"""Filters that come from django-filter speak Japanese too: it brings none of its own."""

import ast
from collections.abc import Iterator
from pathlib import Path

import django_filters
import polib
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from commons.config.catalogues import catalogue

SOURCES = Path(django_filters.__file__).parent


def _overlay() -> dict[str, str]:
    file = Path(settings.LOCALE_PATHS[0]) / "ja" / "LC_MESSAGES" / "django.po"
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(file))}


def _said_by_django_filter() -> Iterator[str]:
    for file in SOURCES.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "gettext"}:
                yield from (ast.literal_eval(each) for each in node.args if isinstance(each, ast.Constant))


def refusal_of(field: forms.Field, typed: str) -> str:
    try:
        field.clean(typed)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def test_everything_django_filter_says_is_translated() -> None:
    said = set(_said_by_django_filter())

    assert len(said) > 30
    assert {text for text in said if not _overlay().get(text)} == set()


def test_what_django_says_beside_a_field_is_still_said_and_comes_from_the_overlay() -> None:
    field = forms.CharField(max_length=2)

    with translation.override("ja"):
        said = [refusal_of(field, typed) for typed in ("", "三文字", "\0")]

    assert said == [
        "この項目は必須です。",
        "2文字以内で入力してください。いまは3文字です。",
        "目に見えない文字（U+0000）を消してください。",
    ]


def test_the_overlay_translates_nothing_of_ours_differently() -> None:
    """Django lets the overlay win over every app, so a word of ours must not be among it in another sense."""
    ours = {
        entry.msgid: entry.msgstr
        for app in catalogue.own_apps()
        if catalogue.catalogue_of(app).exists()
        for entry in polib.pofile(str(catalogue.catalogue_of(app)))
        if not entry.obsolete and not entry.msgctxt
    }

    differing = {text for text, answer in _overlay().items() if ours.get(text, answer) != answer}

    assert differing == set()

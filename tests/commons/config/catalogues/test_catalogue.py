"""Keeping one app's catalogue."""

import gettext as standard_gettext
from pathlib import Path
from types import SimpleNamespace

import polib
import pytest
from django.core.management import CommandError, call_command

from commons.config.catalogues import catalogue


@pytest.fixture
def app(tmp_path):
    """An app with one Python file and one template, and a catalogue without answers."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "views.py").write_text(
        "from django.utils.translation import gettext as _, ngettext, pgettext\n"
        '_("Zebra %(name)s")\nngettext("%(n)s item", "%(n)s items", 3)\npgettext("tender", "Open")\n',
        encoding="utf-8",
    )
    (tmp_path / "templates" / "page.html").write_text('{% translate "Price" %}', encoding="utf-8")
    made = SimpleNamespace(label="shop", path=str(tmp_path))
    catalogue.update(made)
    return made


def answer(app, **answers):
    """Write answers into the catalogue, by the first word of their msgid."""
    po = polib.pofile(str(catalogue.catalogue_of(app)))
    for entry in po:
        text = answers.get(entry.msgid.split()[0].strip("%()"), "訳")
        if entry.msgid_plural:
            entry.msgstr_plural = {0: text}
        else:
            entry.msgstr = text
    po.save()


def found(po, msgid, **more):
    """Return the entry that must be there."""
    entry = po.find(msgid, **more)
    assert entry is not None
    return entry


def answer_all(app):
    answer(app, Zebra="縞馬 %(name)s", ns="%(n)s件", Open="公開中", Price="価格", **{"n)s": "%(n)s件"})


def test_new_strings_enter_empty_and_in_order(app):
    po = polib.pofile(str(catalogue.catalogue_of(app)))

    assert [(entry.msgid, entry.msgctxt, entry.msgid_plural) for entry in po] == [
        ("%(n)s item", None, "%(n)s items"),
        ("Open", "tender", ""),
        ("Price", None, ""),
        ("Zebra %(name)s", None, ""),
    ]
    assert len(po.untranslated_entries()) == 4
    assert not po.metadata_is_fuzzy


def test_a_second_update_changes_nothing(app):
    answer_all(app)
    catalogue.update(app)
    first = catalogue.catalogue_of(app).read_bytes()

    assert catalogue.update(app) == (0, 0)
    assert catalogue.catalogue_of(app).read_bytes() == first


def test_a_complete_catalogue_has_no_problems(app):
    answer_all(app)

    assert list(catalogue.problems(app)) == []


def test_what_no_source_says_is_set_aside_and_comes_back(app):
    answer_all(app)
    template = Path(app.path) / "templates" / "page.html"

    template.write_text("", encoding="utf-8")
    assert catalogue.update(app) == (0, 1)
    assert list(catalogue.problems(app)) == ["shop: unused: “Price”"]

    template.write_text('{% translate "Price" %}', encoding="utf-8")
    assert catalogue.update(app) == (0, 0)
    assert list(catalogue.problems(app)) == []


def test_unused_strings_can_be_dropped(app):
    answer_all(app)
    (Path(app.path) / "templates" / "page.html").write_text("", encoding="utf-8")
    catalogue.update(app)

    catalogue.drop_unused(app)

    assert list(catalogue.problems(app)) == []


def test_a_string_that_was_never_collected_is_missing(app):
    answer_all(app)
    (Path(app.path) / "templates" / "new.html").write_text('{% translate "Tax" %}', encoding="utf-8")

    assert list(catalogue.problems(app)) == ["shop: missing: “Tax” (templates/new.html)"]


def test_an_empty_and_a_fuzzy_answer_are_told(app):
    answer_all(app)
    po = polib.pofile(str(catalogue.catalogue_of(app)))
    found(po, "Price").msgstr = " "
    found(po, "Open", msgctxt="tender").flags = ["fuzzy"]
    po.save()

    assert list(catalogue.problems(app)) == ["shop: fuzzy: “Open” [tender]", "shop: not translated: “Price”"]


@pytest.mark.parametrize("wrong", ["縞馬", "縞馬 %(nome)s", "縞馬 %(name)s %(more)s", "縞馬 %(name)d"])
def test_other_placeholders_than_the_source_has_are_told(app, wrong):
    answer(app, Zebra=wrong, Open="公開中", Price="価格", **{"n)s": "%(n)s件"})

    assert list(catalogue.problems(app)) == [f"shop: placeholders differ: “Zebra %(name)s” against “{wrong}”"]


def test_a_second_plural_form_is_told(app):
    answer_all(app)
    po = polib.pofile(str(catalogue.catalogue_of(app)))
    found(po, "%(n)s item").msgstr_plural = {0: "%(n)s件", 1: "%(n)s件"}
    po.save()

    assert list(catalogue.problems(app)) == ["shop: Japanese has one form, msgstr[0]: “%(n)s item”"]


def test_two_apps_that_translate_one_string_differently_are_told(app, tmp_path):
    other = SimpleNamespace(label="desk", path=str(tmp_path / "other"))
    (tmp_path / "other" / "templates").mkdir(parents=True)
    (tmp_path / "other" / "templates" / "x.html").write_text('{% translate "Price" %}', encoding="utf-8")
    catalogue.update(other)
    answer_all(app)
    answer(other, Price="値段")

    assert list(catalogue.contradictions([app, other])) == [
        "translated in two ways: “Price” (shop: 価格; desk: 値段). Agree, or give one a context (pgettext)"
    ]


def test_the_compiled_form_is_what_gettext_reads_and_is_written_once(app):
    answer_all(app)

    assert len(list(catalogue.compiled([app]))) == 1
    assert list(catalogue.compiled([app])) == []
    with catalogue.catalogue_of(app).with_suffix(".mo").open("rb") as compiled:
        japanese = standard_gettext.GNUTranslations(compiled)
    assert japanese.gettext("Price") == "価格"
    assert japanese.ngettext("%(n)s item", "%(n)s items", 1) == "%(n)s件"
    assert japanese.pgettext("tender", "Open") == "公開中"


def test_the_command_fails_with_every_problem_and_an_unknown_app_is_a_sentence(app, monkeypatch):
    monkeypatch.setattr(catalogue, "own_apps", lambda: [app])

    with pytest.raises(CommandError, match="4 problems in the catalogues"):
        call_command("translations", "check")
    with pytest.raises(CommandError, match="No installed app"):
        call_command("translations", "check", "nowhere")

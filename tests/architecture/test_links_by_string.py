"""Houses never reach one another, nor does the ground reach them, not even by a string that no import shows."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from .tree import GROUND, HOUSES, houses, links, sources


def _links(folder: Path, others: set[str]) -> list[str]:
    files = [*sources(folder, ".py"), *sources(folder, ".html"), *sources(folder, ".txt")]
    return [link for file in files for house in sorted(others) for link in links(file, house)]


@pytest.mark.parametrize("house", sorted(houses()))
def test_a_house_says_nothing_to_another(house: str):
    assert _links(houses()[house], set(HOUSES) - {house}) == []


def test_the_ground_says_nothing_to_a_house():
    installing = GROUND / "config" / "settings"  # names what is installed, and nothing else

    assert [link for link in _links(GROUND, set(HOUSES)) if not link.startswith(str(installing))] == []


def _house_of(app_label: str) -> str:
    return apps.get_app_config(app_label).name.split(".")[0]


def test_no_model_of_a_house_or_the_ground_points_into_a_house():
    astray = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if getattr(field, "concrete", False)
        and isinstance(field.related_model, type)
        and _house_of(field.related_model._meta.app_label) in HOUSES
        and _house_of(field.related_model._meta.app_label) != _house_of(model._meta.app_label)
    ]

    assert astray == []


def test_no_migration_of_a_house_or_the_ground_depends_on_a_house():
    disk = MigrationLoader(None).disk_migrations

    astray = [
        f"{app}.{name} → {dependency}"
        for (app, name), migration in disk.items()
        for dependency in [*migration.dependencies, *migration.run_before]
        if dependency[0] in HOUSES and dependency[0] != app
    ]

    assert astray == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("models.py", 'models.ForeignKey("procurement.CatalogueItem", on_delete=models.CASCADE)'),
        ("queries.py", 'apps.get_model("procurement", "CatalogueItem")'),
        ("queries.py", 'apps.get_model("procurement.catalogueitem")'),
        ("views.py", 'reverse("procurement:catalogue")'),
        ("views.py", 'redirect("/procurement/catalogue/")'),
        ("views.py", 'template_name = "procurement/item.html"'),
        ("urls.py", 'include("procurement.urls")'),
        ("receivers.py", 'post_save.connect(f, sender="procurement.CatalogueItem")'),
        ("tasks.py", 'import_module("procurement")'),
        ("migrations/0002_x.py", 'dependencies = [("procurement", "0001_initial")]'),
        ("templates/awards/a.html", "{% url 'procurement:item' slug %}"),
        ("templates/awards/a.html", '{% include "procurement/_facts.html" %}'),
        ("templates/awards/a.html", '<a href="/procurement/catalogue/">'),
    ],
)
def test_a_planted_link_is_found(tmp_path: Path, name: str, text: str):
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")

    assert len(_links(tmp_path, {"procurement"})) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("models.py", '"""Adopt a case of procurement.item, or so."""'),
        ("queries.py", 'refs.resolve(Ref("procurement.item", public_id))'),
        ("icons.py", 'ICONS = {"procurement": "M0 0"}'),
        ("templates/awards/a.html", "<p>{% translate 'Joint procurement' %}. It saves.</p>"),
    ],
)
def test_what_is_no_link_is_let_be(tmp_path: Path, name: str, text: str):
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")

    assert _links(tmp_path, {"procurement"}) == []

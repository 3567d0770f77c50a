"""Doing what is needed, and that alone."""

import pytest

from deploy import steps
from deploy.steps import Step


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A project of two files, with Django out of the way."""
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    monkeypatch.setattr(steps, "STAMPS", tmp_path / ".var" / "stamps.json")
    monkeypatch.setattr(steps, "_load_django", lambda: None)
    (tmp_path / "wood").write_text("oak")
    (tmp_path / "paint").write_text("red")
    return tmp_path


def table(root, done):
    wood = Step("wood", "Sawing", ("wood",), lambda: done.append("saw"), root / "board")
    paint = Step("paint", "Painting", ("paint",), lambda: done.append("paint"), after=("wood",))
    return wood, paint


def made(root):
    """Make the table once and return its steps and an empty record."""
    done: list[str] = []
    (root / "board").write_text("sawn")
    steps.prepare(*table(root, done))
    assert done == ["saw", "paint"]
    done.clear()
    return done


def test_what_is_up_to_date_is_not_done_again(root):
    done = made(root)

    steps.prepare(*table(root, done))

    assert done == []


def test_a_changed_source_renews_its_step_and_what_stands_on_it(root):
    done = made(root)

    (root / "wood").write_text("walnut")
    steps.prepare(*table(root, done))

    assert done == ["saw", "paint"]


def test_a_source_above_renews_nothing_below(root):
    done = made(root)

    (root / "paint").write_text("deep blue")
    steps.prepare(*table(root, done))

    assert done == ["paint"]


def test_a_lost_product_is_made_again(root):
    done = made(root)

    (root / "board").unlink()
    steps.prepare(*table(root, done))

    assert done == ["saw", "paint"]


def test_a_step_that_failed_is_tried_again(root):
    done = made(root)
    (root / "paint").write_text("deep blue")

    def spill():
        raise SystemExit("spilt")

    wood, paint = table(root, done)
    with pytest.raises(SystemExit):
        steps.prepare(wood, Step("paint", "Painting", ("paint",), spill))
    steps.prepare(wood, paint)

    assert done == ["paint"]


def test_an_unreadable_record_means_that_nothing_was_done(root):
    done = made(root)

    steps.STAMPS.write_text("half a rec")
    steps.prepare(*table(root, done))

    assert done == ["saw", "paint"]


def test_the_real_steps_are_shaped_by_files_that_exist():
    for step in (steps.TRANSLATIONS, steps.DATABASE, steps.CONTENT, steps.STATIC):
        assert step.digest() != Step("", "", (), lambda: None).digest(), step.name

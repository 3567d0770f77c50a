"""The press reaches nothing but our own files, has limits, and is replaced when it breaks."""

import base64
import os
import signal
from pathlib import Path

import pytest

from commons.papers import press, pressing
from commons.papers.pressing import CannotPrint, Pressman, TooLarge

OWN = Path(pressing.__file__).parent / "static"


@pytest.fixture
def pressman():
    working = Pressman()
    yield working
    working.stop()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/",
        "https://example.com/a.css",
        "https://own.invalid.example.com/papers/paper.css",
        "ftp://example.com/",
        "file:///etc/passwd",
        "https://own.invalid/../apps.py",
        "https://own.invalid/%2e%2e/apps.py",
        "https://own.invalid/papers/../../apps.py",
        "https://own.invalid//etc/passwd",
        "https://own.invalid/etc/passwd",
        "https://own.invalid/papers/",
        "https://own.invalid/papers/missing.css",
    ],
)
def test_an_address_outside_our_static_files_is_refused(url):
    with pytest.raises(press.Refused):
        press.own_file(url, [OWN])


def test_our_own_static_files_are_reached():
    assert press.own_file("https://own.invalid/papers/paper.css", [OWN]) == OWN / "papers" / "paper.css"


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "secret.css").write_text("p { color: red }")
    (tmp_path / "own" / "way.css").symlink_to(tmp_path / "secret.css")

    with pytest.raises(press.Refused):
        press.own_file("https://own.invalid/way.css", [tmp_path / "own"])


def test_a_picture_in_the_paper_is_small_and_a_png():
    small = base64.b64encode(b"\x89PNG").decode()

    assert press.embedded(f"data:image/png;base64,{small}") == b"\x89PNG"
    for url in (f"data:image/svg+xml;base64,{small}", "data:text/css,p{}", "data:image/png;base64," + "A" * 300_000):
        with pytest.raises(press.Refused):
            press.embedded(url)


@pytest.mark.parametrize(
    "reach",
    [
        '<img src="http://127.0.0.1:9/pixel.png">',
        '<img src="file:///etc/passwd">',
        '<link rel="stylesheet" href="../../../../etc/passwd">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<p style="background: url(https://example.com/x.png)">x</p>',
        '<style>@import "file:///etc/passwd";</style>',
        '<svg><image href="file:///etc/passwd"/></svg>',
        "<style>@font-face { font-family: X; src: url(file:///etc/passwd) } p { font-family: X }</style><p>x</p>",
    ],
)
def test_a_paper_that_reaches_out_is_not_printed(reach, shared_pressman):
    with pytest.raises(CannotPrint):
        shared_pressman.print(f"<!DOCTYPE html><html lang='ja'><title>x</title><body>{reach}</body></html>")


@pytest.fixture(scope="module")
def shared_pressman():
    working = Pressman()
    yield working
    working.stop()


def test_a_paper_of_too_many_pages_is_a_sentence(pressman, monkeypatch):
    monkeypatch.setattr(pressing, "MOST_PAGES", 3)
    pages = "<p style='break-after: page'>頁</p>" * 5

    with pytest.raises(TooLarge):
        pressman.print(f"<!DOCTYPE html><title>x</title>{pages}")


def test_a_paper_that_takes_too_long_is_a_sentence_and_the_next_is_printed(pressman, monkeypatch):
    monkeypatch.setattr(pressing, "SECONDS", 2)
    rows = "<tr>" + "<td>長い表の欄</td>" * 8 + "</tr>"

    with pytest.raises(TooLarge):
        pressman.print(f"<!DOCTYPE html><title>x</title><table>{rows * 20000}</table>")

    monkeypatch.setattr(pressing, "SECONDS", 60)
    assert pressman.print("<!DOCTYPE html><title>x</title><p>短い</p>").pages == 1


def test_a_paper_that_needs_too_much_memory_is_a_sentence(pressman, monkeypatch):
    monkeypatch.setattr(pressing, "MEGABYTES", 260)
    rows = "<tr>" + "<td>長い表の欄</td>" * 8 + "</tr>"

    with pytest.raises(TooLarge):
        pressman.print(f"<!DOCTYPE html><title>x</title><table>{rows * 6000}</table>")


def test_a_press_killed_between_two_papers_is_replaced(pressman):
    html = "<!DOCTYPE html><title>x</title><p>一枚</p>"
    pressman.print(html)
    first = pressman.pid
    os.kill(first, signal.SIGKILL)

    assert pressman.print(html).pages == 1
    assert pressman.pid != first


def test_a_worn_press_is_replaced(pressman, monkeypatch):
    monkeypatch.setattr(pressing, "WORN_AFTER", 1)

    pressman.print("<!DOCTYPE html><title>x</title><p>一枚</p>")

    assert pressman.pid is None


def test_without_a_japanese_font_nothing_is_printed_and_the_start_says_so(pressman, monkeypatch):
    from commons.papers import checks, fonts

    monkeypatch.setattr(fonts, "faces", lambda: ())

    with pytest.raises(CannotPrint):
        pressman.print("<p>x</p>")
    assert [fault.id for fault in checks.can_print()] == ["papers.W002"]


def test_the_press_knows_no_secret_of_the_site(monkeypatch):
    monkeypatch.setenv("COMMONS_SECRET_KEY", "secret")

    assert set(pressing._environment()) == {
        "PATH", "HOME", "LANG", "FONTCONFIG_FILE", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE",
    }  # fmt: skip

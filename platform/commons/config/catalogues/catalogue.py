"""One app's catalogue: bring it up to date, judge it, compile it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

import polib
from django.apps import apps
from django.conf import settings

from .sources import Message, messages_of

LANGUAGE = "ja"  # the source strings are English; Japanese is the only catalogue
PLACE = Path("locale") / LANGUAGE / "LC_MESSAGES" / "django.po"
HEADER = {
    "Project-Id-Version": "tokyo-commons",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",  # as Django's own: Django merges catalogues of equal plurals only
}
_NAMED = re.compile(r"%\([^)]+\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|{[a-zA-Z_][^{}]*}|{}")
_POSITIONAL = re.compile(r"%[sdif]")


class App(Protocol):
    """What is asked of an app: its label, and the folder it lies in."""

    @property
    def label(self) -> str: ...

    @property
    def path(self) -> str: ...


def own_apps() -> list[App]:
    """List the apps that this repository holds, not those it installs."""
    return [app for app in apps.get_app_configs() if "site-packages" not in Path(app.path).parts]


def catalogue_of(app: App) -> Path:
    """Say where an app's catalogue stands."""
    return Path(app.path) / PLACE


def update(app: App) -> tuple[int, int]:
    """Write the app's catalogue anew: new strings empty, kept ones as they are. Return (missing, unused).

    What no source says any more moves to the end as unused, and comes back when a source says it again.
    """
    file = catalogue_of(app)
    messages = _merged(messages_of(Path(app.path)))
    before = {_key(entry): entry for entry in _read(file)}
    if not messages and not before:
        return 0, 0
    written = polib.POFile(wrapwidth=110)
    written.metadata = HEADER
    for key in sorted(messages):
        written.append(_entry(messages[key], before.get(key)))
    unused = [before[key] for key in sorted(before) if key not in messages and _is_translated(before[key])]
    for entry in unused:
        entry.obsolete, entry.occurrences = True, []
        written.append(entry)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = f"{written}\n" if not str(written).endswith("\n") else str(written)
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")
    return sum(not _is_translated(entry) for entry in written if not entry.obsolete), len(unused)


def drop_unused(app: App) -> None:
    """Throw away what no source says any more."""
    file = catalogue_of(app)
    if file.exists():
        catalogue = _read(file)
        for entry in catalogue.obsolete_entries():
            catalogue.remove(entry)
        catalogue.save(str(file))


def problems(app: App) -> Iterator[str]:
    """Say what is wrong with an app's catalogue, one line each."""
    messages = _merged(messages_of(Path(app.path)))
    catalogue = _read(catalogue_of(app))
    entries = {_key(entry): entry for entry in catalogue if not entry.obsolete}
    for key in sorted(messages):
        if key not in entries:
            yield f"{app.label}: missing: {_shown(key)} ({messages[key][0].source})"
        elif entries[key].msgid_plural != messages[key][0].plural:
            yield f"{app.label}: another plural than in the source: {_shown(key)}"
    for key, entry in sorted(entries.items()):
        if key not in messages:
            yield f"{app.label}: unused: {_shown(key)}"
        yield from (f"{app.label}: {problem}" for problem in _entry_problems(entry))
    yield from (f"{app.label}: unused: {_shown(_key(entry))}" for entry in catalogue.obsolete_entries())
    if catalogue.metadata_is_fuzzy:
        yield f"{app.label}: the header is fuzzy"


def overlay_problems(file: Path) -> Iterator[str]:
    """Judge a catalogue that translates other people's strings: its sources are not ours to read."""
    for entry in _read(file):
        yield from (f"{file.parents[2].name}: {problem}" for problem in _entry_problems(entry))


def contradictions(own: Iterable[App]) -> Iterator[str]:
    """Say which strings two apps translate differently: Django keeps one of them, and which is luck."""
    answers: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for app in own:
        for entry in _read(catalogue_of(app)):
            if not entry.obsolete and _is_translated(entry):
                answers[_key(entry)][_translations(entry)[0]].append(app.label)
    for key, by_answer in sorted(answers.items()):
        if len(by_answer) > 1:
            told = "; ".join(f"{', '.join(labels)}: {answer}" for answer, labels in by_answer.items())
            yield f"translated in two ways: {_shown(key)} ({told}). Agree, or give one a context (pgettext)"


def compiled(only: Iterable[App]) -> Iterator[Path]:
    """Compile the catalogues whose compiled form is older, and name each one written."""
    overlays = [file for folder in settings.LOCALE_PATHS for file in Path(folder).glob("*/LC_MESSAGES/django.po")]
    own = [file for app in only for file in Path(app.path).glob("locale/*/LC_MESSAGES/django.po")]
    for file in [*overlays, *own]:
        target = file.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < file.stat().st_mtime_ns:
            draft = target.with_suffix(".draft")
            polib.pofile(str(file)).save_as_mofile(str(draft))
            draft.replace(target)  # whoever starts meanwhile reads a whole file
            yield target


def _merged(messages: Iterable[Message]) -> dict[tuple[str, str], list[Message]]:
    """Gather the places of each string; where one of them has a plural, it comes first."""
    merged: dict[tuple[str, str], list[Message]] = defaultdict(list)
    for message in messages:
        merged[message.msgid, message.context].append(message)
    for places in merged.values():
        places.sort(key=lambda message: (not message.plural, message.source))
    return dict(merged)


def _entry(places: list[Message], before: polib.POEntry | None) -> polib.POEntry:
    first = places[0]
    entry = polib.POEntry(
        msgid=first.msgid,
        msgctxt=first.context or None,
        msgid_plural=first.plural,
        occurrences=[(source, "") for source in sorted({message.source for message in places})],
    )
    answers = _translations(before) if before else [""]
    if first.plural:
        entry.msgstr_plural = {0: answers[0]}
    else:
        entry.msgstr = answers[0]
    if before:
        entry.tcomment, entry.flags = before.tcomment, before.flags
    return entry


def _entry_problems(entry: polib.POEntry) -> Iterator[str]:
    if entry.obsolete:
        return
    shown = _shown(_key(entry))
    if entry.fuzzy:
        yield f"fuzzy: {shown}"
    if not _is_translated(entry):
        yield f"not translated: {shown}"
        return
    if entry.msgid_plural and set(entry.msgstr_plural) != {0}:
        yield f"Japanese has one form, msgstr[0]: {shown}"
    allowed = [_placeholders(text) for text in (entry.msgid, entry.msgid_plural) if text]
    for answer in _translations(entry):
        if _placeholders(answer) not in allowed:
            yield f"placeholders differ: {shown} against “{answer}”"


def _placeholders(text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Name what is filled in: by name in any order and number, by position in order."""
    plain = text.replace("%%", "")
    return frozenset(_NAMED.findall(plain)), tuple(_POSITIONAL.findall(plain))


def _translations(entry: polib.POEntry) -> list[str]:
    return [entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)] or [entry.msgstr]


def _is_translated(entry: polib.POEntry) -> bool:
    return all(answer.strip() for answer in _translations(entry))


def _read(file: Path) -> polib.POFile:
    return polib.pofile(str(file), wrapwidth=110) if file.exists() else polib.POFile(wrapwidth=110)


def _key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgid, entry.msgctxt or ""


def _shown(key: tuple[str, str]) -> str:
    return f"“{key[0]}”" + (f" [{key[1]}]" if key[1] else "")

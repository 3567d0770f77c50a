"""What stands before a page can be served, each step done once for what it is made of."""

import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.places import ROOT, VAR, say

STAMPS = VAR / "stamps.json"


@dataclass(frozen=True)
class Step:
    """A step, the files that shape its result, and a product without which it was never done."""

    name: str
    sentence: str
    shaped_by: tuple[str, ...]  # globs from the root
    work: Callable[[], None]
    product: Path | None = None
    after: tuple[str, ...] = ()  # steps whose renewal renews this one

    def digest(self) -> str:
        """Sum up the files that shape the result, by name, size and time."""
        digest = hashlib.sha256()
        for pattern in self.shaped_by:
            for file in sorted(ROOT.glob(pattern)):
                parts = file.relative_to(ROOT).parts
                if file.is_file() and not parts[0].startswith(".") and "__pycache__" not in parts:
                    facts = file.stat()
                    digest.update(f"{file.relative_to(ROOT)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
        return digest.hexdigest()[:16]


def _command(*arguments: str, **options: Any) -> None:
    from django.core.management import CommandError, call_command

    try:
        call_command(*arguments, verbosity=0, **options)
    except CommandError as error:
        raise SystemExit(f"{arguments[0]}: {error}") from error


def _fill() -> None:
    _command("migrate", interactive=False)
    _command("load_organisations")
    _command("make_sites")


TRANSLATIONS = Step(
    "translations",
    "Compiling the translations",
    ("platform/commons/*/locale/**/*.po", "platform/commons/locale_overlay/**/*.po", "*/locale/**/*.po"),
    lambda: _command("translations", "compile"),
    ROOT / "platform/commons/config/locale/ja/LC_MESSAGES/django.mo",
)
DATABASE = Step(
    "database",
    "Preparing the database and the 62 municipalities",
    ("uv.lock", "platform/commons/*/migrations/*.py", "*/migrations/*.py", "platform/commons/tenancy/data/*"),
    _fill,
    VAR / "db.sqlite3",
)
CONTENT = Step(
    "content",
    "Filling in the demonstration",
    ("platform/commons/demo/**/*", "platform/commons/content/demo/**/*", "*/demo.py", "*/demo/**/*", "*/data/**/*"),
    lambda: _command("seed_demo"),
    after=("database",),
)
STATIC = Step(
    "static",
    "Gathering style sheets and pictures",
    ("uv.lock", "platform/commons/*/static/**/*", "*/static/**/*"),
    lambda: _command("collectstatic", interactive=False, clear=True),
    VAR / "static" / "staticfiles.json",
)


def prepare(*steps: Step) -> None:
    """Do the steps that are not up to date, in order; without one, Django is not even loaded."""
    done = _read()
    renewed: set[str] = set()
    for step in steps:
        digest = step.digest()
        absent = step.product is not None and not step.product.exists()
        if done.get(step.name) == digest and not absent and not renewed.intersection(step.after):
            continue
        if not renewed:
            _load_django()
        began = time.monotonic()
        say(f"{step.sentence} …")
        step.work()
        say(f"{step.sentence}: done ({time.monotonic() - began:.1f} s)")
        renewed.add(step.name)
        done[step.name] = digest
        _write(done)


def _load_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commons.config.settings.dev")
    import django

    django.setup()


def _read() -> dict[str, str]:
    try:
        return dict(json.loads(STAMPS.read_text()))
    except (OSError, ValueError):
        return {}


def _write(done: dict[str, str]) -> None:
    STAMPS.parent.mkdir(parents=True, exist_ok=True)
    STAMPS.write_text(json.dumps(done, indent=1))

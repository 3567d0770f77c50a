"""What every test stands on: a migrated database, the 62 municipalities, and scopes that are opened on purpose."""

import fcntl
import hashlib
import importlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.test import TransactionTestCase

from commons.tenancy import scopes
from tests.browser import chromium, page  # noqa: F401 - fixtures for every browser test
from tests.walls.figures import pytest_terminal_summary  # noqa: F401 - a hook

if TYPE_CHECKING:
    from tests.clock import StandingClock  # it needs Django's apps, which are not there yet

ROOT = Path(__file__).resolve().parent.parent
_templates: dict[str, Path] = {}  # by database: the file from which this run's copy was made
_NEEDS: dict[str, tuple[Callable[[], bool], str]] = {  # by marker: is it there, and how to get it
    "postgresql": (
        lambda: connections["default"].vendor == "postgresql",
        "start it with `make services`, then `. .var/services.env`; `make test` does both",
    ),
    "browser": (Path("/usr/bin/chromium").exists, "apt-get install chromium"),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip in sight what lacks its server; in CI fail, for nobody reads there what was skipped."""
    for marker, (is_there, remedy) in _NEEDS.items():
        if item.get_closest_marker(marker) and not is_there():
            absent = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
            absent(f"{marker} is absent: {remedy}")


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """Migrate once into a template file and copy it for each worker: Wagtail's migrations alone cost 14 seconds."""
    connection = connections["default"]
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            copy = _database_folder() / f"{_worker(request)}.sqlite3"
            for leftover in copy.parent.glob(f"{copy.name}*"):
                leftover.unlink()
            _templates["default"] = _template(connection)
            shutil.copyfile(_templates["default"], copy)
            _point_at(connection, copy)
            yield
        else:
            from django.test.utils import setup_databases, teardown_databases

            before = setup_databases(verbosity=0, interactive=False, keepdb=True, serialized_aliases=[])
            with scopes.system("test set-up"):
                call_command("load_organisations", verbosity=0)
            yield
            del before, teardown_databases  # the database is kept for the next run


def _worker(request: pytest.FixtureRequest) -> str:
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


def _database_folder() -> Path:
    folder = Path(settings.VAR) / "test"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _template(connection: Any) -> Path:
    """Return a migrated file with the organisations, keyed by what shapes it."""
    digest = hashlib.sha256()
    shaping = [ROOT / "uv.lock", ROOT / "platform/commons/tenancy/data/municipalities.csv"]
    for source in [
        *shaping,
        *sorted(ROOT.glob("platform/commons/*/migrations/*.py")),
        *sorted(ROOT.glob("*/migrations/*.py")),
    ]:
        digest.update(source.read_bytes())
    template = _database_folder() / f"template-{digest.hexdigest()[:16]}.sqlite3"
    with (template.parent / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            draft = template.with_suffix(".draft")
            draft.unlink(missing_ok=True)
            _point_at(connection, draft)
            call_command("migrate", verbosity=0)
            with scopes.system("test set-up"):
                call_command("load_organisations", verbosity=0)
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
            draft.rename(template)
    return template


def _point_at(connection: Any, file: Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = str(file)
    settings.DATABASES["default"]["NAME"] = str(file)


@pytest.fixture(autouse=True)
def business_clock() -> Iterator["StandingClock"]:
    """Let business time stand on the demonstration's first day; a test asks for this clock to move it."""
    from tests.clock import standing

    with standing() as clock:
        yield clock


@pytest.fixture(autouse=True)
def _no_scope_leaks() -> Iterator[None]:
    """Start and end every test with no scope open."""
    assert scopes.current_or_none() is None
    yield
    assert scopes.current_or_none() is None


_append_only = importlib.import_module("commons.audit.migrations.0002_append_only")
_django_teardown: Any = vars(TransactionTestCase)["_fixture_teardown"]


def _teardown_in_scope(self: TransactionTestCase) -> None:
    """Bring the tables back to what the migrations left, in a scope: the fence takes no excuses."""
    connection = connections["default"]
    with scopes.system("test teardown"):
        with connection.schema_editor() as editor:
            _append_only.remove(None, editor)  # the log refuses to be emptied, and rightly
        try:
            if connection.vendor == "sqlite":
                _restore(connection, _templates["default"])
            else:
                _django_teardown(self)
                call_command("load_organisations", verbosity=0)
        finally:
            with connection.schema_editor() as editor:
                _append_only.install(None, editor)


def _restore(connection: Any, template: Path) -> None:
    """Refill every table from the template: a flush would lose what migrations wrote, such as Wagtail's root pages."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("ATTACH DATABASE %s AS template", [str(template)])
        try:
            with transaction.atomic():
                cursor.execute("SELECT name FROM template.sqlite_master WHERE type = 'table'")
                for (name,) in cursor.fetchall():
                    cursor.execute(f'DELETE FROM main."{name}"')  # noqa: S608 - a table's own name
                    cursor.execute(f'INSERT INTO main."{name}" SELECT * FROM template."{name}"')  # noqa: S608 - as above
        finally:
            cursor.execute("DETACH DATABASE template")
            cursor.execute("PRAGMA foreign_keys = ON")
    ContentType = importlib.import_module("django.contrib.contenttypes.models").ContentType  # needs Django's apps
    ContentType.objects.clear_cache()


setattr(TransactionTestCase, "_fixture_teardown", _teardown_in_scope)  # noqa: B010 - not in the stubs; pytest-django builds on it

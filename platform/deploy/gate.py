"""Pass the gate: what a change must satisfy besides its tests. Every check runs, so that all failures show at once."""

import os
import subprocess
import sys
import time

from deploy.places import PYTHON, ROOT, VENV

BIN = VENV / "bin"
# A server's environment that is complete and harmless: settings are judged, nothing is connected to.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "commons.config.settings.production",
    "COMMONS_SECRET_KEY": "an-example-of-a-key-that-is-long-and-varied-enough-0123456789",
    "COMMONS_HUB_HOST": "commons.example",
    "COMMONS_DATABASE_URL": "postgresql://commons_app:secret@db.example/commons",
    "COMMONS_BROKER_URL": "redis://:secret@redis.example/0",
    "COMMONS_CACHE_URL": "redis://:secret@redis.example/1",
    "COMMONS_EMAIL_URL": "smtp://mail.example:587?tls=1",
    "COMMONS_MAIL_FROM": "no-reply@commons.example",
}
MANAGE = [str(PYTHON), "manage.py"]
CHECKS: list[tuple[str, list[str], dict[str, str]]] = [
    ("style", [str(BIN / "ruff"), "check", "."], {}),
    ("format", [str(BIN / "ruff"), "format", "--check", "."], {}),
    ("floors and stairs", [str(BIN / "lint-imports")], {}),
    ("templates", [str(BIN / "djlint"), "--lint", "--quiet", "platform", "procurement"], {}),
    ("catalogues", [*MANAGE, "translations", "check"], {}),
    ("migrations are complete", [*MANAGE, "makemigrations", "--check", "--dry-run"], {}),
    ("a server's settings", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    ("types", [str(BIN / "mypy")], {}),
]


def main() -> int:
    """Run the checks in turn and sum them up."""
    failed = [] if _shelf_is_bare() else ["the shelf"]
    for name, command, environment in CHECKS:
        began = time.monotonic()
        passed, output = _done(command, environment)
        print(f"{'ok    ' if passed else 'FAILED'}  {name} ({time.monotonic() - began:.0f} s)", flush=True)
        if not passed:
            failed.append(name)
            print(output, flush=True)
    print(f"The gate is shut: {', '.join(failed)}" if failed else "The gate is open")
    return 1 if failed else 0


def _done(command: list[str], environment: dict[str, str]) -> tuple[bool, str]:
    """Run a check; return whether it passed, and what it said."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode == 0, done.stdout


def _shelf_is_bare() -> bool:
    """Tell whether ``platform/`` is a shelf still: Python in it would shadow the standard library's module."""
    astray = sorted(file.name for file in (ROOT / "platform").glob("*.py"))
    passed = not astray
    print(f"{'ok    ' if passed else 'FAILED'}  the shelf" + ("" if passed else f": {', '.join(astray)}"), flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main())

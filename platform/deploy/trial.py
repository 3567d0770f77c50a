"""Run every test: on SQLite with Chromium and workers, then what needs PostgreSQL on PostgreSQL."""

import os
import sys
import time

from deploy import packages, services
from deploy.places import PYTHON, run, say

CORES = max(2, min(os.cpu_count() or 2, 8))


def main() -> int:
    """Return 0 when all tests passed; with arguments, hand them to pytest's first run alone."""
    narrowed = sys.argv[1:]
    packages.provide(packages.CHROMIUM, *packages.PAPERS, packages.POPPLER)
    if run(PYTHON, "manage.py", "translations", "compile") != 0:
        return 1
    os.environ.pop("COMMONS_DATABASE_URL", None)  # the first run is SQLite's
    began = time.monotonic()
    parallel = ["-n", str(CORES), "--dist", "worksteal"]
    status = run(PYTHON, "-m", "pytest", *parallel, "-m", "not postgresql", *narrowed)
    if narrowed:
        return status
    say(f"Tests on SQLite: {time.monotonic() - began:.0f} s")
    return max(status, _on_postgresql())


def _on_postgresql() -> int:
    """Run the tests of the real database; its absence fails where nobody reads what was skipped."""
    were_running = services.running()
    addresses = services.start()
    if "COMMONS_DATABASE_URL" not in addresses:
        say("Tests on PostgreSQL: SKIPPED, no server could be started (make services says more)")
        return 1 if os.environ.get("CI") else 0
    began = time.monotonic()
    try:
        return run(PYTHON, "-m", "pytest", "-m", "postgresql", **addresses)
    finally:
        say(f"Tests on PostgreSQL: {time.monotonic() - began:.0f} s")
        if not were_running:
            services.stop()


if __name__ == "__main__":
    sys.exit(main())

"""Measure as ratios of one run: catalogue and papers against bare renders, and the demo's seconds."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from deploy import processes
from deploy.places import PYTHON, ROOT, VAR, say

FIRST, SECOND = 120.0, 10.0  # seconds to a served page


def main() -> int:
    """Print the measures and return 1 when one is over its limit; a name given measures that alone."""
    asked = sys.argv[1:] or ["catalogue", "content", "papers", "demo"]
    passed = True
    for name in sorted({"catalogue", "content", "papers"} & set(asked)):
        # A database of its own, and a process of its own: the settings are read once.
        environment = {"COMMONS_VAR": str(VAR / "bench"), "COMMONS_DEBUG": "0", "COMMONS_DEMO": "0"}
        command = [str(PYTHON), "-m", f"deploy.bench_{name}"]
        passed &= subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}).returncode == 0
    if "demo" in asked:
        passed &= _demo()
    return 0 if passed else 1


def _demo() -> bool:
    """Start the demo twice in a fresh clone with an empty cache of packages."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        first, second = (_seconds_to_page(clone, Path(folder)) for _ in range(2))
    say(f"make demo, first:  {first:5.1f} s (limit {FIRST:.0f})")
    say(f"make demo, second: {second:5.1f} s (limit {SECOND:.0f}); {first / second:.1f} times as fast")
    return first <= FIRST and second <= SECOND


def _seconds_to_page(clone: Path, folder: Path) -> float:
    port = processes.free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMMONS_", "MAKE", "VIRTUAL"))}
    environment = {**kept, "PORT": str(port), "UV_CACHE_DIR": str(folder / "cache")}
    began = time.monotonic()
    with (folder / "log").open("w") as log:
        demo = subprocess.Popen(
            ["make", "demo"], cwd=clone, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        while not _answers(f"http://127.0.0.1:{port}/"):
            if demo.poll() is not None:
                raise SystemExit(f"The demo ended before it served:\n{(folder / 'log').read_text()[-2000:]}")
            time.sleep(0.1)
        return time.monotonic() - began
    finally:
        if demo.poll() is None:
            os.killpg(demo.pid, signal.SIGINT)
            demo.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())

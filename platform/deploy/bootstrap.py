"""Lay the virtual environment from uv.lock. Standard library alone, and any Python from 3.9."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

from deploy.places import PYTHON, ROOT, VAR, VENV, run, say

STAMP = VENV / "commons.stamp"


def main() -> int:
    """Bring ``.venv`` up to date; with ``--dev``, the tools of tests and gate too."""
    wanted = "dev" if "--dev" in sys.argv[1:] else "run"
    lock = _digest()
    laid = STAMP.read_text().split() if STAMP.exists() and PYTHON.exists() else ["", ""]
    if laid[0] == lock and laid[1] in (wanted, "dev"):
        return 0
    uv = _uv()
    if uv is None:
        print("uv could not be installed. Install it (https://docs.astral.sh/uv/) and try again.", file=sys.stderr)
        return 1
    say("Installing the Python packages of uv.lock")
    began = time.monotonic()
    keep_dev = wanted == "dev" or laid[1] == "dev"
    # Without compiled bytecode every start costs twice the time.
    status = run(uv, "sync", "--locked", "--compile-bytecode", *([] if keep_dev else ["--no-dev"]))
    if status == 0:
        STAMP.write_text(f"{lock} {'dev' if keep_dev else 'run'}\n")
        say(f"Python packages are in place ({time.monotonic() - began:.0f} s)")
    return status


def _digest() -> str:
    digest = hashlib.sha256(str(ROOT).encode())  # a moved folder needs new scripts
    for name in ("uv.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()[:16]


def _uv() -> Path | None:
    """Find uv, or install it for this project alone."""
    own = VAR / "uv"
    candidates = [own / "bin" / "uv", own / "python" / "bin" / "uv"]
    if found := shutil.which("uv"):
        candidates.insert(0, Path(found))
    for candidate in candidates:
        if _works(candidate):
            return candidate
    say("Installing uv")
    try:
        venv.create(own, with_pip=True, clear=True)
        subprocess.run([str(own / "bin" / "python"), "-m", "pip", "install", "--quiet", "uv"], check=True)
    except (subprocess.CalledProcessError, OSError):  # Debian's Python comes without ensurepip
        shutil.rmtree(own, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--target", str(own / "python"), "uv"])
    return next((candidate for candidate in candidates if _works(candidate)), None)


def _works(uv: Path) -> bool:
    """Tell whether it starts: a version manager's shim may stand for a uv that this Python lacks."""
    try:
        return subprocess.run([str(uv), "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())

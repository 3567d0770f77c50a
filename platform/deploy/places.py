"""Where things stand, and how they are said. Standard library alone: it runs before anything is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("COMMONS_VAR", ROOT / ".var")).resolve()  # the same rule as in the settings
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def say(text: str) -> None:
    """Print a progress line at once, even into a pipe."""
    print(f"• {text}", flush=True)


def run(*command: str | Path, **environment: str) -> int:
    """Run a command in the root of the project and return its exit status."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env={**os.environ, **environment}).returncode


def unattended_root() -> bool:
    """Tell whether system packages may be installed without asking: root, and nobody at a terminal."""
    return os.name == "posix" and os.geteuid() == 0 and not sys.stdin.isatty()

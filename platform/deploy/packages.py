"""System packages: installed where nobody could answer, named where somebody can."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from deploy.places import say, unattended_root


@dataclass(frozen=True)
class Need:
    """A program that a task needs, and Debian's packages that bring it."""

    programs: tuple[str, ...]  # any of these paths or names
    packages: tuple[str, ...]

    def is_met(self) -> bool:
        """Tell whether one of the programs is there."""
        return any(shutil.which(program) or os.path.exists(program) for program in self.programs)


CHROMIUM = Need(("/usr/bin/chromium",), ("chromium",))
FONT = Need(
    ("/usr/share/fonts/truetype/bizud-gothic", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    ("fonts-morisawa-bizud-gothic",),
)
_LIBRARIES = tuple(Path(folder) for folder in ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64"))


def _library(name: str, package: str) -> Need:
    return Need(tuple(str(folder / name) for folder in _LIBRARIES), (package,))


# What prints the papers; without the last one a paper takes five times as long.
PAPERS = (
    FONT,
    _library("libpango-1.0.so.0", "libpango-1.0-0"),
    _library("libpangoft2-1.0.so.0", "libpangoft2-1.0-0"),
    _library("libharfbuzz-subset.so.0", "libharfbuzz-subset0"),
)
POPPLER = Need(("pdftoppm",), ("poppler-utils",))
POSTGRESQL = Need(("/usr/lib/postgresql/15/bin/initdb", "initdb"), ("postgresql-15",))
REDIS = Need(("redis-server",), ("redis-server",))


def provide(*needs: Need) -> bool:
    """Install what is missing, or print the one command that does. Return whether all is there."""
    missing = [package for need in needs if not need.is_met() for package in need.packages]
    if not missing:
        return True
    if not (unattended_root() and shutil.which("apt-get")):
        command = f"sudo apt-get install --yes {' '.join(missing)}"
        say(f"Not installed: {', '.join(missing)}. One command brings it: {command}")
        return False
    say(f"Installing {', '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--quiet=2", "--no-install-recommends", *missing]
    for step in (["apt-get", "update", "--quiet=2"], install):
        subprocess.run(step, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return all(need.is_met() for need in needs)

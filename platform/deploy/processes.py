"""Ports, and processes that an earlier run left behind."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from deploy.places import VENV


def port_is_free(port: int) -> bool:
    """Tell whether a server could listen on the port of this machine."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Let the system choose a port."""
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def record(folder: Path, name: str) -> None:
    """Write down our own pid, for the next start to find us by."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.pid").write_text(f"{os.getpid()}\n")


def is_recorded(folder: Path, name: str) -> bool:
    """Tell whether the record is our own still."""
    return _pid(folder / f"{name}.pid") == os.getpid()


def end_recorded(folder: Path, *, patience: float = 20) -> list[str]:
    """End what an earlier run left behind, by its recorded pids alone, and name what was ended.

    The one that started the others goes first: it ends them in order.
    """
    ended = []
    for file in sorted(folder.glob("*.pid"), key=lambda file: (file.stem != "demo", file.name)):
        pid = _pid(file)
        if pid and pid != os.getpid() and _is_ours(pid):
            _end(pid, patience)
            ended.append(file.stem)
        file.unlink(missing_ok=True)
    return ended


def _pid(file: Path) -> int | None:
    try:
        return int(file.read_text())
    except (OSError, ValueError):
        return None


def _is_ours(pid: int) -> bool:
    """Tell whether the process runs from this project's environment: pids are used again."""
    question = ["ps", "-ww", "-o", "stat=,args=", "-p", str(pid)]
    shown = subprocess.run(question, capture_output=True, text=True).stdout.strip()
    return str(VENV) in shown and not shown.startswith("Z")


def _end(pid: int, patience: float) -> None:
    for number, wait in ((signal.SIGTERM, patience), (signal.SIGKILL, 5.0)):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        until = time.monotonic() + wait
        while time.monotonic() < until:
            if not _is_ours(pid):
                return
            time.sleep(0.05)

"""Ending what an earlier run left behind, and nothing else."""

import os
import socket
import subprocess
import sys

import pytest

from deploy import processes
from deploy.places import VENV

WAIT = "import time; time.sleep(60)"


@pytest.fixture
def sleeper():
    """Start programs that wait; end those that are left."""
    started = []

    def start(*command):
        started.append(subprocess.Popen(command))  # noqa: S603 - our own command
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.wait()


def test_a_recorded_process_of_this_project_is_ended(tmp_path, sleeper):
    left = sleeper(sys.executable, "-c", f"{WAIT}  # {VENV}")
    (tmp_path / "web.pid").write_text(str(left.pid))

    assert processes.end_recorded(tmp_path) == ["web"]
    assert left.wait(timeout=5) == -15
    assert list(tmp_path.iterdir()) == []


def test_one_that_does_not_listen_is_killed(tmp_path, sleeper):
    deaf = "import signal; signal.signal(15, signal.SIG_IGN); print('ready', flush=True);"
    left = sleeper(sys.executable, "-c", f"{deaf} {WAIT}  # {VENV}")
    (tmp_path / "worker.pid").write_text(str(left.pid))
    while b"ready" not in _ignored_signals_known(left):
        pass

    assert processes.end_recorded(tmp_path, patience=0.3) == ["worker"]
    assert left.wait(timeout=5) == -9


def _ignored_signals_known(process):
    """Answer ``ready`` once the process ignores SIGTERM (signal 15 is bit 14)."""
    with open(f"/proc/{process.pid}/status") as status:
        ignored = next(int(line.split()[1], 16) for line in status if line.startswith("SigIgn"))
    return b"ready" if ignored & (1 << 14) else b""


def test_a_pid_that_somebody_else_has_now_is_left_alone(tmp_path, sleeper):
    stranger = sleeper("sleep", "60")
    (tmp_path / "web.pid").write_text(str(stranger.pid))

    assert processes.end_recorded(tmp_path) == []
    assert stranger.poll() is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("record", ["", "no number", "999999999"])
def test_a_record_of_nobody_is_forgotten(tmp_path, record):
    (tmp_path / "web.pid").write_text(record)

    assert processes.end_recorded(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_a_process_knows_its_own_record(tmp_path):
    processes.record(tmp_path, "demo")

    assert processes.is_recorded(tmp_path, "demo")
    assert (tmp_path / "demo.pid").read_text() == f"{os.getpid()}\n"


def test_a_port_in_use_is_not_free():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        taken = server.getsockname()[1]

        assert not processes.port_is_free(taken)
    assert processes.port_is_free(processes.free_port())

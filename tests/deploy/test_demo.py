"""The demonstration's start, up to its processes."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from honcho.environ import parse_procfile

from deploy import demo, greeter

ROOT = Path(__file__).resolve().parents[2]


def start(tmp_path, port):
    """Run the demonstration's script as ``make demo`` does, where it must stop before preparing anything."""
    return subprocess.run(
        [sys.executable, "-m", "deploy.demo"],
        cwd=ROOT,
        env={"PORT": port, "COMMONS_VAR": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_a_taken_port_is_a_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        done = start(tmp_path, str(port))

    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        f"Port {port} is taken by another program. Choose another: make demo PORT={port + 1}\n",
    )


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1"])
def test_a_port_that_is_none_is_a_sentence(tmp_path, port):
    done = start(tmp_path, port)

    assert (done.returncode, done.stderr) == (2, f"PORT must be a number from 1 to 65535, not “{port}”.\n")


def test_web_worker_and_beat_each_leave_their_pid_and_take_signals_themselves():
    lines = parse_procfile(demo.PROCFILE.read_text()).processes

    assert list(lines) == ["web", "worker", "jobs", "beat"]
    for name, line in lines.items():
        assert line.startswith(f'echo $$ > "$COMMONS_RUN/{name}.pid"; exec '), name


def test_the_greeting_names_the_address_and_every_button():
    text = greeter._greeting("http://localhost:8123/")

    assert "http://localhost:8123/" in text
    assert "setagaya-clerk@demo.example" in text

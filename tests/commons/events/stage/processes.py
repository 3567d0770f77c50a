"""Start, watch and kill the stage's processes."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[4]
PATIENCE = 90.0  # seconds: many times what is needed, for a machine that does other things too


class Stage:
    """One installation in a folder of its own."""

    settings = "tests.commons.events.stage.settings"

    def __init__(self, var: Path, template: Path) -> None:
        self.var = var
        self.lease = 60.0  # seconds, of the processes started from then on
        self.broker = var / "broker"
        shutil.copyfile(template, var / "db.sqlite3")
        self._running: list[subprocess.Popen[str]] = []
        self.run_sql("CREATE TABLE stage_effect (id INTEGER PRIMARY KEY, subject TEXT, number INTEGER)")
        self.run_sql("CREATE TABLE stage_request (number INTEGER)")

    def worker(self, queue: str = "deliveries") -> subprocess.Popen[str]:
        """Start a worker as the demonstration does."""
        return self._celery("worker", "--pool", "threads", "--concurrency", "2", "--queues", queue,
                            "--without-mingle", "--without-gossip")  # fmt: skip

    def beat(self) -> subprocess.Popen[str]:
        """Start beat."""
        return self._celery("beat", "--pidfile=")

    def web(self) -> Callable[..., dict[str, Any]]:
        """Start a process that announces; return the way to have it announce."""
        process = self._start(sys.executable, "-m", "tests.commons.events.stage.web", stdin=subprocess.PIPE)

        def poke(numbers: list[int], *, subjects: int = 1) -> dict[str, Any]:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps({"numbers": numbers, "subjects": subjects}) + "\n")
            process.stdin.flush()
            for line in process.stdout:  # log lines stand between
                if line.startswith('{"longest"'):
                    answer: dict[str, Any] = json.loads(line)
                    return answer
            raise AssertionError("the web process ended")

        return poke

    def wait_until(self, condition: Callable[[], Any], what: str) -> None:
        """Wait for ``condition``; fail with ``what``, and what the processes said last, when patience ends."""
        ends = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < ends, f"waited in vain until {what}:\n{(self.var / 'log').read_text()[-3000:]}"
            time.sleep(0.03)

    def effects(self) -> list[int]:
        """List what the database handler wrote, in that order."""
        return [number for (number,) in self.run_sql("SELECT number FROM stage_effect ORDER BY id")]

    def sent(self) -> list[int]:
        """List what the outside handler sent, in that order."""
        sent = self.var / "sent"
        return [int(line) for line in sent.read_text().split()] if sent.exists() else []

    def open_deliveries(self) -> int:
        """Count what is not closed."""
        return int(self.run_sql("SELECT count(*) FROM events_delivery WHERE closed_at IS NULL")[0][0])

    def run_sql(self, statement: str) -> list[Any]:
        """Look at, or shape, the stage's database past Django."""
        with closing(sqlite3.connect(self.var / "db.sqlite3", timeout=20, isolation_level=None)) as connection:
            return connection.execute(statement).fetchall()

    def close(self) -> None:
        """Kill what still runs."""
        for process in self._running:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream:
                    stream.close()

    def _celery(self, *arguments: str) -> subprocess.Popen[str]:
        return self._start(
            sys.executable, "-m", "celery", "--app", "commons.config.worker", *arguments, "--loglevel", "warning"
        )

    def _start(self, *command: str, stdin: int | None = subprocess.DEVNULL) -> subprocess.Popen[str]:
        environment = os.environ | {
            "COMMONS_VAR": str(self.var),
            "STAGE_LEASE": str(self.lease),
            "DJANGO_SETTINGS_MODULE": self.settings,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "platform")]),
        }
        environment.pop("COMMONS_DATABASE_URL", None)
        out = subprocess.PIPE if stdin == subprocess.PIPE else (self.var / "log").open("a")
        process = subprocess.Popen(  # noqa: S603 - the command is ours
            command, env=environment, cwd=self.var, stdin=stdin, stdout=out, stderr=subprocess.STDOUT, text=True
        )
        if not isinstance(out, int):
            out.close()
        self._running.append(process)
        return process

"""Run the demonstration: everything it needs, then web, workers and beat until Ctrl-C."""

import os
import subprocess
import sys
from pathlib import Path

import honcho.manager
from honcho.environ import parse_procfile
from honcho.printer import Message, Printer

from deploy import packages, processes, steps
from deploy.places import PYTHON, ROOT, VAR, VENV, say

RUN = VAR / "run"
PROCFILE = Path(__file__).with_name("Procfile.demo")
honcho.manager.KILL_WAIT = 30  # Celery needs longer than honcho's 5 seconds to stop


def main() -> int:
    """Prepare, start, print the address, and stop cleanly."""
    port = _port()
    if isinstance(port, str):
        print(port, file=sys.stderr)
        return 2
    if ended := processes.end_recorded(RUN):
        say(f"Ended what an earlier run had left running: {', '.join(ended)}")
    if not processes.port_is_free(port):
        print(f"Port {port} is taken by another program. Choose another: make demo PORT={port + 1}", file=sys.stderr)
        return 2
    os.environ.update(environment(port))
    processes.record(RUN, "demo")
    try:
        packages.provide(*packages.PAPERS)
        steps.prepare(steps.TRANSLATIONS, steps.DATABASE, steps.CONTENT, steps.STATIC)
        return _serve(port)
    except KeyboardInterrupt:
        return 0
    finally:
        if processes.is_recorded(RUN, "demo"):  # else a later run has ended this one, and the records are its own
            processes.end_recorded(RUN)


def environment(port: int) -> dict[str, str]:
    """Return what makes the processes a demonstration."""
    return {
        "COMMONS_DEMO": "1",
        "COMMONS_DEBUG": "0",
        "COMMONS_VAR": str(VAR),
        "COMMONS_RUN": str(RUN),
        "DJANGO_SETTINGS_MODULE": "commons.config.settings.dev",
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore:You're running the worker",  # Celery's twelve lines to root
    }


def _port() -> int | str:
    """Return the port asked for, or the sentence that says what is wrong with it."""
    asked = os.environ.get("PORT", "") or "8000"
    if not asked.isdecimal() or not 0 < int(asked) < 65536:
        return f"PORT must be a number from 1 to 65535, not “{asked}”."
    if int(asked) < 1024 and os.geteuid() != 0:
        return f"Port {asked} is reserved for the system. Choose one from 1024 on: make demo PORT=8000"
    return int(asked)


def _serve(port: int) -> int:
    """Hold the processes together until one of them or the user ends it."""
    say("Starting web, workers and beat")
    manager = honcho.manager.Manager(_Printer(sys.stdout))
    for name, command in parse_procfile(PROCFILE.read_text()).processes.items():
        manager.add_process(name, command, env=dict(os.environ), cwd=str(ROOT))
    greeter = subprocess.Popen([PYTHON, "-m", "deploy.greeter", str(port)], cwd=ROOT)
    try:
        manager.loop()
    finally:
        greeter.terminate()
        greeter.wait()
    stopped_by_user = manager.returncode in (130, 143)
    say("Stopped" if stopped_by_user else "One of the processes ended, so all were stopped; its last lines stand above")
    return 0 if stopped_by_user else 1


class _Printer(Printer):
    """Leave out honcho's own lines about starting and signals: they drown the address."""

    def write(self, message: Message) -> None:
        """Print what the processes say."""
        if message.name != honcho.manager.SYSTEM_PRINTER_NAME:
            super().write(message)


if __name__ == "__main__":
    sys.exit(main())

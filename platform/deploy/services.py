"""PostgreSQL and Redis for the tests: on loopback, on free ports, owned by a user that is not root."""

import contextlib
import hashlib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from deploy import packages, processes
from deploy.places import ROOT, VAR, say

ENVIRONMENT = VAR / "services.env"
OWNER = "postgres"  # Debian's package makes this user
ROLE, DATABASE = "commons", "commons"


def main() -> int:
    """Start them, or with ``stop`` stop them. Twice does no harm."""
    if sys.argv[1:] == ["stop"]:
        stop()
        return 0
    addresses = start()
    for name, address in addresses.items():
        print(f"export {name}='{address}'")
    say(f"The addresses stand in {ENVIRONMENT}" if addresses else "No server could be started")
    return 0 if "COMMONS_DATABASE_URL" in addresses else 1


def start() -> dict[str, str]:
    """Start what is installed or can be, and return the addresses by the names of their variables."""
    packages.provide(packages.POSTGRESQL, packages.REDIS)
    addresses = {}
    if packages.POSTGRESQL.is_met():
        addresses["COMMONS_DATABASE_URL"] = _start_postgresql()
    if packages.REDIS.is_met():
        addresses["COMMONS_REDIS_URL"] = _start_redis()
    if addresses:
        ENVIRONMENT.parent.mkdir(parents=True, exist_ok=True)
        ENVIRONMENT.touch(mode=0o600)
        ENVIRONMENT.write_text("".join(f"export {name}='{address}'\n" for name, address in addresses.items()))
    return addresses


def running() -> bool:
    """Tell whether the database server runs."""
    return packages.POSTGRESQL.is_met() and _pg("pg_ctl", "status", "-D", str(_postgresql())) == 0


def stop() -> None:
    """Stop them and remove what they kept."""
    if running():
        _pg("pg_ctl", "stop", "-D", str(_postgresql()), "-m", "fast", "-w")
        say("PostgreSQL stopped")
    if pid := _redis_pid():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        say("Redis stopped")
    shutil.rmtree(_folder(), ignore_errors=True)
    ENVIRONMENT.unlink(missing_ok=True)


def _folder() -> Path:
    """Name a folder of this checkout that the servers' user can own, short enough for a socket's path."""
    return (
        Path(tempfile.gettempdir())
        / f"tokyo-commons-{os.geteuid()}-{hashlib.sha256(str(VAR).encode()).hexdigest()[:8]}"
    )


def _postgresql() -> Path:
    return _folder() / "postgresql"


def _user() -> dict[str, object]:
    """Name the user to start servers as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    owner = pwd.getpwnam(OWNER)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _own_folder() -> Path:
    folder = _folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid not in (os.geteuid(), _user().get("user")):
        raise SystemExit(f"{folder} belongs to somebody else; remove it and try again")
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER, OWNER)
    return folder


def _run(command: list[str], **more: object) -> int:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]  # the user is absent or complete
        command,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        **_user(),
        **more,
    ).returncode


def _pg(program: str, *arguments: str) -> int:
    debian = Path("/usr/lib/postgresql/15/bin") / program
    return _run([str(debian) if debian.exists() else program, *arguments])


def _start_postgresql() -> str:
    folder = _postgresql()
    password = _own_folder() / "password"
    if not (folder / "PG_VERSION").exists():
        say("Making a database cluster")
        password.write_text(secrets.token_urlsafe(24))
        if os.geteuid() == 0:
            shutil.chown(password, OWNER, OWNER)
        password.chmod(0o600)
        made = _pg(
            "initdb", "-D", str(folder), "-U", ROLE, "--auth-local=trust", "--auth-host=scram-sha-256",
            f"--pwfile={password}", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        if made != 0:
            raise SystemExit(f"initdb failed in {folder}")
    if not running():
        say("Starting PostgreSQL")
        options = f"-c listen_addresses=127.0.0.1 -c port={processes.free_port()} -c unix_socket_directories={folder}"
        options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
        log = folder / "server.log"
        if _pg("pg_ctl", "start", "-D", str(folder), "-l", str(log), "-w", "-t", "60", "-o", options) != 0:
            raise SystemExit(f"PostgreSQL did not start; see {log}")
    port = (folder / "postmaster.pid").read_text().splitlines()[3]
    _pg("createdb", "-h", str(folder), "-p", port, "-U", ROLE, DATABASE)  # refused when it is there
    return f"postgresql://{ROLE}:{password.read_text().strip()}@127.0.0.1:{port}/{DATABASE}"


def _redis_pid() -> int | None:
    """Return the pid of our Redis if it runs: the pid file may outlive it."""
    try:
        pid = int((_folder() / "redis.pid").read_text())
    except (OSError, ValueError):
        return None
    shown = subprocess.run(["ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True).stdout
    return pid if "redis" in shown else None


def _start_redis() -> str:
    folder = _own_folder()
    port_file = folder / "redis.port"
    if not _redis_pid():
        say("Starting Redis")
        port = processes.free_port()
        port_file.write_text(str(port))
        _run([
            "redis-server", "--bind", "127.0.0.1", "--port", str(port), "--daemonize", "yes", "--dir", str(folder),
            "--pidfile", str(folder / "redis.pid"), "--logfile", str(folder / "redis.log"), "--save", "",
        ])  # fmt: skip
        until = time.monotonic() + 10
        while not _redis_pid() and time.monotonic() < until:
            time.sleep(0.05)
    return f"redis://127.0.0.1:{port_file.read_text()}/0"


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())

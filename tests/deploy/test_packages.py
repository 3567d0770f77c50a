"""Bringing system packages, or naming the command that does."""

import subprocess

import pytest

from deploy import packages
from deploy.packages import Need

ABSENT = Need(("no-such-program",), ("no-such-package",))


@pytest.fixture
def ran(monkeypatch):
    """Record the commands that would have run."""
    commands = []

    def record(command, **options):
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr("subprocess.run", record)
    return commands


def test_what_is_there_is_not_installed_again(ran):
    assert packages.provide(Need(("sh",), ("dash",)))
    assert ran == []


def test_a_person_at_a_terminal_is_told_the_one_command(ran, monkeypatch, capsys):
    monkeypatch.setattr(packages, "unattended_root", lambda: False)

    assert not packages.provide(ABSENT, ABSENT)
    assert "One command brings it: sudo apt-get install --yes no-such-package" in capsys.readouterr().out
    assert ran == []


def test_where_nobody_could_answer_they_are_installed(ran, monkeypatch):
    monkeypatch.setattr(packages, "unattended_root", lambda: True)
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)

    assert not packages.provide(ABSENT)  # apt-get was a stand-in: nothing has come
    assert [command[:2] for command in ran] == [["apt-get", "update"], ["apt-get", "install"]]


@pytest.mark.skipif(not packages.CHROMIUM.is_met(), reason="a machine without the tests' packages")
def test_the_packages_of_the_tests_are_recognised_once_they_are_there():
    assert packages.FONT.is_met()

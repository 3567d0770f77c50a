"""With a house taken away the rest starts and serves its pages: absent links are absent, not broken."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from .tree import ROOT, houses

SETTINGS = """
from commons.config.settings.test import *
INSTALLED_APPS = [app for app in INSTALLED_APPS if app.split(".")[-1] != {house!r}]
DATABASES["default"]["NAME"] = {database!r}
"""
VISIT = """
import json, sys
import django
django.setup()
from django.core.management import call_command
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import URLPattern, get_resolver
from commons.accounts.models import Role
from tests import people

call_command("check", verbosity=0)
setup_test_environment()

def plain(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            if "<" not in route and "(" not in route:
                yield "/" + route
        else:
            yield from plain(pattern.url_patterns, route)

member = people.client_of(people.person_acting_for("setagaya", Role.CLERK))
officer = people.client_of(people.hub_officer())
seen = {}
for path in sorted(set(plain(get_resolver().url_patterns))):
    for who, client in (("visitor", Client(raise_request_exception=False)), ("clerk", member), ("officer", officer)):
        client.raise_request_exception = False
        response = client.get(path)
        body = b"".join(response) if response.streaming else response.content
        seen[f"{who} {path}"] = [response.status_code, sys.argv[1] in body.decode("utf-8", "replace")]
print(json.dumps(seen))
"""


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the trial is of the tree, not of the database")
@pytest.mark.parametrize("house", sorted(houses()))
def test_the_rest_serves_its_pages(house: str, django_db_setup: None, tmp_path: Path):
    database = tmp_path / "trial.sqlite3"
    shutil.copyfile(connection.settings_dict["NAME"], database)
    (tmp_path / "without.py").write_text(SETTINGS.format(house=house, database=str(database)), encoding="utf-8")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "without",
        "COMMONS_VAR": str(tmp_path / "var"),
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT / "platform"), str(ROOT)]),
    }

    done = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", VISIT, f"/{house}/"], cwd=ROOT, env=environment, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["visitor /"][0] == seen["clerk /"][0] == seen["officer /"][0] == 200
    assert {path: status for path, (status, _) in seen.items() if status >= 500} == {}
    assert [path for path, (_, links) in seen.items() if links] == []

"""Have the database itself refuse to change what was agreed, signed or committed."""

from importlib import import_module

from django.db import migrations

TABLES = (
    "procurement_agreement",
    "procurement_agreementsignature",
    "procurement_commitment",
    "procurement_commitmentlimit",
)

_before = import_module("procurement.migrations.0002_versions_are_written_once")


def install(apps, schema_editor):
    """Create the triggers; twice does no harm."""
    _before.install(apps, schema_editor, tables=TABLES)


def remove(apps, schema_editor):
    """Drop the triggers."""
    _before.remove(apps, schema_editor, tables=TABLES)


class Migration(migrations.Migration):
    dependencies = [("procurement", "0005_agreement_and_commitment")]

    operations = [migrations.RunPython(install, remove, elidable=False)]

"""Have the database itself refuse to change a version of a specification."""

from importlib import import_module

from django.db import migrations

TABLES = ("procurement_specversion",)

_before = import_module("procurement.migrations.0002_versions_are_written_once")


def install(apps, schema_editor):
    """Create the trigger; twice does no harm."""
    _before.install(apps, schema_editor, tables=TABLES)


def remove(apps, schema_editor):
    """Drop the trigger."""
    _before.remove(apps, schema_editor, tables=TABLES)


class Migration(migrations.Migration):
    dependencies = [("procurement", "0003_joint_procurement")]

    operations = [migrations.RunPython(install, remove, elidable=False)]

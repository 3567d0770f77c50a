"""Have the database itself refuse to change a version or a tier.

A trigger lives on its table: whoever lets SQLite remake one of these tables (most schema changes do) runs
``install`` again in the same migration. A test asks for the triggers and fails on a forgotten one.
"""

from django.db import migrations

TABLES = ("procurement_itemversion", "procurement_pricetier")


def install(apps, schema_editor, tables=TABLES):
    """Create the triggers; twice does no harm."""
    remove(apps, schema_editor, tables)
    for table in tables:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {table}_written_once BEFORE UPDATE ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'written once'); END"
            )
        else:
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {table}_refuse_update() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'written once' USING ERRCODE = 'restrict_violation'; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_written_once BEFORE UPDATE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse_update()"
            )


def remove(apps, schema_editor, tables=TABLES):
    """Drop the triggers."""
    for table in tables:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_written_once")
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_written_once ON {table}")
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_refuse_update()")


class Migration(migrations.Migration):
    dependencies = [("procurement", "0001_initial")]

    operations = [migrations.RunPython(install, remove, elidable=False)]

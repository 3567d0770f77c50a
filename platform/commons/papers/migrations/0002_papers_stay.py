"""Have the database itself refuse to change a paper: only its announcement and its end are written later.

A trigger lives on its table: whoever lets SQLite remake this table (most schema changes do) runs ``install`` again in
the same migration. A test asks for the trigger and fails on a forgotten one.
"""

from django.db import migrations

FIXED = (
    "organisation_id, kind, subject, content_key, number, title, file, sha256, size, pages, for_hub, issued_at, issued_by"
)


def install(apps, schema_editor):
    """Create the trigger; twice does no harm."""
    remove(apps, schema_editor)
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER papers_paper_stays BEFORE UPDATE OF {FIXED} ON papers_paper "
            "BEGIN SELECT RAISE(ABORT, 'a paper stays as it was issued'); END"
        )
    else:
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION papers_paper_refuse_update() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'a paper stays as it was issued' USING ERRCODE = 'restrict_violation'; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER papers_paper_stays BEFORE UPDATE OF {FIXED} ON papers_paper "
            "FOR EACH ROW EXECUTE FUNCTION papers_paper_refuse_update()"
        )


def remove(apps, schema_editor):
    """Drop the trigger."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS papers_paper_stays")
    else:
        schema_editor.execute("DROP TRIGGER IF EXISTS papers_paper_stays ON papers_paper")
        schema_editor.execute("DROP FUNCTION IF EXISTS papers_paper_refuse_update()")


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]

    operations = [migrations.RunPython(install, remove, elidable=False)]

"""The database itself refuses to change what a leader approved: triggers on both databases.

SQLite drops triggers when Django rebuilds a table: a later migration that alters one of these two
tables has to run ``lay_triggers`` again (a test looks for them).
"""

from django.db import migrations

TABLES = ("reports_packagefile", "reports_edition")


def lay_triggers(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION reports_stay_frozen() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'frozen: %% cannot change', TG_TABLE_NAME; END $$"
        )
    for table in TABLES:
        if vendor == "postgresql":
            schema_editor.execute(
                f"CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION reports_stay_frozen()"
            )
        elif vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {table}_stays BEFORE UPDATE ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'frozen: {table} cannot change'); END"
            )


def lift_triggers(apps, schema_editor):
    on_table = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_stays" + (f" ON {table}" if on_table else ""))


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunPython(lay_triggers, lift_triggers)]

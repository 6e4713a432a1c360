from django.db import migrations


def order_reading(apps, schema_editor):
    """Workbooks that still waited are read again by the worker, which keeps their preview."""
    batches = apps.get_model("emulation", "ImportBatch").objects
    job = apps.get_model("emulation", "Job").objects
    for batch in batches.filter(taken_at__isnull=True, put_away_at__isnull=True, read_at__isnull=True):
        batch.job = job.create(
            kind="read_registrations",
            label=f"Đọc tệp {batch.name}"[:200],
            by_id=batch.by_id,
            arguments={"batch": batch.pk},
        )
        batch.save(update_fields=["job"])


class Migration(migrations.Migration):
    dependencies = [("emulation", "0008_previews_and_what_workbooks_wrote")]

    operations = [migrations.RunPython(order_reading, migrations.RunPython.noop)]

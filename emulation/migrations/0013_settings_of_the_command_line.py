from django.conf import settings
from django.db import migrations, models
from django.db.models import deletion


class Migration(migrations.Migration):
    dependencies = [
        ("emulation", "0012_answers_about_lines_of_staff_lists"),
    ]

    operations = [
        migrations.AlterField(
            model_name="localsetting",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người ghi",
            ),
        ),
    ]

from typing import Any

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q

from kabinet.foundation.triggers import unchangeable


def settle(apps: Any, _editor: Any) -> None:
    """A submission all of whose volumes were corrected before anybody decided about them waits no more."""
    volumes = apps.get_model("metering", "DailyVolume").machinery.filter(submission=OuterRef("pk"))
    asked = Q(status="proposed") | Q(superseded_at__isnull=True, status__in=["recorded", "checked"])
    waiting = apps.get_model("metering", "VolumeSubmission").machinery.filter(status="recorded")
    waiting.exclude(Exists(volumes.filter(asked))).update(status="replaced")


class Migration(migrations.Migration):
    dependencies = [
        ("metering", "0012_late_index_readings"),
    ]

    operations = [
        migrations.CreateModel(
            name="VolumeDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("status", models.CharField(max_length=12)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("decided_at", models.DateTimeField()),
                ("decided_by", models.CharField(max_length=200)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="metering.volumesubmission",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "machinery",
                "default_manager_name": "machinery",
            },
            managers=[
                ("machinery", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="dailyvolume",
            name="decision",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="volumes",
                to="metering.volumedecision",
            ),
        ),
        unchangeable("metering_dailyvolume", "volume"),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]

"""
What the new columns say of the rows that stood before them, the guards, and hours in partitions by month.

On PostgreSQL the table of hours is made anew as a partitioned one; it is empty at this moment. Its partitions are made
as they are needed, see metering/partitions.py.
"""

from typing import Any

from django.db import migrations
from django.db.models import F, Max, Min, OuterRef, Subquery

from kabinet.foundation.triggers import append_only, unchangeable

_PARTITIONED = """
ALTER TABLE metering_hourlyvolume RENAME TO metering_hourlyvolume_plain;
CREATE TABLE metering_hourlyvolume (LIKE metering_hourlyvolume_plain INCLUDING DEFAULTS INCLUDING CONSTRAINTS)
    PARTITION BY RANGE (starts_at);
DROP TABLE metering_hourlyvolume_plain;
ALTER TABLE metering_hourlyvolume
    ADD CONSTRAINT metering_hourlyvolume_pkey PRIMARY KEY (unit_id, starts_at, version),
    ADD CONSTRAINT metering_hourlyvolume_unit FOREIGN KEY (unit_id)
        REFERENCES metering_meteringunit (id) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT metering_hourlyvolume_archive FOREIGN KEY (archive_id)
        REFERENCES metering_archivefile (id) DEFERRABLE INITIALLY DEFERRED;
"""


def partition_hours(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(_PARTITIONED, params=None)


def fill_in(apps: Any, _editor: Any) -> None:
    daily = apps.get_model("metering", "DailyVolume").machinery
    daily.filter(source="capacity").update(source="supplier", basis="capacity")
    days = daily.filter(submission=OuterRef("pk")).values("submission")
    apps.get_model("metering", "VolumeSubmission").machinery.filter(volumes__isnull=False).update(
        first_day=Subquery(days.annotate(first=Min("gas_day")).values("first")),
        last_day=Subquery(days.annotate(last=Max("gas_day")).values("last")),
    )
    instruments = apps.get_model("metering", "Instrument").machinery
    instruments.filter(kind="sensor").update(kind="pressure")
    units = apps.get_model("metering", "MeteringUnit").machinery.filter(pk=OuterRef("unit_id"))
    instruments.update(installed_at=Subquery(units.values(at=F("in_use_from"))))


class Migration(migrations.Migration):
    dependencies = [("metering", "0004_instruments_and_archives")]

    operations = [
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        migrations.RunPython(partition_hours, migrations.RunPython.noop),
        unchangeable("metering_dailyvolume", "volume"),
        unchangeable("metering_indexreading", "index"),
        append_only("metering_hourlyvolume"),
        append_only("metering_verification"),
        append_only("metering_monthstatement"),
        append_only("metering_adjustment"),
        append_only("metering_gasquality"),
    ]

"""Archives of correctors as they were handed in, and the hours that were read from them."""

from django.db import models
from django.db.models import Q

from kabinet.files.models import StoredFile
from kabinet.foundation.fields import VolumeField
from kabinet.foundation.gate import GatedModel, SupplyGate
from kabinet.metering.models.units import Instrument, MeteringUnit
from kabinet.metering.rules.words import ArchiveStatus
from kabinet.organizations.models import Contract


class ArchiveFile(GatedModel):
    """
    A file with volumes as somebody handed it in: an archive of a corrector, or a sheet.

    The original stays. `serial` is the device whose rows are read, as the file calls it. `report` is what the reading
    found: device, period, findings, sums by gas day; or, where it failed, the problem.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="archive_files")
    unit = models.ForeignKey(MeteringUnit, on_delete=models.PROTECT, null=True, related_name="archive_files")
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, null=True, related_name="archive_files"
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    template = models.CharField(max_length=40, blank=True)
    serial = models.CharField(max_length=40, blank=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=200)
    uploader_id = models.BigIntegerField()
    first_hour = models.DateTimeField(null=True)
    last_hour = models.DateTimeField(null=True)
    hours = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    status = models.CharField(max_length=12, default=ArchiveStatus.READ)

    objects = SupplyGate["ArchiveFile"](organization="contract__organization", contract="contract")

    class Meta(GatedModel.Meta):
        indexes = [models.Index(fields=["contract", "-uploaded_at"], name="archive_file_by_contract")]

    def __str__(self) -> str:
        return self.name


class HourlyVolume(GatedModel):
    """
    The volume of one hour by one metering unit, m³ at standard conditions, as an archive or telemetry gave it.

    Hours are only ever added: where an hour came again with other values, the greatest version counts. On PostgreSQL
    the table is partitioned by gas month, see metering/partitions.py. Pressure is absolute, Pa; temperature hundredths
    of a degree Celsius. `flags` are bits of formats.archives.Flag.
    """

    pk = models.CompositePrimaryKey("unit_id", "starts_at", "version")
    unit = models.ForeignKey(MeteringUnit, on_delete=models.PROTECT, db_index=False, related_name="+")
    starts_at = models.DateTimeField()
    version = models.PositiveSmallIntegerField(default=1)
    volume = VolumeField()
    working_volume = VolumeField(null=True)
    pressure = models.IntegerField(null=True)
    temperature = models.IntegerField(null=True)
    flags = models.PositiveSmallIntegerField(default=0)
    archive = models.ForeignKey(
        ArchiveFile, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )

    objects = SupplyGate["HourlyVolume"](
        organization="unit__contract__organization", contract="unit__contract"
    )

    class Meta(GatedModel.Meta):
        constraints = [models.CheckConstraint(condition=Q(volume__gte=0), name="hourly_volume_not_negative")]

"""Readings of the counter itself, usually once a month, with a photograph."""

from django.db import models
from django.db.models import Q

from kabinet.files.models import StoredFile
from kabinet.foundation.fields import VolumeField
from kabinet.foundation.gate import GatedModel, SupplyGate
from kabinet.metering.models.units import Instrument, MeteringUnit
from kabinet.organizations.models import Contract


class IndexReading(GatedModel):
    """
    What the counter of a meter or corrector showed at a moment, m³. A correction is a new version.

    `volume` is what passed since the reading before it, m³, over the roll-over of the counter where there was one. One
    that closes a month and came after its term is `late`.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey(MeteringUnit, on_delete=models.PROTECT, db_index=False, related_name="+")
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, db_index=False, related_name="index_readings"
    )
    taken_at = models.DateTimeField()
    version = models.PositiveSmallIntegerField(default=1)
    index = VolumeField()
    volume = VolumeField(null=True)
    rolled_over = models.BooleanField(default=False)
    late = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    photo_name = models.CharField(max_length=255, blank=True)
    submitted_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=200)
    receipt_number = models.CharField(max_length=24, blank=True)
    superseded_at = models.DateTimeField(null=True)

    objects = SupplyGate["IndexReading"](organization="contract__organization", contract="contract")

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "taken_at"],
                condition=Q(superseded_at__isnull=True),
                name="one_current_reading_a_moment",
            ),
            models.UniqueConstraint(
                fields=["instrument", "taken_at", "version"], name="one_reading_a_version"
            ),
            models.CheckConstraint(condition=Q(index__gte=0), name="index_reading_not_negative"),
        ]
        indexes = [models.Index(fields=["contract", "-taken_at"], name="index_reading_by_contract")]

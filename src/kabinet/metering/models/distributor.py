"""The distributor's months beside our own."""

from django.db import models
from django.db.models import Q

from kabinet.files.models import StoredFile
from kabinet.foundation.fields import MonthField, VolumeField
from kabinet.foundation.gate import Gate, GatedModel, SupplyGate
from kabinet.foundation.rights import RIGHTS_OF, Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering.rules.words import ReportStatus
from kabinet.organizations.models import SupplyPoint


class ReportGate(Gate["DistributorReport"]):
    """A report names every customer: it is for those of the staff who decide about readings of all of them."""

    def visible_to(self, viewer: Viewer) -> "models.QuerySet[DistributorReport]":
        may = viewer.sees_all_clients and Right.DECIDE_READINGS in RIGHTS_OF[viewer.role]
        return self._rows() if may else self._rows().none()


class DistributorReport(GatedModel):
    """
    A month as the distributor reported it. `version` counts the reports of a month that counted.

    The original stays, and is read again wherever its rows are asked for.
    """

    month = MonthField()
    version = models.PositiveSmallIntegerField(default=0)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    points = models.PositiveIntegerField()
    volume = VolumeField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=200)
    loaded_at = models.DateTimeField(null=True)
    loaded_by = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=12, default=ReportStatus.READ)

    objects = ReportGate()

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["month"],
                condition=Q(status=ReportStatus.COUNTS),
                name="one_report_that_counts_a_month",
            ),
        ]
        indexes = [models.Index(fields=["-uploaded_at"], name="distributor_report_newest")]

    def __str__(self) -> str:
        return self.name


class DistributorVolume(GatedModel):
    """What the distributor carried to a supply point in a month, m³; a newer report of the month replaces it."""

    report = models.ForeignKey(DistributorReport, on_delete=models.PROTECT, related_name="volumes")
    supply_point = models.ForeignKey(
        SupplyPoint, on_delete=models.PROTECT, db_index=False, related_name="distributor_volumes"
    )
    month = MonthField()
    volume = VolumeField()
    within = VolumeField()
    over = VolumeField()
    superseded_at = models.DateTimeField(null=True)

    objects = SupplyGate["DistributorVolume"](
        organization="supply_point__contract__organization", contract="supply_point__contract"
    )

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["supply_point", "month"],
                condition=Q(superseded_at__isnull=True),
                name="one_current_distributor_volume",
            ),
        ]

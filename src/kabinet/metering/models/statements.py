"""The close of a month, and what was corrected afterwards."""

from django.db import models

from kabinet.foundation.fields import MonthField, VolumeField
from kabinet.foundation.gate import GatedModel, SupplyGate
from kabinet.metering.models.units import MeteringUnit
from kabinet.metering.models.volumes import DailyVolume
from kabinet.organizations.models import Contract


class MonthStatement(GatedModel):
    """
    The volume statement with which a month of a contract was closed.

    `content` holds the volumes by metering unit and gas day, m³ as text, as they stood at that moment; `beside` is
    read by rules.beside.Beside, None in statements of the time before it was kept.
    """

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, db_index=False, related_name="volume_statements"
    )
    month = MonthField()
    volume = VolumeField()
    overtake = VolumeField()
    content = models.JSONField()
    beside = models.JSONField(null=True)
    closed_at = models.DateTimeField()
    closed_by = models.CharField(max_length=200)

    objects = SupplyGate["MonthStatement"](organization="contract__organization", contract="contract")

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["contract", "month"], name="one_statement_a_month"),
        ]


class Adjustment(GatedModel):
    """
    The difference, m³, that a correction of a closed month makes; it counts in the month that is open.

    `month` is the open one, in which settlements take it up; `corrected` is the version of the closed day that counts
    from then on, or the returned one, where none does.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey(MeteringUnit, on_delete=models.PROTECT, related_name="+")
    month = MonthField()
    gas_day = models.DateField()
    difference = VolumeField()
    corrected = models.ForeignKey(DailyVolume, on_delete=models.PROTECT, related_name="adjustments")
    made_at = models.DateTimeField()

    objects = SupplyGate["Adjustment"](organization="contract__organization", contract="contract")

    class Meta(GatedModel.Meta):
        indexes = [models.Index(fields=["contract", "month"], name="adjustment_by_month")]

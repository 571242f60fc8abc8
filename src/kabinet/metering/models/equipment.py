"""What burns the gas behind a metering unit, and when its instruments were at fault."""

from django.db import models
from django.db.models import F, Q

from kabinet.foundation.fields import VolumeField
from kabinet.foundation.gate import GatedModel, SupplyGate
from kabinet.metering.models.units import Instrument, MeteringUnit
from kabinet.metering.rules.words import FaultKind


class GasUsingUnit(GatedModel):
    """
    A boiler, kiln or furnace with its design capacity, m³ an hour at standard conditions.

    Where instruments are missing or at fault, the volume is its capacity times the hours that gas was fed (RULES A3).
    """

    unit = models.ForeignKey(MeteringUnit, on_delete=models.PROTECT, related_name="gas_using_units")
    name = models.CharField(max_length=200)
    capacity = VolumeField()
    in_use_from = models.DateField()
    in_use_to = models.DateField(null=True)

    objects = SupplyGate["GasUsingUnit"](
        organization="unit__contract__organization", contract="unit__contract"
    )

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(capacity__gt=0), name="gas_using_unit_has_capacity")
        ]

    def __str__(self) -> str:
        return self.name


class SealedInterval(GatedModel):
    """When a gas-using unit was sealed off and could take nothing."""

    equipment = models.ForeignKey(GasUsingUnit, on_delete=models.PROTECT, related_name="sealed_intervals")
    sealed_at = models.DateTimeField()
    unsealed_at = models.DateTimeField(null=True)
    act = models.CharField(max_length=80)

    objects = SupplyGate["SealedInterval"](
        organization="equipment__unit__contract__organization", contract="equipment__unit__contract"
    )

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(unsealed_at__isnull=True) | Q(unsealed_at__gt=F("sealed_at")),
                name="sealed_interval_has_length",
            ),
        ]


class FaultInterval(GatedModel):
    """An interval in which the metering unit, or one instrument of it, could not be trusted."""

    unit = models.ForeignKey(MeteringUnit, on_delete=models.PROTECT, related_name="faults")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, null=True, related_name="faults")
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in FaultKind])
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)
    reported_at = models.DateTimeField()
    reported_by = models.CharField(max_length=200)

    objects = SupplyGate["FaultInterval"](
        organization="unit__contract__organization", contract="unit__contract"
    )

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=F("began_at")), name="fault_has_length"
            ),
        ]
        indexes = [models.Index(fields=["unit", "began_at"], name="fault_by_unit")]

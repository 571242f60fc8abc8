"""Metering units, the instruments installed in them, their verifications and seals."""

from django.db import models
from django.db.models import F, Q

from kabinet.foundation.fields import VolumeField
from kabinet.foundation.gate import GatedModel, SupplyGate
from kabinet.metering.rules.words import InstrumentKind, Owner
from kabinet.organizations.models import Contract, SupplyPoint


class MeteringUnit(GatedModel):
    """A metering unit (узел учёта) of a supply point."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="metering_units")
    supply_point = models.ForeignKey(SupplyPoint, on_delete=models.PROTECT, related_name="metering_units")
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    in_use_from = models.DateField()
    in_use_to = models.DateField(null=True)

    objects = SupplyGate["MeteringUnit"](organization="contract__organization", contract="contract")

    def __str__(self) -> str:
        return self.name


class Instrument(GatedModel):
    """
    An instrument from its installation in a metering unit to its removal.

    `digits` is how many whole digits the counter of a meter has before it starts again from zero. `greatest_flow` is
    m³ an hour at standard conditions. `device_hour` is the hour at which the device itself begins its day, None where
    it follows the contract. Indexes are what the counter showed when it was installed and removed, m³. `constants`
    are those it was installed with, by name; later ones are of DeviceConstant.
    """

    unit = models.ForeignKey(MeteringUnit, on_delete=models.PROTECT, related_name="instruments")
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in InstrumentKind])
    model = models.CharField(max_length=80)
    serial_number = models.CharField(max_length=40)
    owner = models.CharField(max_length=20, default=Owner.BUYER)
    digits = models.PositiveSmallIntegerField(null=True)
    greatest_flow = VolumeField(null=True)
    least_flow = VolumeField(null=True)
    device_hour = models.PositiveSmallIntegerField(null=True)
    constants = models.JSONField(default=dict)
    installed_at = models.DateTimeField()
    opening_index = VolumeField(null=True)
    removed_at = models.DateTimeField(null=True)
    closing_index = VolumeField(null=True)
    verified_until = models.DateField()

    objects = SupplyGate["Instrument"](organization="unit__contract__organization", contract="unit__contract")

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["model", "serial_number"],
                condition=Q(removed_at__isnull=True),
                name="one_installed_instrument_a_serial_number",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(removed_at__gt=F("installed_at")),
                name="instrument_removed_after_installed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} № {self.serial_number}"


class DeviceConstant(GatedModel):
    """
    What a constant of an instrument is from a moment on, in place of the value it was installed with or had before.

    Name and value are those of the device's own archive: the density of the gas, the weight of a pulse.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="device_constants")
    name = models.CharField(max_length=60)
    value = models.CharField(max_length=40)
    since = models.DateTimeField()
    act = models.CharField(max_length=200)
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    objects = SupplyGate["DeviceConstant"](
        organization="instrument__unit__contract__organization", contract="instrument__unit__contract"
    )

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["instrument", "name", "since"], name="one_constant_a_moment"),
        ]


class Verification(GatedModel):
    """A verification (поверка) of an instrument; the newest one says until when it may be trusted."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="verifications")
    verified_on = models.DateField()
    valid_until = models.DateField()
    certificate = models.CharField(max_length=80)
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    objects = SupplyGate["Verification"](
        organization="instrument__unit__contract__organization", contract="instrument__unit__contract"
    )

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["instrument", "verified_on"], name="one_verification_a_day"),
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("verified_on")), name="verification_has_length"
            ),
        ]


class Seal(GatedModel):
    """A seal on an instrument, from the day it was set to the day it was taken off or found broken."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="seals")
    number = models.CharField(max_length=40)
    place = models.CharField(max_length=120)
    set_on = models.DateField()
    removed_on = models.DateField(null=True)
    removal_reason = models.CharField(max_length=200, blank=True)

    objects = SupplyGate["Seal"](
        organization="instrument__unit__contract__organization", contract="instrument__unit__contract"
    )

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="one_seal_a_number"),
        ]

"""Volume requests (заявки на объём): one per contract and month, with versions, lines and decisions."""

from django.db import models
from django.db.models import Q

from kabinet.foundation.fields import MonthField, VolumeField
from kabinet.foundation.gate import GatedModel, SupplyGate
from kabinet.organizations.models import Contract, SupplyPoint
from kabinet.requests.rules.words import Outcome, Status


class VolumeRequest(GatedModel):
    """A request for a month's gas. What is submitted anew after a return is the next version of the same request."""

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, db_index=False, related_name="volume_requests"
    )
    month = MonthField()
    status = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Status])
    version = models.PositiveSmallIntegerField(default=1)
    volume = VolumeField()
    agreed_volume = VolumeField(null=True)
    submitted_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=200)
    late = models.BooleanField(default=False)
    answer_due_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)

    objects = SupplyGate["VolumeRequest"](organization="contract__organization", contract="contract")

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "month"], condition=~Q(status="withdrawn"), name="one_request_a_month"
            ),
        ]
        indexes = [
            models.Index(fields=["contract", "-month"], name="request_by_month"),
            models.Index(fields=["answer_due_at"], condition=Q(status="submitted"), name="request_waiting"),
            models.Index(fields=["contract"], condition=Q(status="submitted"), name="request_waiting_of"),
        ]


class VolumeRequestVersion(GatedModel):
    """What was asked for at one time, never changed, and its receipt."""

    request = models.ForeignKey(
        VolumeRequest, on_delete=models.PROTECT, db_index=False, related_name="versions"
    )
    version = models.PositiveSmallIntegerField()
    comment = models.CharField(max_length=1000, blank=True)
    submitted_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=200)
    receipt_number = models.CharField(max_length=24)

    objects = SupplyGate["VolumeRequestVersion"](
        organization="request__contract__organization", contract="request__contract"
    )

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["request", "version"], name="one_request_a_version"),
        ]


class VolumeRequestLine(GatedModel):
    """The volume asked for one supply point in one version, m³."""

    version = models.ForeignKey(
        VolumeRequestVersion, on_delete=models.PROTECT, db_index=False, related_name="lines"
    )
    supply_point = models.ForeignKey(SupplyPoint, on_delete=models.PROTECT, related_name="+")
    volume = VolumeField()

    objects = SupplyGate["VolumeRequestLine"](
        organization="supply_point__contract__organization", contract="supply_point__contract"
    )

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["version", "supply_point"], name="one_request_line_a_point"),
            models.CheckConstraint(condition=Q(volume__gte=0), name="requested_volume_not_negative"),
        ]


class Decision(GatedModel):
    """What the supplier decided about one version, and why. `agreed` is m³ as text by supply point id."""

    request = models.ForeignKey(
        VolumeRequest, on_delete=models.PROTECT, db_index=False, related_name="decisions"
    )
    version = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Outcome])
    reason = models.CharField(max_length=1000, blank=True)
    agreed = models.JSONField(default=dict)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200)

    objects = SupplyGate["Decision"](
        organization="request__contract__organization", contract="request__contract"
    )

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["request", "version"], name="one_decision_a_version"),
        ]

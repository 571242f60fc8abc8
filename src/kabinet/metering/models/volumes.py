"""Daily volumes, what was handed in together, and what was typed and not handed in yet."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kabinet.foundation.fields import MonthField, VolumeField
from kabinet.foundation.gate import GatedModel, PersonalGate, SupplyGate
from kabinet.metering.models.archives import ArchiveFile
from kabinet.metering.models.units import MeteringUnit
from kabinet.metering.rules.words import IN_QUESTION, Basis, Source, Status
from kabinet.organizations.models import Contract


class VolumeSubmission(GatedModel):
    """
    Daily volumes handed in together: by whom, when, with which receipt, and what the supplier decided.

    `doubts` counts the volumes that were unlikely and came with a reason: a submission without any is in order.
    `archive` is the file that the volumes were read from, where they were.
    """

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, db_index=False, related_name="volume_submissions"
    )
    month = MonthField()
    first_day = models.DateField()
    last_day = models.DateField()
    submitted_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=200)
    days = models.PositiveSmallIntegerField()
    volume = VolumeField()
    late = models.BooleanField(default=False)
    doubts = models.PositiveSmallIntegerField(default=0)
    archive = models.ForeignKey(ArchiveFile, on_delete=models.PROTECT, null=True, related_name="submissions")
    receipt_number = models.CharField(max_length=24, blank=True)
    status = models.CharField(max_length=12, default=Status.RECORDED)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)

    objects = SupplyGate["VolumeSubmission"](organization="contract__organization", contract="contract")

    class Meta(GatedModel.Meta):
        indexes = [
            models.Index(fields=["contract", "month"], name="submission_by_month"),
            models.Index(fields=["submitted_at"], condition=Q(status="recorded"), name="submission_waiting"),
            models.Index(fields=["contract"], condition=Q(status="recorded"), name="submission_waiting_of"),
            models.Index(fields=["receipt_number"], name="submission_by_receipt"),
        ]


class VolumeDecision(GatedModel):
    """What the supplier decided about some volumes of a submission alone, apart from the rest."""

    submission = models.ForeignKey(VolumeSubmission, on_delete=models.PROTECT, related_name="decisions")
    status = models.CharField(max_length=12)
    reason = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200)

    objects = SupplyGate["VolumeDecision"](
        organization="submission__contract__organization", contract="submission__contract"
    )


class DailyVolume(GatedModel):
    """
    The volume of one gas day by one metering unit, m³ at standard conditions.

    A correction is a new version, and the version before it gets `superseded_at`; a volume itself is never changed.
    `source` says how it came, `basis` by what it was measured or reckoned, `basis_note` why not by the first choice.
    A correction that waits for the supplier's consent is `proposed`, and superseded from the beginning.
    `decision` is there where the supplier decided about it apart from what was handed in with it.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey(
        MeteringUnit, on_delete=models.PROTECT, db_index=False, related_name="daily_volumes"
    )
    gas_day = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    volume = VolumeField()
    source = models.CharField(max_length=12, default=Source.CLIENT)
    basis = models.CharField(max_length=12, default=Basis.BUYER)
    basis_note = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=12, default=Status.RECORDED)
    reason = models.CharField(max_length=300, blank=True)
    late = models.BooleanField(default=False)
    submission = models.ForeignKey(VolumeSubmission, on_delete=models.PROTECT, related_name="volumes")
    decision = models.ForeignKey(
        VolumeDecision, on_delete=models.PROTECT, null=True, db_index=False, related_name="volumes"
    )
    superseded_at = models.DateTimeField(null=True)

    objects = SupplyGate["DailyVolume"](organization="contract__organization", contract="contract")

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "gas_day"],
                condition=Q(superseded_at__isnull=True),
                name="one_current_volume_a_day",
            ),
            models.UniqueConstraint(fields=["unit", "gas_day", "version"], name="one_volume_a_version"),
            models.CheckConstraint(condition=Q(volume__gte=0), name="daily_volume_not_negative"),
        ]
        indexes = [
            models.Index(fields=["contract", "gas_day"], name="daily_volume_by_contract"),
            models.Index(
                fields=["gas_day"],
                condition=Q(status__in=[one.value for one in IN_QUESTION]),
                name="daily_volume_in_question",
            ),
        ]

    @property
    def answer(self) -> str:
        """Return why the supplier decided as it did, in the words that the client reads."""
        return self.decision.reason if self.decision else self.submission.decision_reason


class VolumeDraft(GatedModel):
    """What a person typed into a month's grid and has not handed in yet, as typed. One per person, contract, month."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="+")
    month = MonthField()
    cells = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    objects = PersonalGate["VolumeDraft"](user="user")

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["user", "contract", "month"], name="one_draft_a_month"),
        ]

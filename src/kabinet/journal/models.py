"""Tables of the journal: chains of records, receipts, seals. Rows are only ever added, triggers see to it."""

from django.db import models

from kabinet.foundation.gate import ClosedGate, CommonModel, GatedModel, SupplyGate
from kabinet.foundation.rights import Right

#: The chain of what concerns no organization: sign-ins of the staff, settings, seals.
SUPPLIER = 0


class Chain(GatedModel):
    """The head of one organization's chain; clients do not wait for each other, since each has its own."""

    organization_id = models.PositiveBigIntegerField(primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    head_hash = models.CharField(max_length=64)

    objects = ClosedGate["Chain"]()


class Record(GatedModel):
    """One act: who, when, what exactly. `data` is canonical JSON, see rules.canonical."""

    organization_id = models.PositiveBigIntegerField()
    position = models.PositiveBigIntegerField()
    event = models.CharField(max_length=80)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    address = models.CharField(max_length=64)
    subject = models.CharField(max_length=120)
    data = models.TextField()
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = SupplyGate["Record"](organization="organization_id", needs=Right.SEE_JOURNAL)

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "position"], name="one_record_a_position"),
        ]
        indexes = [
            models.Index(fields=["subject"], name="record_by_subject"),
            models.Index(fields=["at"], name="record_by_time"),
        ]


class Receipt(GatedModel):
    """The proof of a submission. `content` is its canonical form, `content_hash` the SHA-256 of that."""

    number = models.CharField(max_length=24, unique=True)
    organization_id = models.PositiveBigIntegerField()
    contract_id = models.BigIntegerField(null=True)
    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="receipt")
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    at = models.DateTimeField()
    deadline_at = models.DateTimeField(null=True)
    deadline_rule = models.CharField(max_length=300)
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    authority = models.CharField(max_length=300)
    content = models.TextField()
    content_hash = models.CharField(max_length=64)
    key = models.CharField(max_length=64)

    objects = SupplyGate["Receipt"](organization="organization_id", contract="contract_id")

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["actor_id", "key"], name="one_receipt_a_key"),
        ]
        indexes = [models.Index(fields=["subject"], name="receipt_by_subject")]


class Sighting(GatedModel):
    """The first time that somebody of the supplier opened what was submitted."""

    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, related_name="sighting")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = ClosedGate["Sighting"]()


class Seal(CommonModel):
    """The heads of all chains at a moment, under one root that may be printed or sent away."""

    at = models.DateTimeField()
    heads = models.TextField()
    root = models.CharField(max_length=64)

"""Price lists, the ledger in which entries are only ever added, and the lines of a charge."""

from django.db import models
from django.db.models import Q

from kabinet.foundation.fields import MoneyField, MonthField, VolumeField
from kabinet.foundation.gate import CommonModel, GatedModel, SupplyGate
from kabinet.foundation.rights import Right
from kabinet.organizations.models import Contract, SupplyPoint
from kabinet.settlements.rules.words import EntryKind


class VatRate(CommonModel):
    """The rate of value-added tax for supplies from a day on."""

    valid_from = models.DateField(unique=True)
    percent = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=200)


class PriceList(CommonModel):
    """
    What 1000 m³ cost without VAT for one price group, by component, from a day on.

    `components` is a list of {"code", "name", "price", "coefficient"}: price in roubles as text; coefficient says
    whether the overtake coefficient multiplies it.
    """

    group = models.CharField(max_length=20)
    valid_from = models.DateField()
    components = models.JSONField()
    act = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "valid_from"], name="one_price_list_a_day"),
        ]


class LedgerEntry(GatedModel):
    """
    One entry of a contract's settlement account, roubles. What the client owes more is positive, a payment negative.

    Triggers refuse change and deletion; a mistake is corrected by a reversing entry.
    """

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, db_index=False, related_name="ledger_entries"
    )
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in EntryKind])
    month = MonthField()
    posted_on = models.DateField()
    amount = MoneyField()
    title = models.CharField(max_length=200)
    source_number = models.CharField(max_length=40, blank=True)
    source_date = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    basis = models.JSONField(default=dict)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversal")
    posted_at = models.DateTimeField()
    posted_by = models.CharField(max_length=200)
    key = models.CharField(max_length=80, unique=True)

    objects = SupplyGate["LedgerEntry"](
        organization="contract__organization", contract="contract", needs=Right.SEE_MONEY
    )

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in EntryKind]), name="ledger_entry_has_a_known_kind"
            ),
            models.UniqueConstraint(
                fields=["contract", "month"], condition=Q(kind="charge"), name="one_charge_a_month"
            ),
        ]
        indexes = [
            models.Index(fields=["contract", "posted_on", "id", "amount"], name="ledger_by_day"),
            models.Index(fields=["contract", "month"], name="ledger_by_month"),
        ]


class ChargeLine(GatedModel):
    """One line of a charge. `basis` names what it was computed from: volumes, price list, rule set, rounding."""

    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, db_index=False, related_name="lines")
    position = models.PositiveSmallIntegerField()
    supply_point = models.ForeignKey(SupplyPoint, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    volume = VolumeField()
    price = MoneyField()
    coefficient = models.CharField(max_length=8)
    net = MoneyField()
    vat_percent = models.PositiveSmallIntegerField()
    vat = MoneyField()
    basis = models.JSONField(default=dict)

    objects = SupplyGate["ChargeLine"](
        organization="entry__contract__organization", contract="entry__contract", needs=Right.SEE_MONEY
    )

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="one_line_a_position"),
        ]

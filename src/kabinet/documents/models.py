"""The register of documents, the supplier's and the client's."""

from django.db import models
from django.db.models import Q

from kabinet.documents.rules.words import DRAWN_UP, Direction, Kind, Status
from kabinet.files.models import StoredFile
from kabinet.foundation.fields import MoneyField, MonthField
from kabinet.foundation.gate import GatedModel, SupplyGate
from kabinet.foundation.rights import RIGHTS_OF, Right
from kabinet.foundation.viewer import Viewer
from kabinet.organizations.models import Contract, Organization


class DocumentGate(SupplyGate["Document"]):
    """Documents of the viewer's contracts; those about money only with the right to see it."""

    def visible_to(self, viewer: Viewer) -> models.QuerySet["Document"]:
        rows = super().visible_to(viewer)
        if viewer.is_staff:
            return rows if Right.SEE_MONEY in RIGHTS_OF[viewer.role] else rows.filter(about_money=False)
        return rows.filter(Q(about_money=False) | Q(contract_id__in=viewer.contracts_with(Right.SEE_MONEY)))


class Document(GatedModel):
    """
    A document placed by the supplier (out) or sent by the client (in).

    A document that we draw up ourselves may have no `file` until it is first asked for; it is then drawn from the
    stored figures, and kept. `answers` is the supplier's document whose signed scan this one is.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, db_index=False, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, db_index=False, related_name="documents")
    direction = models.CharField(max_length=4, choices=[(one.value, one.value) for one in Direction])
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Kind])
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=300, blank=True)
    dated_on = models.DateField()
    month = MonthField(null=True)
    amount = MoneyField(null=True)
    about_money = models.BooleanField()
    status = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Status])
    placed_at = models.DateTimeField()
    placed_by = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=300)
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="scans")
    receipt_number = models.CharField(max_length=24, blank=True)
    seen_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)
    search = models.CharField(max_length=900)
    key = models.CharField(max_length=80, unique=True)

    objects = DocumentGate(organization="organization", contract="contract")

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | Q(kind__in=sorted(DRAWN_UP), direction="out"),
                name="document_has_a_file_or_is_drawn_up",
            ),
        ]
        indexes = [
            models.Index(fields=["contract", "-dated_on", "-id"], name="document_by_date"),
            models.Index(fields=["organization", "-placed_at"], name="document_by_placing"),
            models.Index(
                fields=["organization", "placed_at"],
                condition=Q(status="under-review"),
                name="document_under_review",
            ),
        ]

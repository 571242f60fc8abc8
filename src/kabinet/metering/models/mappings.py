"""How the columns of a client's own sheets are to be read."""

from django.db import models

from kabinet.foundation.gate import GatedModel, SupplyGate
from kabinet.organizations.models import Organization


class ColumnMapping(GatedModel):
    """
    Which way a sheet goes and what its columns mean, as somebody of the organization said it once.

    `signature` is the digest of the sheet's headings, or, where days go across, of the names before them: a sheet with
    the same ones is read without asking again. A mapping that says nothing of the shape is of days that go down.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="column_mappings")
    signature = models.CharField(max_length=64)
    mapping = models.JSONField()
    used_at = models.DateTimeField()
    used_by = models.CharField(max_length=200)

    objects = SupplyGate["ColumnMapping"](organization="organization")

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "signature"], name="one_mapping_a_signature"),
        ]

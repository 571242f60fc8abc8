from django.db import models
from django.db.models import Q

from kabinet.foundation.gate import ClosedGate, GatedModel


class StoredFile(GatedModel):
    """
    Bytes that were checked and kept, once for all who handed in the same ones.

    The name under which somebody sent them is theirs and stands on their own row.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    pages = models.PositiveIntegerField(null=True)
    stored_at = models.DateTimeField()
    scanned_at = models.DateTimeField(null=True)

    objects = ClosedGate["StoredFile"]()

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="stored_file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:12]}"

    @property
    def place(self) -> str:
        """Where the storage keeps the bytes."""
        return place_of(self.sha256)


def place_of(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"

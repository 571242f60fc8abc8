"""What was tried from where at the pages that are open to everybody, so that nobody floods or guesses."""

from django.db import models

from kabinet.foundation.gate import ClosedGate, GatedModel


class PublicTry(GatedModel):
    """One try that counts. Rows are removed once they count no longer, see operations.public_tries."""

    kind = models.CharField(max_length=20)
    address = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects = ClosedGate["PublicTry"]()

    class Meta(GatedModel.Meta):
        indexes = [models.Index(fields=["kind", "address", "at"], name="public_try_by_address")]

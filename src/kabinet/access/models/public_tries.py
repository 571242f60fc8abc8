"""What was tried from where at the pages that are open to everybody, so that nobody floods or guesses."""

from django.db import models

from kabinet.foundation.gate import ClosedGate, GatedModel


class PublicTry(GatedModel):
    """
    One try that counts, as much as its `amount` says: bytes of what was sent, or one.

    Rows are removed once they count no longer, see operations.public_tries.
    """

    kind = models.CharField(max_length=20)
    address = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
    amount = models.BigIntegerField(default=1, db_default=1)

    objects = ClosedGate["PublicTry"]()

    class Meta(GatedModel.Meta):
        indexes = [models.Index(fields=["kind", "address", "at"], name="public_try_by_address")]


class PublicCounter(GatedModel):
    """Who tries what: whoever counts a try holds this row, so that tries at the same moment wait for each other."""

    key = models.CharField(max_length=90, primary_key=True)
    latest_at = models.DateTimeField(db_index=True)

    objects = ClosedGate["PublicCounter"]()

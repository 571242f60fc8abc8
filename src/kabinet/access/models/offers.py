"""The offer agreement in versions, and who accepted which of them."""

from django.conf import settings
from django.db import models

from kabinet.access.gates import AcceptanceGate
from kabinet.foundation.gate import CommonModel, GatedModel


class Offer(CommonModel):
    """
    A version of the offer agreement's text; who signs in accepts the one in force.

    A version is published by two people, see Proposal, and never changed afterwards: triggers see to it.
    """

    version = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    in_force_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["in_force_from"], name="one_offer_a_day"),
        ]


class Acceptance(GatedModel):
    """
    The first sign-in of a person under a version, by which they accepted it. Only ever added.

    `name` and `organizations` are as they were then; `search` holds them and the user name in lower case, for both
    databases.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, db_index=False, related_name="+")
    at = models.DateTimeField()
    address = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    organizations = models.CharField(max_length=400, blank=True)
    search = models.CharField(max_length=800)

    objects = AcceptanceGate["Acceptance"]()

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["user", "offer"], name="one_acceptance_a_version"),
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="acceptance_by_time"),
            models.Index(fields=["offer", "-at", "-id"], name="acceptance_by_offer"),
        ]

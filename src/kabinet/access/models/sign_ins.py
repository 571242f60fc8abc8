"""Who signed in when, from where, accepting which offer; and what was typed into an expired session."""

from django.db import models

from kabinet.access.models.offers import Offer
from kabinet.access.models.people import User
from kabinet.foundation.gate import ClosedGate, GatedModel, PersonalGate


class SignIn(GatedModel):
    """
    A sign-in that succeeded, with the offer version accepted by it.

    `network` and `browser_name` tell usual places from new ones; `address` and `browser` are what was told.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, db_index=False, related_name="sign_ins")
    at = models.DateTimeField()
    address = models.CharField(max_length=64)
    browser = models.CharField(max_length=300)
    network = models.CharField(max_length=64, db_default="")
    browser_name = models.CharField(max_length=80, db_default="")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PersonalGate["SignIn"](user="user")

    class Meta(GatedModel.Meta):
        indexes = [
            models.Index(fields=["user", "-at"], name="sign_in_by_user"),
            models.Index(fields=["user", "network", "-at"], name="sign_in_by_network"),
        ]


class ParkedForm(GatedModel):
    """What somebody typed into a form after their session had expired; offered back once, after they sign in."""

    key = models.CharField(max_length=64, unique=True)
    path = models.CharField(max_length=500)
    fields = models.JSONField()
    parked_at = models.DateTimeField()

    objects = ClosedGate["ParkedForm"]()

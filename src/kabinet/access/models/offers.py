"""The offer agreement, in versions."""

from django.db import models

from kabinet.foundation.gate import CommonModel


class Offer(CommonModel):
    """
    A version of the offer agreement's text; who signs in accepts the one in force.

    A version is published by two people, see Proposal, and never changed afterwards: triggers see to it.
    """

    version = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    in_force_from = models.DateField()

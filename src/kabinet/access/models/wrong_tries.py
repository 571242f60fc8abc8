"""Wrong tries at the sign-in, counted."""

from django.db import models

from kabinet.foundation.gate import ClosedGate, GatedModel


class WrongTries(GatedModel):
    """
    The tries that are counted together: those of strangers at a user name, those from an address, those of a browser.

    `counter` tells which, and nothing of what was typed. Written by access.throttling alone.
    """

    counter = models.CharField(max_length=80, primary_key=True)
    tries = models.PositiveIntegerField(default=0)
    latest_at = models.DateTimeField(db_index=True)
    closed_until = models.DateTimeField(null=True)

    objects = ClosedGate["WrongTries"]()

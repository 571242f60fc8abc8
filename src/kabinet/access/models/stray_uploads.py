"""Scans that somebody who is not signed in has sent, so that those which come to nothing do not stay."""

from django.db import models

from kabinet.foundation.gate import ClosedGate, GatedModel


class StrayUpload(GatedModel):
    """A stored file by its number: a foreign key would count among the rows that refer to it."""

    file_id = models.BigIntegerField(unique=True)
    at = models.DateTimeField()

    objects = ClosedGate["StrayUpload"]()

    class Meta(GatedModel.Meta):
        indexes = [models.Index(fields=["at"], name="stray_upload_by_time")]

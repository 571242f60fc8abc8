"""Sessions of browsers, with the person and the place, so that they can be listed and ended one by one."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """Django's session with its owner. Written by access.sessions.SessionStore alone."""

    user_id = models.BigIntegerField(null=True, db_index=True)
    address = models.CharField(max_length=64, blank=True)
    browser = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(null=True)

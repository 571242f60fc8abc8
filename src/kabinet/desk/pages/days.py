"""The supplier's day."""

from datetime import date, datetime

from django.utils import timezone


def local_day(moment: datetime) -> date:
    return timezone.localtime(moment).date()

"""The doors' clock. Domain code takes the moment as an argument and never looks here."""

from datetime import UTC, datetime

from django.conf import settings


def now() -> datetime:
    """Return the present moment, or the moment at which the demo supplier's clock was stopped."""
    return settings.FROZEN_NOW or datetime.now(tz=UTC)


def real_now() -> datetime:
    """Return the present moment also where the demo's clock was stopped: for pauses, sessions and codes of an app."""
    return datetime.now(tz=UTC)

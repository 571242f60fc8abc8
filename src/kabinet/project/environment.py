"""What the values of environment variables must be; each refusal becomes a sentence that names the variable."""

import logging
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dj_email_url import SCHEMES
from environs import ValidationError

MAIL_SCHEMES: tuple[str, ...] = tuple(SCHEMES)


def filled(value: str) -> None:
    if not value.strip():
        raise ValidationError("It is empty.")


def positive(value: int) -> None:
    if value < 1:
        raise ValidationError("Write a number above zero.")


def one_of_schemes(*schemes: str) -> Callable[[str], None]:
    """Return the check that an address begins as one of these, `smtp` as `smtp:…`."""

    def check(value: str) -> None:
        if value.partition(":")[0] not in schemes or ":" not in value:
            raise ValidationError(f"It begins with one of: {', '.join(f'{scheme}:' for scheme in schemes)}.")

    return check


def time_zone(value: str) -> None:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValidationError("There is no such time zone; Europe/Moscow is one.") from error


def moment_with_zone(value: datetime | None) -> None:
    if value is not None and value.tzinfo is None:
        raise ValidationError("Name the zone too, as in 2026-11-23T09:20:00+03:00.")


def log_level(value: str) -> None:
    if value not in logging.getLevelNamesMapping():
        raise ValidationError("It is DEBUG, INFO, WARNING, ERROR or CRITICAL.")

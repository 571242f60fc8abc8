"""
How an event is put into words. The areas above register theirs; the facts come from the row.

Months, days and moments are kept as such among the facts and written out in the language of the reader.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy

from kabinet.values.months import BillingMonth

logger = logging.getLogger(__name__)

Fact = str | int | date | datetime | BillingMonth

# A subject is read over somebody's shoulder and kept in foreign logs: no sums, no volumes.
_SUM_OR_VOLUME = re.compile(r"₽|м³|m³|\b(?:руб|rub)(?:\.|л\w*|les?)?(?!\w)", re.IGNORECASE)
_SUBJECT_LENGTH = 250


@dataclass(frozen=True, slots=True)
class Wording:
    """`subject` names the object, `body` says what to do."""

    subject: str | Promise
    body: str | Promise


class WordingMissing(LookupError):  # noqa: N818 (named as what happened)
    """A notification was sent about an event that no area has put into words."""


_wordings: dict[str, Wording] = {}


def register(event: str, *, subject: str | Promise, body: str | Promise) -> None:
    """:raises ValueError: the event has been put into words elsewhere"""
    wording = Wording(subject, body)
    if _wordings.setdefault(event, wording) != wording:
        raise ValueError(f"{event} is registered twice")


def get_wording(event: str) -> Wording:
    """:raises WordingMissing: no area has registered the event"""
    try:
        return _wordings[event]
    except KeyError as error:
        raise WordingMissing(event) from error


def pack(facts: Mapping[str, Fact]) -> dict[str, Any]:
    """Make the facts JSON."""
    return {name: _packed(value) for name, value in facts.items()}


def subject_of(event: str, facts: Mapping[str, Any]) -> str:
    """Return the subject in the language in force, on one line."""
    return " ".join(_render(get_wording(event).subject, facts).split())[:_SUBJECT_LENGTH]


def body_of(event: str, facts: Mapping[str, Any]) -> str:
    return _render(get_wording(event).body, facts)


def discreet(subject: str) -> str:
    """Return the subject for an e-mail: a general one, where this one would tell a sum or a volume."""
    if _SUM_OR_VOLUME.search(subject):
        logger.error("a subject tells a sum or a volume, and was replaced")
        return gettext("News in your account")
    return subject


def moment(value: datetime) -> str:
    """Write a moment out with its zone: "25 November 2026, 10:00 MSK"."""
    local = timezone.localtime(value)
    zones = {"MSK": gettext("MSK"), "UTC": gettext("UTC")}
    name = local.tzname() or ""
    return f"{date_format(local, 'j E Y, H:i')} {zones.get(name, name)}"


def _packed(value: Fact) -> Any:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, BillingMonth):
        return {"month": value.first_day.isoformat()}
    return value


def _render(text: str | Promise, facts: Mapping[str, Any]) -> str:
    return str(text) % {name: _written(value) for name, value in facts.items()}


def _written(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    [(kind, text)] = value.items()
    if kind == "moment":
        return moment(datetime.fromisoformat(text))
    if kind == "day":
        return date_format(date.fromisoformat(text), "j E Y")
    month = date_format(date.fromisoformat(text), "F Y")
    return month.lower() if get_language() == "ru" else month


EMAIL_STATUS = {
    "waiting": pgettext_lazy("e-mail", "Waiting"),
    "sending": pgettext_lazy("e-mail", "Being sent"),
    "retrying": pgettext_lazy("e-mail", "Will be tried again"),
    "sent": pgettext_lazy("e-mail", "Sent"),
    "given-up": pgettext_lazy("e-mail", "Not delivered"),
}

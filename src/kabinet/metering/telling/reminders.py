"""Reminders in words: to those who hand in readings, and of verifications to both sides."""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse

from kabinet.metering.queries.control_units import ControlUnit
from kabinet.metering.queries.silence import SilentCounters, SilentDay
from kabinet.metering.queries.verifications import VerificationRow
from kabinet.metering.rules.reminders import Stage
from kabinet.metering.telling import metering_engineers, submitters
from kabinet.metering.wording import events
from kabinet.notifications.operations import notify
from kabinet.notifications.wording import Fact
from kabinet.values.months import BillingMonth

_EVENTS = {Stage.BEFORE: events.READINGS_DUE, Stage.AFTER: events.READINGS_OVERDUE}
_EVENTS_OF_COUNTERS = {Stage.BEFORE: events.INDEXES_DUE, Stage.AFTER: events.INDEXES_OVERDUE}
#: More days than these are not named one by one.
_NAMED = 10


def remind_of_day(one: SilentDay, *, once: str, at: datetime) -> None:
    notify(
        submitters(one.contract_id, at),
        event=_EVENTS[one.stage],
        facts={"contract": one.contract, "day": one.day, "rule": one.deadline.rule},
        url=reverse("portal:readings_month", args=[BillingMonth.of(one.day)]),
        at=at,
        deadline=one.deadline.at,
        once=once,
    )


def remind_of_month(one: SilentCounters, *, once: str, at: datetime) -> None:
    notify(
        submitters(one.contract_id, at),
        event=_EVENTS_OF_COUNTERS[one.stage],
        facts={"contract": one.contract, "month": one.month, "rule": one.deadline.rule},
        url=reverse("portal:indexes"),
        at=at,
        deadline=one.deadline.at,
        once=once,
    )


def ask_for_days(
    unit: ControlUnit, days: Sequence[date], *, month: BillingMonth, by: str, once: str, at: datetime
) -> None:
    named = ", ".join(f"{day:%d.%m}" for day in days[:_NAMED])
    notify(
        submitters(unit.contract_id, at),
        event=events.READINGS_ASKED,
        facts={
            "contract": unit.contract,
            "month": month,
            "days": f"{named}…" if len(days) > _NAMED else named,
            "by": by,
        },
        url=reverse("portal:readings_month", args=[month]),
        at=at,
        once=once,
    )


def remind_of_verification(row: VerificationRow, *, expired: bool, once: str, at: datetime) -> None:
    """Tell the client's people by letter, and the metering engineers on their page."""
    facts: dict[str, Fact] = {
        "instrument": f"{row.model} № {row.serial_number}",
        "unit": row.unit,
        "contract": row.contract,
        "organization": row.organization,
        "day": row.verified_until,
    }
    theirs, ours = (
        (events.VERIFICATION_OVER, events.CLIENTS_VERIFICATION_OVER)
        if expired
        else (events.VERIFICATION_ENDS, events.CLIENTS_VERIFICATION_ENDS)
    )
    notify(
        submitters(row.contract_id, at),
        event=theirs,
        facts=facts,
        url=reverse("portal:contract"),
        at=at,
        once=once,
    )
    notify(
        metering_engineers(),
        event=ours,
        facts=facts,
        url=reverse("desk:verifications"),
        at=at,
        by_email=False,
        once=once,
    )

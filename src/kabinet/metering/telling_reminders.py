"""Reminders in words: to those who hand in readings, and of verifications to both sides."""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from kabinet.access import queries as access
from kabinet.access.telling import recipient
from kabinet.foundation.rights import Right, Role
from kabinet.metering import wording
from kabinet.metering.queries.control import ControlUnit
from kabinet.metering.queries.silence import SilentCounters, SilentDay
from kabinet.metering.queries.verifications import VerificationRow
from kabinet.metering.rules.reminders import Stage
from kabinet.notifications.operations import Recipient, notify
from kabinet.notifications.wording import Fact
from kabinet.values.months import BillingMonth

_EVENTS = {Stage.BEFORE: wording.READINGS_DUE, Stage.AFTER: wording.READINGS_OVERDUE}
_EVENTS_OF_COUNTERS = {Stage.BEFORE: wording.INDEXES_DUE, Stage.AFTER: wording.INDEXES_OVERDUE}
#: More days than these are not named one by one.
_NAMED = 10


def remind_of_day(one: SilentDay, *, once: str, at: datetime) -> None:
    notify(
        _submitters(one.contract_id, at),
        event=_EVENTS[one.stage],
        facts={"contract": one.contract, "day": one.day, "rule": one.deadline.rule},
        url=reverse("portal:readings_month", args=[BillingMonth.of(one.day)]),
        at=at,
        deadline=one.deadline.at,
        once=once,
    )


def remind_of_month(one: SilentCounters, *, once: str, at: datetime) -> None:
    notify(
        _submitters(one.contract_id, at),
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
        _submitters(unit.contract_id, at),
        event=wording.READINGS_ASKED,
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
        (wording.VERIFICATION_OVER, wording.CLIENTS_VERIFICATION_OVER)
        if expired
        else (wording.VERIFICATION_ENDS, wording.CLIENTS_VERIFICATION_ENDS)
    )
    notify(
        _submitters(row.contract_id, at),
        event=theirs,
        facts=facts,
        url=reverse("portal:contract"),
        at=at,
        once=once,
    )
    notify(
        _metering_engineers(),
        event=ours,
        facts=facts,
        url=reverse("desk:verifications"),
        at=at,
        by_email=False,
        once=once,
    )


def _submitters(contract_id: int, at: datetime) -> list[Recipient]:
    people = access.members_with(
        contract_id=contract_id, right=Right.SUBMIT_READINGS, on=timezone.localdate(at)
    )
    return [recipient(person) for person in people]


def _metering_engineers() -> list[Recipient]:
    people = access.staff_with(right=Right.DECIDE_READINGS)
    return [recipient(person) for person in people if person.role is Role.METERING_ENGINEER]

"""Telling the client's people what was decided about their readings."""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from kabinet.access import queries as access
from kabinet.access.telling import recipient
from kabinet.foundation.rights import Right, Role
from kabinet.metering.models import VolumeSubmission
from kabinet.metering.rules.words import Status
from kabinet.metering.wording import events
from kabinet.notifications.operations import Recipient, notify
from kabinet.organizations.queries import Terms
from kabinet.values.months import BillingMonth


def tell_of_decision(
    submission: VolumeSubmission, *, status: Status, reason: str, days: Sequence[date], by: str, at: datetime
) -> None:
    """Tell those who hand in readings; only what comes back to them is worth a letter."""
    contract = submission.contract
    returned = status == Status.RETURNED
    notify(
        submitters(contract.pk, at),
        event=events.RETURNED if returned else events.ACCEPTED,
        facts={
            "month": submission.month,
            "contract": contract.number,
            "days": span_of(min(days), max(days)),
            "by": by,
            "reason": reason,
        },
        url=reverse("portal:readings_month", args=[submission.month]),
        at=at,
        by_email=returned,
    )


def tell_of_estimate(
    *, terms: Terms, days: Sequence[date], by: str, reason: str, receipt: str, at: datetime
) -> None:
    """Tell those who hand in readings that the supplier put in days of theirs, by letter too."""
    contract = terms.contract
    notify(
        submitters(contract.pk, at),
        event=events.ESTIMATED,
        facts={
            "month": BillingMonth.of(days[0]),
            "contract": contract.number,
            "days": span_of(min(days), max(days)),
            "by": by,
            "reason": reason,
        },
        url=reverse("portal:receipt", args=[receipt]),
        at=at,
    )


def submitters(contract_id: int, at: datetime) -> list[Recipient]:
    """Return the client's people who hand in readings for the contract."""
    people = access.members_with(
        contract_id=contract_id, right=Right.SUBMIT_READINGS, on=timezone.localdate(at)
    )
    return [recipient(person) for person in people]


def metering_engineers() -> list[Recipient]:
    people = access.staff_with(right=Right.DECIDE_READINGS)
    return [recipient(person) for person in people if person.role is Role.METERING_ENGINEER]


def span_of(first: date, last: date) -> str:
    """Return "22.11", or "01.11–22.11", which reads the same in every language."""
    return f"{first:%d.%m}" if first == last else f"{first:%d.%m}–{last:%d.%m}"

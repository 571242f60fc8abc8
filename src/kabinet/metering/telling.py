"""Telling the client's people what was decided about their readings."""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from kabinet.access import queries as access
from kabinet.access.telling import recipient
from kabinet.foundation.rights import Right
from kabinet.metering import wording
from kabinet.metering.models import VolumeSubmission
from kabinet.metering.rules.words import Status
from kabinet.notifications.operations import notify
from kabinet.organizations.queries import Terms
from kabinet.values.months import BillingMonth


def tell_of_decision(
    submission: VolumeSubmission, *, status: Status, reason: str, days: Sequence[date], by: str, at: datetime
) -> None:
    """Tell those who hand in readings; only what comes back to them is worth a letter."""
    contract = submission.contract
    people = access.members_with(
        contract_id=contract.pk, right=Right.SUBMIT_READINGS, on=timezone.localdate(at)
    )
    returned = status == Status.RETURNED
    notify(
        [recipient(person) for person in people],
        event=wording.RETURNED if returned else wording.ACCEPTED,
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
    people = access.members_with(contract_id=contract.pk, right=Right.SUBMIT_READINGS, on=terms.today(at))
    notify(
        [recipient(person) for person in people],
        event=wording.ESTIMATED,
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


def span_of(first: date, last: date) -> str:
    """Return "22.11", or "01.11–22.11", which reads the same in every language."""
    return f"{first:%d.%m}" if first == last else f"{first:%d.%m}–{last:%d.%m}"

"""Corrections of months that are closed: the difference counts in the month that is open."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from kabinet.metering.models import Adjustment, DailyVolume, MonthStatement, VolumeSubmission
from kabinet.metering.rules.words import UNDECIDED, Status
from kabinet.organizations.queries import Terms
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO

Place = tuple[int, date]
#: A version with the m³ that it adds to what its closed month counted, or takes from it.
Change = tuple[DailyVolume, Decimal]

_JUDGED = "the contract was judged as the viewer's"


def adjust_closed_months(
    rows: Sequence[DailyVolume], old: Mapping[Place, DailyVolume], *, terms: Terms, now: datetime
) -> None:
    """
    Record what the new versions change in closed months, m³, as adjustments of the month that is open.

    A day that no version counted for is new to its month with the whole of its volume.
    """
    closed = _closed_months(terms)
    changes = [
        (row, row.volume - _counted(old.get((row.unit_id, row.gas_day))))
        for row in rows
        if BillingMonth.of(row.gas_day) in closed
    ]
    _adjust(changes, closed, terms=terms, now=now)


def take_back_in_closed_months(
    rows: Sequence[DailyVolume], *, terms: Terms, now: datetime
) -> list[DailyVolume]:
    """
    Let the versions before the returned ones count again in closed months, whose days are settled, and return them.

    Where there is none, the day counts nothing. Either way what the returned versions changed is taken back.
    """
    closed = _closed_months(terms)
    returned = [row for row in rows if BillingMonth.of(row.gas_day) in closed]
    if not returned:
        return []
    before = _counted_before(returned, terms)
    _put_back(returned, before, now=now)
    changes = []
    for row in returned:
        earlier = before.get((row.unit_id, row.gas_day))
        changes.append((earlier or row, _counted(earlier) - row.volume))
    _adjust(changes, closed, terms=terms, now=now)
    return list(before.values())


def _counted(version: DailyVolume | None) -> Decimal:
    return ZERO if version is None or version.status == Status.RETURNED else version.volume


def _adjust(
    changes: Sequence[Change], closed: Collection[BillingMonth], *, terms: Terms, now: datetime
) -> None:
    Adjustment.objects.everywhere(reason=_JUDGED).bulk_create(
        Adjustment(
            contract=terms.contract,
            unit_id=row.unit_id,
            month=max(closed).next,
            gas_day=row.gas_day,
            difference=difference,
            corrected=row,
            made_at=now,
        )
        for row, difference in changes
        if difference
    )


def _counted_before(returned: Sequence[DailyVolume], terms: Terms) -> dict[Place, DailyVolume]:
    """Return the version that counted last before each of the returned ones, with its submission's decision."""
    versions = DailyVolume.objects.everywhere(reason=_JUDGED).filter(
        contract=terms.contract,
        unit_id__in={row.unit_id for row in returned},
        gas_day__in={row.gas_day for row in returned},
        superseded_at__isnull=False,
    )
    counted = versions.exclude(status__in=[Status.PROPOSED, Status.RETURNED])
    settled = counted.exclude(submission__status=Status.RETURNED).select_related("submission")
    places = {(row.unit_id, row.gas_day) for row in returned}
    return {
        (row.unit_id, row.gas_day): row
        for row in settled.order_by("superseded_at", "version")
        if (row.unit_id, row.gas_day) in places
    }


def _put_back(returned: Sequence[DailyVolume], before: Mapping[Place, DailyVolume], *, now: datetime) -> None:
    """The returned ones go first: a day has one version that counts. What was never decided waits again."""
    volumes = DailyVolume.objects.everywhere(reason=_JUDGED)
    gone = [row.pk for row in returned if (row.unit_id, row.gas_day) in before]
    volumes.filter(pk__among=gone).update(superseded_at=now)
    for row in before.values():
        row.superseded_at = None
        if row.submission.status == Status.ACCEPTED:
            row.status = Status.ACCEPTED
    volumes.bulk_update(before.values(), ["superseded_at", "status"])
    undecided = [row.submission_id for row in before.values() if row.status in UNDECIDED]
    submissions = VolumeSubmission.objects.everywhere(reason=_JUDGED)
    submissions.filter(pk__among=undecided, status=Status.REPLACED).update(status=Status.RECORDED)


def _closed_months(terms: Terms) -> set[BillingMonth]:
    statements = MonthStatement.objects.everywhere(reason=_JUDGED).filter(contract=terms.contract)
    return set(statements.values_list("month", flat=True))

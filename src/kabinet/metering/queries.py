"""Reading metering units and their volumes."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max, Sum

from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rows import only_row, read_rows
from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import DailyVolume, Instrument, MeteringUnit, VolumeDraft, VolumeSubmission
from kabinet.metering.rules.words import Status
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.corridor import Corridor
from kabinet.organizations.rules.deadlines import Deadline, readings_deadline
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO

#: Doors name these types and never import the tables.
__all__ = ["DailyVolume", "Instrument", "MeteringUnit", "VolumeSubmission"]


class SubmissionNotFound(NotFound):
    code = "metering.submission-not-found"


class UnitNotFound(NotFound):
    code = "metering.unit-not-found"


def list_units(*, viewer: Viewer, contract_id: int) -> list[MeteringUnit]:
    units = MeteringUnit.objects.visible_to(viewer).filter(contract_id=contract_id)
    return list(units.order_by("code", "id"))


def list_instruments(*, viewer: Viewer, contract_id: int) -> list[Instrument]:
    instruments = Instrument.objects.visible_to(viewer).filter(unit__contract_id=contract_id)
    return list(instruments.select_related("unit").order_by("unit__code", "kind", "id"))


@dataclass(frozen=True, slots=True)
class DayRow:
    """One gas day of a month's grid. `volumes` holds the current volume by unit id."""

    day: date
    is_closed: bool
    deadline: Deadline
    volumes: Mapping[int, DailyVolume]

    def total(self) -> Decimal | None:
        """Return the day's volume over all units, m³; None where no unit has given one."""
        known = [row.volume for row in self.volumes.values() if row.status != Status.RETURNED]
        return sum(known, ZERO) if known else None


@dataclass(frozen=True, slots=True)
class MonthGrid:
    month: BillingMonth
    units: Sequence[MeteringUnit]
    rows: Sequence[DayRow]
    corridor: Corridor
    plan: Decimal

    def missing(self) -> list[tuple[date, MeteringUnit]]:
        """Return the closed days whose volume is still to be given, with the unit, oldest first."""
        return [
            (row.day, unit)
            for row in self.rows
            if row.is_closed
            for unit in self.units
            if is_awaited(unit, row.day) and _is_open(row.volumes.get(unit.pk))
        ]

    def fact(self) -> Decimal:
        return sum((total for row in self.rows if (total := row.total()) is not None), ZERO)

    def overtake(self) -> Decimal:
        """Return what was taken over the daily maximum, day by day, m³."""
        totals = (total for row in self.rows if (total := row.total()) is not None)
        return sum((self.corridor.overtake(total) for total in totals), ZERO)


def is_awaited(unit: MeteringUnit, day: date) -> bool:
    return unit.in_use_from <= day and (unit.in_use_to is None or day < unit.in_use_to)


def _is_open(volume: DailyVolume | None) -> bool:
    return volume is None or volume.status == Status.RETURNED


def month_grid(*, viewer: Viewer, terms: Terms, month: BillingMonth, now: datetime) -> MonthGrid:
    """Return the month's days with what each unit gave, the plan and the corridor. Three queries."""
    units = list_units(viewer=viewer, contract_id=terms.contract.pk)
    by_day = _current_by_day(viewer=viewer, contract_id=terms.contract.pk, month=month)
    plan = organizations.volumes_by_point(viewer=viewer, contract_id=terms.contract.pk, month=month)
    last_closed = terms.clock.last_closed_day(now)
    parameters = terms.parameters(month.first_day)
    return MonthGrid(
        month=month,
        units=units,
        rows=[
            DayRow(
                day,
                day <= last_closed,
                readings_deadline(day, clock=terms.clock, parameters=parameters),
                by_day[day],
            )
            for day in month.days()
        ],
        corridor=organizations.corridor_of(terms=terms, month=month, volumes=plan),
        plan=sum(plan.values(), ZERO),
    )


def _current_by_day(
    *, viewer: Viewer, contract_id: int, month: BillingMonth
) -> dict[date, dict[int, DailyVolume]]:
    by_day: dict[date, dict[int, DailyVolume]] = defaultdict(dict)
    current = DailyVolume.objects.visible_to(viewer).filter(
        contract_id=contract_id,
        gas_day__gte=month.first_day,
        gas_day__lte=month.last_day,
        superseded_at__isnull=True,
    )
    for volume in current.select_related("submission").order_by("gas_day", "unit_id"):
        by_day[volume.gas_day][volume.unit_id] = volume
    return by_day


def daily_totals(*, viewer: Viewer, contract_id: int, since: date, until: date) -> dict[date, Decimal]:
    """Return the contract's volume by gas day, m³, both ends included; days without one are left out."""
    volumes = DailyVolume.objects.visible_to(viewer).filter(
        contract_id=contract_id, gas_day__gte=since, gas_day__lte=until, superseded_at__isnull=True
    )
    known = volumes.exclude(status=Status.RETURNED)
    return dict(known.values_list("gas_day").annotate(total=Sum("volume")).order_by("gas_day"))


def totals_by_point(*, viewer: Viewer, contract_id: int, month: BillingMonth) -> dict[int, Decimal]:
    """Return the month's fact by supply point id, m³."""
    volumes = DailyVolume.objects.visible_to(viewer).filter(
        contract_id=contract_id,
        gas_day__gte=month.first_day,
        gas_day__lte=month.last_day,
        superseded_at__isnull=True,
    )
    known = volumes.exclude(status=Status.RETURNED)
    return dict(
        known.values_list("unit__supply_point_id")
        .annotate(total=Sum("volume"))
        .order_by("unit__supply_point_id")
    )


def get_draft(*, viewer: Viewer, contract_id: int, month: BillingMonth) -> dict[str, str]:
    """Return what the person typed and has not handed in, as typed, by cell name."""
    drafts = VolumeDraft.objects.visible_to(viewer).filter(contract_id=contract_id, month=month)
    return drafts.values_list("cells", flat=True).first() or {}


def get_submission(*, viewer: Viewer, submission_id: int) -> VolumeSubmission:
    """:raises SubmissionNotFound: it does not exist, or is somebody else's"""
    submissions = VolumeSubmission.objects.visible_to(viewer).select_related("contract__organization")
    found = only_row(submissions.filter(pk=submission_id))
    if found is None:
        raise SubmissionNotFound
    return found


def volumes_of_submission(*, viewer: Viewer, submission_id: int) -> list[DailyVolume]:
    volumes = DailyVolume.objects.visible_to(viewer).filter(submission_id=submission_id)
    return list(volumes.select_related("unit").order_by("gas_day", "unit__code", "id"))


def versions_of_day(*, viewer: Viewer, unit_id: int, day: date) -> list[DailyVolume]:
    """
    Return every version of the day's volume, newest first.

    :raises UnitNotFound: the viewer sees no such unit
    """
    if not MeteringUnit.objects.visible_to(viewer).filter(pk=unit_id).exists():
        raise UnitNotFound
    versions = DailyVolume.objects.visible_to(viewer).filter(unit_id=unit_id, gas_day=day)
    return list(versions.select_related("submission", "unit").order_by("-version"))


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """A submission in the supplier's lists, m³, with the contract's number, zone and overrides."""

    pk: int
    status: str
    month: BillingMonth
    first_day: date
    last_day: date
    days: int
    volume: Decimal
    late: bool
    submitted_at: datetime
    submitted_by: str
    contract: str
    organization: str
    zone: str
    overrides: dict[str, Any]


_PATHS = {
    "contract": "contract__number",
    "organization": "contract__organization__name",
    "zone": "contract__zone",
    "overrides": "contract__overrides",
}


def list_waiting_submissions(
    *, viewer: Viewer, limit: int = 50, among: Collection[int] | None = None
) -> list[SubmissionRow]:
    """Return submissions that wait for a decision, oldest first; only those named, if any."""
    waiting = VolumeSubmission.objects.visible_to(viewer).filter(status=Status.RECORDED)
    if among is not None:
        waiting = waiting.filter(pk__among=among)
    return read_rows(SubmissionRow, waiting.order_by("submitted_at", "id")[:limit], **_PATHS)


def count_waiting_submissions(*, viewer: Viewer) -> int:
    return VolumeSubmission.objects.visible_to(viewer).filter(status=Status.RECORDED).count()


def newest_submissions(*, viewer: Viewer, organization_id: int, limit: int = 50) -> list[SubmissionRow]:
    """Return what the organization handed in under all its contracts, newest first."""
    submissions = VolumeSubmission.objects.visible_to(viewer).filter(
        contract__organization_id=organization_id
    )
    return read_rows(SubmissionRow, submissions.order_by("-submitted_at", "-id")[:limit], **_PATHS)


def older_versions(
    *, viewer: Viewer, volumes: Sequence[DailyVolume]
) -> dict[tuple[int, date], list[DailyVolume]]:
    """Return by unit id and day the versions that came before the given ones, newest first. One query."""
    corrected = {(volume.unit_id, volume.gas_day): volume for volume in volumes if volume.version > 1}
    if not corrected:
        return {}
    rows = DailyVolume.objects.visible_to(viewer).filter(
        unit_id__in={unit_id for unit_id, _ in corrected}, gas_day__in={day for _, day in corrected}
    )
    older: dict[tuple[int, date], list[DailyVolume]] = defaultdict(list)
    for row in rows.select_related("submission").order_by("-version"):
        newer = corrected.get((row.unit_id, row.gas_day))
        if newer is not None and row.version < newer.version:
            older[row.unit_id, row.gas_day].append(row)
    return dict(older)


def latest_volume_day(*, viewer: Viewer, organization_id: int) -> date | None:
    """Return the newest gas day for which a contract of the organization has a volume."""
    volumes = DailyVolume.objects.visible_to(viewer).filter(contract__organization_id=organization_id)
    newest: date | None = volumes.aggregate(day=Max("gas_day"))["day"]
    return newest


@dataclass(frozen=True, slots=True)
class GivenDay:
    """The current volume of one gas day by one unit, m³, and when it was handed in."""

    unit_id: int
    day: date
    volume: Decimal
    returned: bool
    submitted_at: datetime


def list_given_days(*, viewer: Viewer, contract_id: int, since: date, until: date) -> list[GivenDay]:
    """Return what the units gave from `since` to `until`, both included, by day. One query."""
    current = DailyVolume.objects.visible_to(viewer).filter(
        contract_id=contract_id, gas_day__gte=since, gas_day__lte=until, superseded_at__isnull=True
    )
    columns = ("unit_id", "gas_day", "volume", "status", "submission__submitted_at")
    return [
        GivenDay(unit_id, day, volume, status == Status.RETURNED, at)
        for unit_id, day, volume, status, at in current.order_by("gas_day", "unit_id").values_list(*columns)
    ]

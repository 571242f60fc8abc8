"""
The latest month that is over, closed with its statement for most contracts; the others are ready to be closed.

Some clients corrected its last day afterwards: the difference counts in the open month.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from kabinet.demo.case import Case
from kabinet.demo.distributor import carried
from kabinet.demo.readings import Reader
from kabinet.demo.sheets import Row
from kabinet.demo.terms import Plan
from kabinet.metering.models import Adjustment, MonthStatement
from kabinet.metering.rules.beside import Beside, PointBeside
from kabinet.metering.rules.plan_fact import as_printed
from kabinet.metering.rules.words import Status
from kabinet.organizations.rules.corridor import daily_corridor
from kabinet.values.volume import ZERO

#: m³ by supply point id and gas day.
Totals = dict[tuple[int, date], Decimal]

_SETTLED = frozenset({Status.ACCEPTED, Status.ESTIMATED})
#: Of so many clients, the last one's month is still open.
_OPEN_OF = 4


def close_latest_month(case: Case, plan: Plan, reader: Reader) -> None:
    """Close the month before the current one with the volumes that count then; some clients correct it afterwards."""
    month = case.scope.month.previous
    if case.client.index % _OPEN_OF == 0 or not case.scope.is_closed(month):
        return
    statement = _close(case, plan, reader.rows)
    if statement and case.is_first and case.client.index % _OPEN_OF == 1:
        _correct(case, reader, at=statement["closed_at"] + timedelta(hours=3))


def _close(case: Case, plan: Plan, rows: Mapping[tuple[int, date], Row]) -> Row | None:
    """Return the statement; None where somebody has still to move."""
    month = case.scope.month.previous
    codes = {unit.pk: unit.code for point in case.deal.points for unit in point.units}
    points = {unit.pk: point.pk for point in case.deal.points for unit in point.units}
    content: dict[str, dict[str, str]] = {code: {} for code in codes.values()}
    totals: Totals = defaultdict(lambda: ZERO)
    for (unit_id, day), row in rows.items():
        if day in month:
            if row["status"] not in _SETTLED:
                return None
            content[codes[unit_id]][day.isoformat()] = str(row["volume"])
            totals[points[unit_id], day] += row["volume"]
    return _write(case, plan, content, totals) if totals else None


def _overtake(case: Case, plan: Plan, totals: Totals) -> Decimal:
    month = case.scope.month.previous
    rules = case.terms.parameters(case.deal, month.first_day)
    corridors = {
        point_id: daily_corridor(month_volume=volume, month=month, parameters=rules)
        for point_id, volume in plan[month].items()
    }
    over = (
        corridors[point_id].overtake(one) for (point_id, _), one in totals.items() if point_id in corridors
    )
    return sum((as_printed(one, rules.rounding) for one in over), ZERO)


def _beside(case: Case, totals: Totals) -> Beside:
    tolerance = case.terms.parameters(case.deal, case.scope.month.previous.first_day).distributor_tolerance
    points = []
    for point in case.deal.points:
        ours = sum((volume for (point_id, _), volume in totals.items() if point_id == point.pk), ZERO)
        points.append(PointBeside(point.code, point.name, ours, carried(point.pk, ours), tolerance.of(ours)))
    return Beside(points if any(one.theirs is not None for one in points) else ())


def _write(case: Case, plan: Plan, content: Mapping[str, Mapping[str, str]], totals: Totals) -> Row:
    month, judge = case.scope.month.previous, case.client.staff.metering
    at = case.deal.clock.ends_at(month.last_day) + timedelta(days=2, hours=4)
    volume = sum(totals.values(), ZERO)
    statement = case.sheets[MonthStatement].add(
        contract_id=case.deal.pk,
        month=month,
        volume=volume,
        overtake=_overtake(case, plan, totals),
        content=content,
        beside=_beside(case, totals).keep(),
        closed_at=at,
        closed_by=judge.name,
    )
    case.client.book.note(
        "metering.month.closed",
        actor=judge,
        subject=f"statement:{statement['id']}",
        data={"contract": case.deal.number, "month": str(month), "volume": str(volume)},
        at=at,
    )
    return statement


def _correct(case: Case, reader: Reader, *, at: datetime) -> None:
    """The first unit's last day was read wrongly; the act and the charge stay with the statement."""
    month, unit = case.scope.month.previous, case.deal.units[0]
    version, difference = reader.correct_closed(unit, month.last_day, at=at)
    case.sheets[Adjustment].add(
        contract_id=case.deal.pk,
        unit_id=unit.pk,
        month=month.next,
        gas_day=month.last_day,
        difference=difference,
        corrected_id=version["id"],
        made_at=at,
    )

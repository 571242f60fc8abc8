"""What happened to instruments and equipment: a fault that passed, a furnace and whole units sealed for a while."""

from datetime import datetime, time, timedelta

from django.urls import reverse

from kabinet.demo.case import Case
from kabinet.demo.clients import Client, Deal, Unit
from kabinet.demo.meter import GAP_DAYS
from kabinet.demo.sheets import Row, Sheets
from kabinet.metering.models import FaultInterval, GasUsingUnit, Instrument, MeteringUnit, SealedInterval
from kabinet.metering.rules.words import FaultKind, InstrumentKind
from kabinet.metering.wording.events import FAULT_REPORTED, of_kind
from kabinet.notifications.models import Notification
from kabinet.notifications.wording import Fact, pack

#: Of twelve clients this one gave nothing for two days because everything was under seal; see Meter.
_STANDING = 6


def write_happenings(case: Case) -> None:
    if case.client.index == 1 and case.is_first:
        _write_fault(case)
        _write_sealed_furnace(case)
    if case.client.index % 12 == _STANDING:
        _write_standstill(case)


def write_open_fault(sheets: Sheets, client: Client, deal: Deal, unit: Unit, *, began_at: datetime) -> None:
    """The client told of a broken corrector an hour later; the supplier's metering engineer has a notice of it."""
    note, at = "Корректор не отвечает", began_at + timedelta(hours=1)
    name = next(row["name"] for row in sheets[MeteringUnit].rows if row["id"] == unit.pk)
    sheets[FaultInterval].add(
        unit_id=unit.pk,
        kind=FaultKind.BROKEN,
        began_at=began_at,
        note=note,
        reported_at=at,
        reported_by=client.engineer.name,
    )
    facts: dict[str, Fact] = {
        "organization": client.name,
        "contract": deal.number,
        "what": name,
        "began_at": began_at,
        "by": client.engineer.name,
        "note": f" «{note}»",
    }
    sheets[Notification].add(
        recipient_id=client.staff.metering.user_id,
        event=of_kind(FAULT_REPORTED, FaultKind.BROKEN),
        facts=pack(facts),
        url=reverse("desk:unit", args=[unit.pk]),
        created_at=at,
    )


def _write_fault(case: Case) -> None:
    """A sensor was broken for an afternoon, two months ago; the client told of it."""
    client, unit = case.client, case.deal.units[0]
    sensor = next(
        row
        for row in case.sheets[Instrument].rows
        if row["unit_id"] == unit.pk and row["kind"] is InstrumentKind.PRESSURE
    )
    began_at = _moment(case, months=2, day=10, at=time(14, 30))
    ended_at = began_at + timedelta(hours=4, minutes=40)
    note = "Датчик давления показывает ноль"
    fault = case.sheets[FaultInterval].add(
        unit_id=unit.pk,
        instrument_id=sensor["id"],
        kind=FaultKind.BROKEN,
        began_at=began_at,
        ended_at=ended_at,
        note=note,
        reported_at=began_at + timedelta(minutes=35),
        reported_by=client.engineer.name,
    )
    facts = {
        "unit": unit.code,
        "instrument": f"{sensor['model']} № {sensor['serial_number']}",
        "kind": FaultKind.BROKEN.value,
        "began_at": began_at,
        "ended_at": None,
        "note": note,
    }
    client.book.submit(
        "metering.fault",
        actor=client.engineer,
        contract_id=case.deal.pk,
        subject=f"fault:{fault['id']}",
        content=facts,
        at=fault["reported_at"],
        deadline=None,
        rows=[],
        seen=(client.staff.metering.name, began_at + timedelta(hours=1)),
    )
    client.book.note(
        "metering.fault.ended",
        actor=client.staff.metering,
        subject=f"fault:{fault['id']}",
        data={"unit": unit.code, "began_at": began_at, "ended_at": ended_at},
        at=ended_at + timedelta(minutes=20),
    )


def _write_sealed_furnace(case: Case) -> None:
    """The second furnace stood under repair for six days of the month before."""
    unit = case.deal.units[-1]
    sealed_at = _moment(case, months=1, day=5, at=time(11))
    unsealed_at = sealed_at + timedelta(days=6, hours=3)
    furnace = _equipment_of(case, unit)[-1]
    _seal(case, unit, furnace, sealed_at, unsealed_at, act="Акт опломбирования № 14")


def _write_standstill(case: Case) -> None:
    """All equipment stood under seal over the two days of this month that lack a volume."""
    first, last = (case.scope.month.first_day.replace(day=day) for day in GAP_DAYS)
    sealed_at = case.deal.clock.begins_at(first) - timedelta(minutes=40)
    unsealed_at = case.deal.clock.ends_at(last) + timedelta(minutes=30)
    if unsealed_at + timedelta(hours=1) > case.scope.midnight:
        return
    for unit in case.deal.units:
        if unit.in_use_to is None:
            for row in _equipment_of(case, unit):
                _seal(case, unit, row, sealed_at, unsealed_at, act="Акт опломбирования № 27")


def _equipment_of(case: Case, unit: Unit) -> list[Row]:
    return [row for row in case.sheets[GasUsingUnit].rows if row["unit_id"] == unit.pk]


def _seal(
    case: Case, unit: Unit, furnace: Row, sealed_at: datetime, unsealed_at: datetime, *, act: str
) -> None:
    case.sheets[SealedInterval].add(
        equipment_id=furnace["id"], sealed_at=sealed_at, unsealed_at=unsealed_at, act=act
    )
    for event, at in (("sealed", sealed_at), ("unsealed", unsealed_at)):
        case.client.book.note(
            f"metering.equipment.{event}",
            actor=case.client.staff.metering,
            subject=f"equipment:{furnace['id']}",
            data={"unit": unit.code, "equipment": furnace["name"], "at": at, "act": act},
            at=at + timedelta(minutes=50),
        )


def _moment(case: Case, *, months: int, day: int, at: time) -> datetime:
    first = case.scope.month.plus(-months).first_day
    return datetime.combine(first.replace(day=day), at, tzinfo=case.deal.clock.zone)

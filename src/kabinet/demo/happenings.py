"""What happened to the first client's instruments and equipment: a fault that passed, a furnace sealed for a while."""

from datetime import datetime, time, timedelta

from kabinet.demo.case import Case
from kabinet.metering.models import FaultInterval, GasUsingUnit, Instrument, SealedInterval
from kabinet.metering.rules.words import FaultKind, InstrumentKind


def write_happenings(case: Case) -> None:
    if case.client.index == 1 and case.is_first:
        _write_fault(case)
        _write_sealed(case)


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


def _write_sealed(case: Case) -> None:
    """The second furnace stood under repair for six days of the month before."""
    unit = case.deal.units[-1]
    furnace = [row for row in case.sheets[GasUsingUnit].rows if row["unit_id"] == unit.pk][-1]
    sealed_at = _moment(case, months=1, day=5, at=time(11))
    unsealed_at, act = sealed_at + timedelta(days=6, hours=3), "Акт опломбирования № 14"
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

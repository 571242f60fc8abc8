"""The instruments of the demo's metering units with verifications and seals, and the equipment behind them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from kabinet.demo import numbers
from kabinet.demo.scope import Scope
from kabinet.demo.sheets import Sheets
from kabinet.metering.models import GasUsingUnit, Instrument, Seal, Verification
from kabinet.metering.rules.words import InstrumentKind, Owner

#: Meters by the greatest volume of an average month, m³.
_METERS = (
    ("RVG G65", 30_000),
    ("RVG G100", 90_000),
    ("RVG G250", 300_000),
    ("TRZ G400", 600_000),
    ("TRZ G1000", 2_000_000),
)
_CORRECTORS = ("ЕК270", "ЕК270", "ТС220", "СПГ761")
_CONSTANTS = {
    "ЕК270": {"Вес импульса, м³": "1"},
    "ТС220": {"Вес импульса, м³": "0,1"},
    "СПГ761": {"ρст": "0,6882"},
}

#: Of so many metering units in a row these have a meter whose verification ran out yesterday, or ends in so many days.
_CYCLE = 24
_ENDS_SOON = {2: 26, 5: -1, 7: 5, 11: 70}

#: Years between two verifications.
_INTERVAL = 5

_EQUIPMENT = {
    "kiln": "Печь",
    "glass": "Стекловаренная печь",
    "greenhouse": "Котёл теплицы",
    "heat": "Котёл",
    "metal": "Нагревательная печь",
    "food": "Паровой котёл",
    "asphalt": "Сушильный барабан",
}
_HOURS_A_MONTH = 730


class Fitter:
    """Equips one metering unit after another."""

    def __init__(self, scope: Scope, sheets: Sheets, *, recorded_by: str) -> None:
        self.scope, self.sheets, self.recorded_by = scope, sheets, recorded_by

    def equip(self, unit_id: int, *, line: str, base: Decimal, since: date, dice: Random) -> None:
        """`base` is what the unit takes in an average month, m³; it may pass three times as much."""
        flow = (base / _HOURS_A_MONTH * 3).quantize(Decimal(1))
        owner = Owner.SUPPLIER if unit_id % 5 == 0 else Owner.BUYER
        meter = next((model for model, most in _METERS if base <= most), _METERS[-1][0])
        models = {
            InstrumentKind.METER: meter,
            InstrumentKind.CORRECTOR: dice.choice(_CORRECTORS),
            InstrumentKind.PRESSURE: "СТГ-10",
            InstrumentKind.TEMPERATURE: "ТСП-500",
        }
        soon = _ENDS_SOON.get(unit_id % _CYCLE)
        for kind, model in models.items():
            ahead = dice.randrange(100, 1800)
            if soon is not None and kind is InstrumentKind.METER:
                ahead = soon
            until = self.scope.today + timedelta(days=ahead)
            self._install(unit_id, kind, model, owner=owner, flow=flow, since=since, until=until, dice=dice)
        self._equipment(unit_id, line=line, flow=flow, since=since)

    def _install(
        self,
        unit_id: int,
        kind: InstrumentKind,
        model: str,
        *,
        owner: Owner,
        flow: Decimal,
        since: date,
        until: date,
        dice: Random,
    ) -> None:
        counts = kind in {InstrumentKind.METER, InstrumentKind.CORRECTOR}
        instrument = self.sheets[Instrument].add(
            unit_id=unit_id,
            kind=kind,
            model=model,
            serial_number=numbers.serial_number(dice, unit_id),
            owner=owner,
            digits=8 if counts else None,
            greatest_flow=flow if counts else None,
            least_flow=flow / 100 if counts else None,
            constants=_CONSTANTS.get(model, {}),
            installed_at=datetime.combine(since, time(6), tzinfo=UTC),
            opening_index=Decimal(dice.randrange(90_000_000)) if counts else None,
            verified_until=until,
        )
        self._verify(instrument["id"], until=until, dice=dice)
        self.sheets[Seal].add(
            instrument_id=instrument["id"],
            number=f"{dice.randrange(10**6, 10**7)}",
            place="Крышка счётного механизма" if counts else "Кран датчика",
            set_on=since,
        )

    def _verify(self, instrument_id: int, *, until: date, dice: Random) -> None:
        verified_on = until.replace(year=until.year - _INTERVAL, day=min(until.day, 28))
        self.sheets[Verification].add(
            instrument_id=instrument_id,
            verified_on=verified_on,
            valid_until=until,
            certificate=f"С-ДЕМ/{verified_on:%d-%m-%Y}/{dice.randrange(10**8, 10**9)}",
            recorded_by=self.recorded_by,
            recorded_at=datetime.combine(verified_on, time(9), tzinfo=UTC),
        )

    def _equipment(self, unit_id: int, *, line: str, flow: Decimal, since: date) -> None:
        """Two of a kind, which together may take what the instruments can pass."""
        for number in (1, 2):
            self.sheets[GasUsingUnit].add(
                unit_id=unit_id,
                name=f"{_EQUIPMENT[line]} № {number}",
                capacity=(flow / 2).quantize(Decimal(1)) or Decimal(1),
                in_use_from=since,
            )

"""What the counters of some clients showed on the first of a month; it agrees with the days, over a replacement too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from kabinet.demo import numbers
from kabinet.demo.case import Case
from kabinet.demo.clients import COUNTER_CLIENTS, Unit, reads_counters
from kabinet.demo.scope import DAILY_MONTHS
from kabinet.demo.sheets import Row
from kabinet.files.operations import store_bytes
from kabinet.metering.models import IndexReading, Instrument, Seal, Verification
from kabinet.metering.rules.indexes import greatest_index
from kabinet.metering.rules.words import InstrumentKind, Status
from kabinet.organizations.rules.deadlines import Deadline, index_readings_deadline
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO

#: At working pressure so many m³ go through a meter as one m³ at standard conditions is counted by the corrector.
_COMPRESSION = 4

_REPLACED_AT = time(14, 30)
_YEARS_VERIFIED = 5

#: The newest readings of some came so much later.
_LATE = timedelta(hours=27)

Rows = Mapping[tuple[int, date], Row]


@dataclass(slots=True)
class Shown:
    """An instrument and what it showed last."""

    row: Row
    index: Decimal
    at: datetime


class Counters:
    """Reads the counters of one contract; of the first client one of them was replaced in the middle of a day."""

    def __init__(self, case: Case, rows: Rows) -> None:
        self.scope, self.sheets, self.client, self.deal = case.scope, case.sheets, case.client, case.deal
        self.terms = case.terms
        self.is_first = case.is_first and case.client.index == 1
        self.dice = case.dice("counters")
        self.digests: dict[int, str] = {}
        self.days: dict[int, list[tuple[date, Decimal]]] = {unit.pk: [] for unit in self.deal.units}
        for (unit_id, day), row in sorted(rows.items()):
            if row["status"] is not Status.RETURNED:
                self.days[unit_id].append((day, row["volume"]))

    def write(self) -> None:
        if not reads_counters(self.client.index):
            return
        shown = [one for unit in self.deal.units if unit.in_use_to is None for one in self._installed(unit)]
        for back in range(DAILY_MONTHS, -1, -1):
            at = self.deal.clock.begins_at(self.scope.month.plus(-back).first_day)
            if at + timedelta(hours=1) < self.scope.midnight:
                self._read(shown, at, newest=back == 0)
            if back == 1 and self.is_first:
                self._replace(shown)

    def _installed(self, unit: Unit) -> list[Shown]:
        rows = [one for one in self.sheets[Instrument].rows if one["unit_id"] == unit.pk and one["digits"]]
        return [Shown(row, row["opening_index"], row["installed_at"]) for row in rows]

    def _read(self, shown: list[Shown], at: datetime, *, newest: bool) -> None:
        """All counters of the contract are read on one round, and submitted together."""
        readings = [self._reading(one, at) for one in shown]
        if newest and self.client.index == 1:
            self._photograph(readings, at)
        submitted_at = at + timedelta(minutes=self.dice.randrange(20, 55))
        if newest and self.client.index % 9 == COUNTER_CLIENTS and at + _LATE < self.scope.midnight - _LATE:
            submitted_at += _LATE
        deadline = self._deadline(at)
        late = deadline is not None and not deadline.is_kept(submitted_at)
        for reading in readings:
            reading |= {"submitted_at": submitted_at, "submitted_by": self.client.engineer.name, "late": late}
        self.client.book.submit(
            "metering.indexes",
            actor=self.client.engineer,
            contract_id=self.deal.pk,
            subject=f"indexes:{readings[0]['id']}",
            content=self._content(readings, at),
            at=submitted_at,
            deadline=deadline,
            rows=readings,
            seen=(self.client.staff.metering.name, submitted_at + timedelta(hours=2)),
        )

    def _deadline(self, at: datetime) -> Deadline | None:
        """Until when readings of the first of a month are due; those of the first month of a contract close none."""
        month = BillingMonth.of(self.deal.clock.day_at(at)).previous
        if all(unit.in_use_from > month.last_day for unit in self.deal.units):
            return None
        parameters = self.terms.parameters(self.deal, month.last_day)
        return index_readings_deadline(month, clock=self.deal.clock, parameters=parameters)

    def _reading(self, one: Shown, at: datetime) -> Row:
        volume = self._passed(one, at)
        before, index = one.index, (one.index + volume) % greatest_index(one.row["digits"])
        row = self.sheets[IndexReading].add(
            contract_id=self.deal.pk,
            unit_id=one.row["unit_id"],
            instrument_id=one.row["id"],
            taken_at=at,
            index=index,
            volume=volume,
            rolled_over=index < before,
        )
        one.index, one.at = index, at
        return row

    def _passed(self, one: Shown, until: datetime) -> Decimal:
        """Add up the days between two moments, and of a day that was under way its share."""
        found = ZERO
        for day, volume in self.days[one.row["unit_id"]]:
            begins, ends = self.deal.clock.begins_at(day), self.deal.clock.ends_at(day)
            under_way = min(ends, until) - max(begins, one.at)
            if under_way > timedelta(0):
                found += volume * int(under_way.total_seconds()) / int((ends - begins).total_seconds())
        ratio = _COMPRESSION if one.row["kind"] is InstrumentKind.METER else 1
        return (found / ratio).quantize(Decimal(1))

    def _replace(self, shown: list[Shown]) -> None:
        old = next(one for one in shown if one.row["kind"] is InstrumentKind.CORRECTOR)
        day = self.scope.month.previous.first_day.replace(day=12)
        at = datetime.combine(day, _REPLACED_AT, tzinfo=self.deal.clock.zone)
        closing = (old.index + self._passed(old, at)) % greatest_index(old.row["digits"])
        new = self.sheets[Instrument].add(
            **{name: value for name, value in old.row.items() if name not in {"id", "serial_number"}}
            | {
                "serial_number": numbers.serial_number(self.dice, old.row["unit_id"] + 500),
                "installed_at": at,
                "opening_index": Decimal(12),
                "verified_until": day.replace(year=day.year + _YEARS_VERIFIED),
            }
        )
        old.row.update(removed_at=at, closing_index=closing)
        self._seal_anew(old.row, new, day, at)
        shown[shown.index(old)] = Shown(new, Decimal(12), at)

    def _seal_anew(self, old: Row, new: Row, day: date, at: datetime) -> None:
        seal = next(one for one in self.sheets[Seal].rows if one["instrument_id"] == old["id"])
        seal.update(removed_on=day, removal_reason="Замена прибора")
        self.sheets[Seal].add(
            instrument_id=new["id"],
            number=f"{self.dice.randrange(10**6, 10**7)}",
            place=seal["place"],
            set_on=day,
        )
        self.sheets[Verification].add(
            instrument_id=new["id"],
            verified_on=day - timedelta(days=20),
            valid_until=new["verified_until"],
            certificate=f"С-ДЕМ/{day - timedelta(days=20):%d-%m-%Y}/{self.dice.randrange(10**8, 10**9)}",
            recorded_by=self.client.staff.metering.name,
            recorded_at=at,
        )
        unit = next(one for one in self.deal.units if one.pk == old["unit_id"])
        self.client.book.note(
            "metering.instrument.replaced",
            actor=self.client.staff.metering,
            subject=f"instrument:{old['id']}",
            data={
                "unit": unit.code,
                "instrument": _named(old),
                "new_instrument": _named(new),
                "at": at,
                "closing_index": old["closing_index"],
                "opening_index": new["opening_index"],
            },
            at=at + timedelta(hours=2),
        )

    def _photograph(self, readings: list[Row], at: datetime) -> None:
        for reading in readings:
            stored = store_bytes(_photo(reading["index"]), media_type="image/png", now=at)
            reading |= {"photo_id": stored.pk, "photo_name": f"счётчик_{at:%d-%m-%Y}.png"}
            self.digests[reading["id"]] = stored.sha256

    def _content(self, readings: list[Row], at: datetime) -> dict[str, object]:
        codes = {unit.pk: unit.code for unit in self.deal.units}
        named = {row["id"]: _named(row) for row in self.sheets[Instrument].rows}
        return {
            "contract": self.deal.number,
            "taken_at": at,
            "unit_of_volume": "m3",
            "indexes": [
                {
                    "unit": codes[row["unit_id"]],
                    "instrument": named[row["instrument_id"]],
                    "index": row["index"],
                    "before": None,
                    "before_at": None,
                    "volume": row["volume"],
                    "rolled_over": row["rolled_over"],
                    "replaces": None,
                    "reason": "",
                    "photo_sha256": self.digests.get(row["id"]),
                    "days": 0,
                }
                for row in readings
            ],
        }


def _named(row: Row) -> str:
    return f"{row['model']} № {row['serial_number']}"


def _photo(index: Decimal) -> bytes:
    """Draw the window of a counter with what it shows."""
    picture = Image.new("RGB", (640, 300), "#6d7478")
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((60, 90, 580, 210), radius=14, fill="#101417", outline="#c9ced2", width=4)
    font = ImageFont.load_default(size=72)
    draw.text((320, 150), f"{int(index):08d}", font=font, fill="#f4f6f7", anchor="mm")
    draw.text((556, 192), "m3", font=ImageFont.load_default(size=22), fill="#c9ced2", anchor="rs")
    stream = BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()

"""Daily volumes of a contract: handed in by the month before, day by day of late; with gaps, delays and corrections."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal

from kabinet.demo.archives import hand_over, unit_with_archive
from kabinet.demo.case import Case
from kabinet.demo.clients import Unit
from kabinet.demo.happenings import write_open_fault
from kabinet.demo.meter import Meter
from kabinet.demo.sheets import Row
from kabinet.demo.submissions import Submitter
from kabinet.demo.terms import Plan
from kabinet.demo.volumes import Given, Taken
from kabinet.metering.rules.words import Basis, Reason, Source, Status, keep_reason
from kabinet.values.months import BillingMonth

#: How the days of some clients come, by the ninth of all clients that they belong to; the others type.
_SOURCES = {4: Source.TELEMETRY, 5: Source.SHEET, 7: Source.INDEX}

_LATE = 0.03
_ESTIMATED = "Показания не переданы: объём определён по мощности оборудования"
_WAITING_DAYS = 3


class Reader(Submitter):
    """Reads the instruments of one contract and hands in what they show."""

    def __init__(self, case: Case, plan: Plan) -> None:
        super().__init__(case)
        self.meter = Meter(case, plan, self.dice)
        self.case, self.archived = case, unit_with_archive(case)

    def write(self) -> Taken:
        for month in self.scope.months():
            volumes = self.meter.read(month)
            if not volumes:
                continue
            if self.scope.came_daily(month):
                self._hand_in_daily(month, volumes)
            else:
                self._hand_in_month(month, volumes)
        self._propose()
        return self.taken

    def _hand_in_month(self, month: BillingMonth, volumes: list[Given]) -> None:
        """One archive for the whole month, after its last day has closed."""
        at = self._after_close(month.last_day)
        self._submit(month, volumes, at=at, source=Source.ARCHIVE, status=Status.ACCEPTED)
        if self.dice.random() < 0.04:  # noqa: PLR2004
            self._correct(
                month, self.dice.choice(volumes), at=at + timedelta(hours=self.dice.randrange(3, 9))
            )

    def _hand_in_daily(self, month: BillingMonth, volumes: list[Given]) -> None:
        days: dict[date, list[Given]] = defaultdict(list)
        for given in volumes:
            days[given.day].append(given)
        for day, together in days.items():
            self._hand_in_day(month, day, together)

    def _hand_in_day(self, month: BillingMonth, day: date, together: list[Given]) -> None:
        throw = self.dice.random()
        if self._is_estimated(day):
            self._estimate(month, together)
            return
        if self._is_doubted(day):
            self._doubt(together)
        archived = self._archived(day, together)
        at = self._after_close(day)
        if throw < _LATE and self.client.index > 1:
            at += timedelta(hours=self.dice.randrange(2, 7))
        if self._is_returned(day):
            self._submit_to_be_returned(month, together, at=at)
            return
        self._submit(month, together, at=at, source=self._source(), status=self._status(day))
        if archived:
            hand_over(self.case, archived.unit, self.rows[archived.unit.pk, day])
        if throw > 0.985 and day < self.scope.last_given_day - timedelta(days=2):  # noqa: PLR2004
            self._correct(
                month, self.dice.choice(together), at=at + timedelta(hours=self.dice.randrange(3, 9))
            )

    def _source(self) -> Source:
        return _SOURCES.get(self.client.index % 9, Source.CLIENT)

    def _status(self, day: date) -> Status:
        """The newest days still wait for the supplier's metering engineer, except the first client's."""
        waits = self.client.index > 1 and day > self.scope.last_given_day - timedelta(days=_WAITING_DAYS)
        return Status.RECORDED if waits else Status.ACCEPTED

    def _is_estimated(self, day: date) -> bool:
        """A day that a client never gave, in the month that was closed last."""
        return self.client.index % 6 == 5 and day == self.scope.month.plus(-2).last_day  # noqa: PLR2004

    def _is_returned(self, day: date) -> bool:
        return self.client.index % 10 == 4 and day == self.scope.last_given_day - timedelta(days=3)  # noqa: PLR2004

    def _is_doubted(self, day: date) -> bool:
        return self.client.index % 12 == 2 and day == self.scope.last_given_day - timedelta(days=1)  # noqa: PLR2004

    def _archived(self, day: date, together: list[Given]) -> Given | None:
        """Return what came in an archive with another density, with the customer's reason."""
        if self.archived is None or day != self.scope.last_given_day:
            return None
        found = next((given for given in together if given.unit.pk == self.archived.pk), None)
        if found:
            found.reason = keep_reason(Reason.INSTRUMENT, "введена плотность по новому паспорту газа")
        return found

    def _doubt(self, together: list[Given]) -> None:
        """The corrector of the first unit broke in the middle of the day; its volume is half again as much."""
        first, noon = together[0], self.deal.clock.begins_at(together[0].day) + timedelta(hours=2)
        first.volume = (first.volume * Decimal("1.5")).quantize(Decimal(1))
        first.reason = keep_reason(Reason.INSTRUMENT, "показания сняты по счётчику")
        write_open_fault(self.sheets, self.client, self.deal, first.unit, began_at=noon)

    def _propose(self) -> None:
        """A correction after the term, which waits for the supplier's consent."""
        day = self.scope.last_given_day - timedelta(days=12)
        place = next((place for place in self.rows if place[1] == day), None)
        if self.client.index % 12 != 7 or place is None:  # noqa: PLR2004
            return
        unit = next(unit for point in self.deal.points for unit in point.units if unit.pk == place[0])
        new = self._next_version(unit, day, per_cent=102, reason=Reason.MISTAKE)
        self._submit(
            BillingMonth.of(day),
            [new],
            at=self.scope.midnight - timedelta(hours=9),
            source=Source.CLIENT,
            status=Status.RECORDED,
            kind="metering.correction",
            proposed=True,
        )

    def correct_closed(self, unit: Unit, day: date, *, at: datetime) -> tuple[Row, Decimal]:
        """Correct a day of a closed month; return the version, and its difference to the one before, m³."""
        reason = keep_reason(Reason.MISTAKE, "показание счётчика списано с ошибкой")
        new = self._next_version(unit, day, per_cent=97, reason=reason)
        old = self.rows[unit.pk, day]
        old["superseded_at"] = at
        self._submit(
            BillingMonth.of(day),
            [new],
            at=at,
            source=Source.CLIENT,
            status=Status.ACCEPTED,
            kind="metering.correction",
            counts=False,
        )
        return self.rows[unit.pk, day], new.volume - old["volume"]

    def _submit_to_be_returned(self, month: BillingMonth, together: list[Given], *, at: datetime) -> None:
        for given in together:
            given.volume = (given.volume / 3).quantize(Decimal(1))
        self._submit(month, together, at=at, source=Source.CLIENT, status=Status.RETURNED)

    def _estimate(self, month: BillingMonth, together: list[Given]) -> None:
        """The supplier puts in what the client did not give."""
        for given in together:
            given.reason = _ESTIMATED
        at = self._after_close(together[0].day) + timedelta(hours=28)
        self._submit(
            month,
            together,
            at=at,
            source=Source.SUPPLIER,
            basis=Basis.CAPACITY,
            status=Status.ESTIMATED,
        )

    def _after_close(self, day: date) -> datetime:
        """A moment within the time that the contract gives for handing in the day."""
        closed = self.deal.clock.ends_at(day)
        return closed + timedelta(minutes=self.dice.randrange(8, 100), seconds=self.dice.randrange(60))

    def _correct(self, month: BillingMonth, old: Given, *, at: datetime) -> None:
        per_cent, reason = self.dice.choice((96, 97, 103, 104)), self.dice.choice(list(Reason))
        new = self._next_version(old.unit, old.day, per_cent=per_cent, reason=reason, point_id=old.point_id)
        self.rows[old.unit.pk, old.day]["superseded_at"] = at
        self._submit(
            month, [new], at=at, source=Source.CLIENT, status=Status.ACCEPTED, kind="metering.correction"
        )

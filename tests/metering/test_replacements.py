"""An instrument replaced in the middle of a day: what the archives of both give, and what the counters give."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from kabinet.metering import operations, queries
from kabinet.metering.archives import Fate, PlannedDay
from kabinet.metering.models import Adjustment, ArchiveFile, DailyVolume, HourlyVolume, Instrument
from kabinet.metering.operations import Entry, NewIndex, NewInstrument
from kabinet.metering.rules.words import Basis, Fault, InstrumentKind, Status
from kabinet.organizations import queries as organizations
from tests import factories
from tests.factories import MONTH, MOSCOW, NOW, Cast
from tests.formats.archives import samples
from tests.metering.test_constants import plan, submit, taken

pytestmark = pytest.mark.django_db

WHY = "instrument: замена прибора"
BEGIN = datetime(2026, 11, 19, 8)  # noqa: DTZ001 (the clock of a device)
DAY = date(2026, 11, 20)
TURN = datetime(2026, 11, 20, 14, 30, tzinfo=MOSCOW)

#: Three gas days; 14:00 to 15:00 of the second one is the hour of the replacement.
HOURS = samples.hours(72, BEGIN)
_HOUR_OF_TURN = 30


@pytest.fixture
def old(cast: Cast) -> Instrument:
    return factories.instrument(
        cast.unit,
        kind=InstrumentKind.CORRECTOR,
        model="СПГ761",
        serial_number="24017",
        installed_at=datetime(2026, 11, 1, 8, tzinfo=MOSCOW),
        opening_index=Decimal(0),
    )


def replace(cast: Cast, old: Instrument, at: datetime = TURN, **facts: str) -> Instrument:
    """Record it as the metering engineer does, or as the head where a reason is given."""
    return operations.replace_instrument(
        viewer=factories.viewer_of(cast.head if facts.get("reason") else cast.curator),
        instrument_id=old.pk,
        at=at,
        closing_index=Decimal(facts.get("closing", "700")),
        new=NewInstrument("СПГ761", "24018", "buyer", date(2030, 1, 1), 8, Decimal(5)),
        reason=facts.get("reason", ""),
        now=NOW,
    )


def halves() -> tuple[list[samples.Hour], list[samples.Hour]]:
    """Part the hour of the replacement: the old device gave a third of it."""
    hour = HOURS[_HOUR_OF_TURN]
    third = hour.volume // 3
    before = [*HOURS[:_HOUR_OF_TURN], samples.replace(hour, volume=third)]
    after = [samples.replace(hour, volume=hour.volume - third), *HOURS[_HOUR_OF_TURN + 1 :]]
    return before, after


def old_file(cast: Cast) -> ArchiveFile:
    return taken(cast, samples.spg761(halves()[0]))


def new_file(cast: Cast) -> ArchiveFile:
    return taken(cast, samples.spg761(halves()[1], serial="24018"))


def total(rows: Sequence[samples.Hour]) -> Decimal:
    return Decimal(sum(row.volume for row in rows)).scaleb(-4)


def of_day(cast: Cast, row: ArchiveFile, day: date = DAY) -> PlannedDay:
    return next(one for one in plan(cast, row) if one.day == day)


def current() -> dict[date, Decimal]:
    rows = DailyVolume.objects.everywhere(reason="a test").filter(superseded_at__isnull=True)
    return dict(rows.values_list("gas_day", "volume"))


class TestArchives:
    def test_of_both_give_the_whole_day_whichever_comes_last(self, cast: Cast, old: Instrument) -> None:
        replace(cast, old)
        first = old_file(cast)
        alone = of_day(cast, first)
        assert (alone.fate, alone.hours, alone.beside) == (Fate.INCOMPLETE, 6, "СПГ761 № 24018")

        second = new_file(cast)

        for row in (first, second):
            found = of_day(cast, row)
            assert (found.fate, found.hours, found.volume) == (Fate.NEW, 24, total(HOURS[24:48]))

    def test_hours_add_up_to_the_days_and_stay_so_when_the_other_file_follows(
        self, cast: Cast, old: Instrument
    ) -> None:
        replace(cast, old)
        first, second = old_file(cast), new_file(cast)
        submit(cast, first)
        submit(cast, second)

        assert current() == {
            date(2026, 11, 19 + number): total(HOURS[24 * number : 24 * number + 24]) for number in range(3)
        }
        rows = HourlyVolume.objects.everywhere(reason="a test")
        assert rows.count() == 72
        assert sum(rows.values_list("volume", flat=True)) == total(HOURS)

    def test_where_there_was_no_device_before_the_day_is_not_whole(self, cast: Cast, old: Instrument) -> None:
        old.installed_at = TURN
        old.save()

        found = of_day(cast, taken(cast, samples.spg761(HOURS)))

        assert (found.fate, found.what, found.beside) == (Fate.IMPOSSIBLE, Fault.ELSEWHERE, "")

    def test_where_no_device_came_after_the_day_of_the_removal_is_not_whole(
        self, cast: Cast, old: Instrument
    ) -> None:
        old.removed_at, old.closing_index = TURN, Decimal(700)
        old.save()

        planned = [(day.fate, day.what) for day in plan(cast, taken(cast, samples.spg761(HOURS)))]

        assert planned == [(Fate.NEW, None), *[(Fate.IMPOSSIBLE, Fault.ELSEWHERE)] * 2]

    def test_hours_from_before_the_device_stood_here_are_not_kept(self, cast: Cast, old: Instrument) -> None:
        old.installed_at = datetime(2026, 11, 20, 8, tzinfo=MOSCOW)
        old.save()
        row = taken(cast, samples.spg761(HOURS))

        submit(cast, row)

        moments = HourlyVolume.objects.everywhere(reason="a test").values_list("starts_at", flat=True)
        assert (min(moments), len(moments)) == (old.installed_at, 48)
        assert set(current()) == {DAY, date(2026, 11, 21)}

    def test_a_turn_at_the_contract_hour_leaves_both_days_whole(self, cast: Cast, old: Instrument) -> None:
        replace(cast, old, datetime(2026, 11, 20, 8, tzinfo=MOSCOW))
        first = taken(cast, samples.spg761(HOURS[:24]))
        second = taken(cast, samples.spg761(HOURS[24:], serial="24018"))

        assert [day.fate for row in (first, second) for day in plan(cast, row)] == [Fate.NEW] * 3


class TestOnADayThatWasGiven:
    """The engineer learns of the replacement after the day was handed in, even after it was accepted."""

    def test_the_archives_correct_it_with_a_reason(self, cast: Cast, old: Instrument) -> None:
        factories.volumes(cast.unit, {DAY: "1500"})
        replace(cast, old)
        old_file(cast)
        row = new_file(cast)

        found = of_day(cast, row)
        assert (found.fate, found.given) == (Fate.CORRECTS, 1500)
        with pytest.raises(operations.ReasonNeeded):
            submit(cast, row)
        submit(cast, row, WHY)
        assert current()[DAY] == total(HOURS[24:48])

    def test_a_file_that_was_handed_in_before_tells_what_it_lacks_now(
        self, cast: Cast, old: Instrument
    ) -> None:
        row = taken(cast, samples.spg761(HOURS))
        submit(cast, row)
        replace(cast, old)

        row.refresh_from_db()
        found = of_day(cast, row)
        assert (found.fate, found.beside) == (Fate.INCOMPLETE, "СПГ761 № 24018")
        after = of_day(cast, row, DAY + timedelta(days=1))
        assert (after.fate, after.what) == (Fate.IMPOSSIBLE, Fault.ELSEWHERE)
        assert current()[DAY] == total(HOURS[24:48])

    def test_its_basis_stays_and_a_correction_rests_on_what_stood_there(
        self, cast: Cast, old: Instrument
    ) -> None:
        factories.volumes(cast.unit, {DAY: "1500"})
        new = replace(cast, old)
        new.owner = "supplier"
        new.save()

        operations.correct_volume(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            entry=Entry(cast.unit.pk, DAY, Decimal(1480), WHY),
            seen_version=1,
            key="k",
            now=NOW,
        )

        rows = DailyVolume.objects.everywhere(reason="a test").filter(gas_day=DAY).order_by("version")
        assert [row.basis for row in rows] == [Basis.BUYER, Basis.SUPPLIER]


class TestCounters:
    def test_the_new_one_covers_what_the_old_one_passed_and_the_days_are_compared(
        self, cast: Cast, old: Instrument
    ) -> None:
        """Old: 0 to 700; new: 5 to 105 in three days less than one: 800 m³ over 21 days."""
        days = {date(2026, 11, day): "38" for day in range(1, 22)}
        factories.volumes(cast.unit, days)
        new = replace(cast, old)

        operations.submit_index_readings(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            new=[NewIndex(new.pk, Decimal(105))],
            taken_at=datetime(2026, 11, 22, 8, tzinfo=MOSCOW),
            key="k",
            now=NOW,
        )

        [(counter, _at, compared)] = operations.compare_newest(
            viewer=factories.viewer_of(cast.engineer), terms=organizations.terms_of(cast.contract)
        )
        assert counter.instrument == new
        assert (compared.by_counter, compared.by_days, compared.days) == (800, 38 * 21, 21)

    def test_until_it_is_read_the_old_one_stays_compared(self, cast: Cast, old: Instrument) -> None:
        viewer, terms = factories.viewer_of(cast.engineer), organizations.terms_of(cast.contract)
        operations.submit_index_readings(
            viewer=viewer,
            contract_id=cast.contract.pk,
            new=[NewIndex(old.pk, Decimal(300))],
            taken_at=datetime(2026, 11, 8, 8, tzinfo=MOSCOW),
            key="old",
            now=NOW,
        )
        new = replace(cast, old)
        [(counter, _at, _compared)] = operations.compare_newest(viewer=viewer, terms=terms)
        assert counter.instrument == old

        operations.submit_index_readings(
            viewer=viewer,
            contract_id=cast.contract.pk,
            new=[NewIndex(new.pk, Decimal(105))],
            taken_at=datetime(2026, 11, 22, 8, tzinfo=MOSCOW),
            key="new",
            now=NOW,
        )
        [(counter, _at, _compared)] = operations.compare_newest(viewer=viewer, terms=terms)
        assert counter.instrument == new

    def test_days_without_a_volume_take_what_both_passed(self, cast: Cast, old: Instrument) -> None:
        factories.volumes(cast.unit, {date(2026, 11, day): "38" for day in range(1, 20)})
        new = replace(cast, old)

        operations.submit_index_readings(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            new=[NewIndex(new.pk, Decimal(105), spread=True, reason=WHY)],
            taken_at=datetime(2026, 11, 22, 8, tzinfo=MOSCOW),
            key="k",
            now=NOW,
        )

        assert current()[DAY] == current()[DAY + timedelta(days=1)] == (800 - 38 * 19) / Decimal(2)
        assert sum(current().values()) == 800


class TestInAClosedMonth:
    @pytest.fixture(autouse=True)
    def closed(self, cast: Cast) -> None:
        """October is closed with a day that was given before anybody knew of the replacement."""
        cast.unit.in_use_from = date(2026, 10, 1)
        cast.unit.save()
        october = dict.fromkeys(MONTH.previous.days(), "1500")
        factories.volumes(cast.unit, october)
        operations.close_month(
            viewer=factories.viewer_of(cast.head),
            contract_id=cast.contract.pk,
            month=MONTH.previous,
            now=NOW,
        )

    def test_only_the_head_records_it_and_the_difference_counts_in_the_open_month(
        self, cast: Cast, old: Instrument
    ) -> None:
        old.installed_at = datetime(2026, 10, 1, 8, tzinfo=MOSCOW)
        old.save()
        turn = datetime(2026, 10, 30, 14, 30, tzinfo=MOSCOW)
        with pytest.raises(operations.MonthIsClosed) as refused:
            replace(cast, old, turn)
        assert refused.value.facts["month"] == MONTH.previous
        replace(cast, old, turn, reason="Акт пришёл поздно")

        operations.correct_volume(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            entry=Entry(cast.unit.pk, date(2026, 10, 30), Decimal(1480), WHY),
            seen_version=1,
            key="k",
            now=NOW,
        )
        [proposed] = DailyVolume.objects.everywhere(reason="a test").filter(status=Status.PROPOSED)
        operations.decide_submission(
            viewer=factories.viewer_of(cast.curator),
            submission_id=proposed.submission_id,
            accept=True,
            reason="",
            now=NOW,
        )

        [adjustment] = Adjustment.objects.everywhere(reason="a test")
        assert (adjustment.difference, adjustment.month) == (-20, MONTH)
        statement = queries.find_statement(
            viewer=factories.viewer_of(cast.head), contract_id=cast.contract.pk, month=MONTH.previous
        )
        assert statement is not None
        assert statement.volume == 1500 * 31

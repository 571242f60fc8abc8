"""An archive of a corrector from the file to volumes and hours."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from unittest import mock

import pytest

from kabinet.jobs.models import Job
from kabinet.metering import operations, queries
from kabinet.metering.archives import Fate
from kabinet.metering.models import ArchiveFile, DailyVolume, HourlyVolume, MeteringUnit
from kabinet.metering.rules.words import ArchiveStatus, Doubt, InstrumentKind, Source, Status
from tests import factories
from tests.factories import Cast
from tests.formats.archives import samples
from tests.jobs.work import work
from tests.metering.archived import NOVEMBER, WHY, daily, device, hour_count, plan, submitted, sums, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrector(cast: Cast) -> None:
    device(cast.unit)


def fates(cast: Cast, row: ArchiveFile) -> dict[date, Fate]:
    return {day.day: day.fate for day in plan(cast, row)}


class TestHandingIn:
    def test_days_are_the_sums_of_their_hours_to_the_last_place(self, cast: Cast, corrector: None) -> None:
        hours = samples.hours(22 * 24, NOVEMBER)
        row = taken(cast, samples.ek270(hours))

        [receipt] = submitted(cast, row)

        assert daily() == sums(hours)
        assert hour_count() == len(hours)
        assert json.loads(receipt.content)["file"]["sha256"] == row.file.sha256
        assert set(daily(source=Source.ARCHIVE, status=Status.CHECKED, submission__archive=row)) == set(
            sums(hours)
        )
        row.refresh_from_db()
        assert row.status == ArchiveStatus.SUBMITTED

    def test_a_second_press_gives_the_same_receipts(self, cast: Cast, corrector: None) -> None:
        row = taken(cast, samples.ek270(samples.hours(22 * 24, NOVEMBER)))

        first, second = submitted(cast, row), submitted(cast, row)

        assert first == second
        assert hour_count() == 22 * 24

    def test_each_month_has_a_receipt_of_its_own(self, cast: Cast, corrector: None) -> None:
        row = taken(cast, samples.ek270(samples.hours(40 * 24, datetime(2026, 10, 10, 8))))  # noqa: DTZ001

        assert len(submitted(cast, row)) == 2
        assert len(submitted(cast, row)) == 2

    def test_the_same_file_twice_adds_nothing(self, cast: Cast, corrector: None) -> None:
        content = samples.ek270(samples.hours(22 * 24, NOVEMBER))
        submitted(cast, taken(cast, content))
        again = taken(cast, content)

        assert set(fates(cast, again).values()) == {Fate.SAME}
        with pytest.raises(operations.NothingToSubmit):
            submitted(cast, again, key="other")
        assert hour_count() == 22 * 24

    def test_a_day_without_all_its_hours_stays_out_and_its_hours_are_kept(
        self, cast: Cast, corrector: None
    ) -> None:
        hours = samples.hours(3 * 24, NOVEMBER)
        del hours[30]
        row = taken(cast, samples.ek270(hours))

        assert fates(cast, row)[date(2026, 11, 2)] is Fate.INCOMPLETE
        submitted(cast, row, reason=WHY)

        assert date(2026, 11, 2) not in daily()


class TestWhatIsStrange:
    def test_gas_far_colder_than_in_the_weeks_before(self, cast: Cast, corrector: None) -> None:
        hours = samples.hours(22 * 24, NOVEMBER)
        cold = [
            samples.replace(one, celsius=one.celsius - 12) if 480 <= place < 504 else one
            for place, one in enumerate(hours)
        ]
        row = taken(cast, samples.ek270(cold))

        assert {day.day: day.what for day in plan(cast, row) if day.what} == {
            date(2026, 11, 21): Doubt.TEMPERATURE
        }
        with pytest.raises(operations.ReasonNeeded):
            submitted(cast, row)


class TestWhatWasGivenBefore:
    def test_a_day_that_differs_is_corrected_with_a_reason(self, cast: Cast, corrector: None) -> None:
        hours = samples.hours(2 * 24, datetime(2026, 11, 20, 8))  # noqa: DTZ001
        factories.volumes(cast.unit, {date(2026, 11, 20): "2000"})
        row = taken(cast, samples.ek270(hours))

        assert fates(cast, row) == {date(2026, 11, 20): Fate.CORRECTS, date(2026, 11, 21): Fate.NEW}
        with pytest.raises(operations.ReasonNeeded):
            submitted(cast, row)
        submitted(cast, row, reason=WHY)

        assert daily() == sums(hours)
        versions = DailyVolume.objects.everywhere(reason="a test").filter(gas_day=date(2026, 11, 20))
        assert sorted(versions.values_list("version", flat=True)) == [1, 2]

    def test_after_the_term_it_waits_for_consent(self, cast: Cast, corrector: None) -> None:
        factories.volumes(cast.unit, {date(2026, 11, 2): "2000"})
        row = taken(cast, samples.ek270(samples.hours(2 * 24, NOVEMBER)))

        assert fates(cast, row) == {date(2026, 11, 1): Fate.NEW, date(2026, 11, 2): Fate.PROPOSES}
        assert len(submitted(cast, row, reason=WHY)) == 2

        assert daily()[date(2026, 11, 2)] == Decimal(2000)

    def test_hours_that_changed_get_a_version_and_the_others_none(self, cast: Cast, corrector: None) -> None:
        hours = samples.hours(2 * 24, datetime(2026, 11, 20, 8))  # noqa: DTZ001
        submitted(cast, taken(cast, samples.ek270(hours)))
        changed = [*hours[:-1], samples.replace(hours[-1], volume=hours[-1].volume + 10_000)]
        submitted(cast, taken(cast, samples.ek270(changed)), reason=WHY, key="other")

        assert hour_count() == len(hours) + 1
        viewer = factories.viewer_of(cast.engineer)
        since = datetime(2026, 11, 20, 8, tzinfo=factories.MOSCOW)
        found = queries.list_hours(
            viewer=viewer, unit_ids=[cast.unit.pk], since=since, until=since + timedelta(days=2)
        )
        assert [hour.volume for hour in found] == [Decimal(one.volume).scaleb(-4) for one in changed]

    def test_an_hour_that_comes_a_third_time_gets_a_third_version(self, cast: Cast, corrector: None) -> None:
        hours = samples.hours(2 * 24, datetime(2026, 11, 20, 8))  # noqa: DTZ001
        for step in range(3):
            other = samples.replace(hours[-1], volume=hours[-1].volume + step * 10_000)
            row = taken(cast, samples.ek270([*hours[:-1], other]))
            submitted(cast, row, reason=WHY, key=f"{step}")

        rows = HourlyVolume.objects.everywhere(reason="a test").order_by("-starts_at", "version")
        last = Decimal(hours[-1].volume).scaleb(-4)
        assert list(rows[:3].values_list("version", "volume")) == [(1, last), (2, last + 1), (3, last + 2)]

    def test_what_waits_for_consent_is_not_proposed_again(self, cast: Cast, corrector: None) -> None:
        factories.volumes(cast.unit, {date(2026, 11, 2): "2000"})
        content = samples.ek270(samples.hours(2 * 24, NOVEMBER))
        submitted(cast, taken(cast, content), reason=WHY)
        again = taken(cast, content)

        assert fates(cast, again) == {date(2026, 11, 1): Fate.SAME, date(2026, 11, 2): Fate.WAITS}
        with pytest.raises(operations.NothingToSubmit):
            submitted(cast, again, reason=WHY, key="other")


class TestDaysThatCannotBe:
    def test_of_a_clock_that_was_wrong_leave_no_hours(self, cast: Cast, corrector: None) -> None:
        good, future = samples.hours(48, NOVEMBER), samples.hours(48, datetime(2090, 11, 1, 8))  # noqa: DTZ001
        row = taken(cast, samples.ek270(good + future))

        submitted(cast, row)

        kept = HourlyVolume.objects.everywhere(reason="a test").values_list("starts_at", flat=True)
        assert {moment.year for moment in kept} == {2026}

    def test_before_any_rules_stood_are_shown_as_such(self, cast: Cast) -> None:
        hours = samples.hours(48, datetime(2015, 11, 1, 8))  # noqa: DTZ001
        row = taken(cast, samples.ek270(hours, heading=False), unit_id=cast.unit.pk)

        assert set(fates(cast, row).values()) == {Fate.IMPOSSIBLE}
        with pytest.raises(operations.NothingToSubmit):
            submitted(cast, row)


class TestWhoseDevice:
    @pytest.mark.parametrize(
        ("kind", "model"), [(InstrumentKind.METER, "СГ-16М"), (InstrumentKind.CORRECTOR, "СПГ761")]
    )
    def test_is_not_another_instrument_that_has_the_same_number(
        self, cast: Cast, corrector: None, kind: InstrumentKind, model: str
    ) -> None:
        other = factories.metering_unit(cast.point, "УУГ-2")
        factories.instrument(
            other,
            kind=kind,
            model=model,
            serial_number=samples.SERIAL,
            installed_at=datetime(2025, 1, 1, tzinfo=factories.MOSCOW),
        )

        assert taken(cast, samples.ek270(samples.hours(48, NOVEMBER))).unit_id == cast.unit.pk

    def test_is_where_the_device_stood_then(self, cast: Cast) -> None:
        other = factories.metering_unit(cast.point, "УУГ-2")
        moved = datetime(2026, 11, 10, 12, tzinfo=factories.MOSCOW)
        device = {"kind": "corrector", "model": "ЕК270", "serial_number": samples.SERIAL}
        factories.instrument(cast.unit, removed_at=moved, **device)
        factories.instrument(other, installed_at=moved + timedelta(days=5), **device)
        between = datetime(2026, 11, 11, 8)  # noqa: DTZ001
        since = datetime(2026, 11, 16, 8)  # noqa: DTZ001

        assert taken(cast, samples.ek270(samples.hours(48, NOVEMBER))).unit_id == cast.unit.pk
        assert taken(cast, samples.ek270(samples.hours(48, between))).unit_id is None
        assert taken(cast, samples.ek270(samples.hours(48, since))).unit_id == other.pk

    def test_is_read_by_the_hour_at_which_its_own_day_begins(self, cast: Cast) -> None:
        factories.instrument(cast.unit, kind="corrector", serial_number=samples.SERIAL, device_hour=8)

        row = taken(cast, samples.ek270(samples.hours(48, NOVEMBER)))

        assert row.report["device_hour"] == 8

    def test_has_a_number_that_no_instrument_can_have(self, cast: Cast) -> None:
        day = samples.hours(24, datetime(2026, 11, 1, 0))  # noqa: DTZ001

        row = taken(cast, samples.xml80020(day, code="9" * 300), "a.xml")

        assert (row.serial, row.unit_id) == ("9" * 40, None)

    def test_of_a_point_belongs_to_the_unit_chosen_and_the_next_one_remembers_it(self, cast: Cast) -> None:
        first, second = (samples.hours(24, NOVEMBER + timedelta(days=ahead)) for ahead in (0, 1))

        assert taken(cast, samples.xml80020(first), "80020.xml").unit_id is None
        row = taken(cast, samples.xml80020(first), "80020.xml", unit_id=cast.unit.pk)
        assert row.unit_id == cast.unit.pk
        submitted(cast, row)

        assert taken(cast, samples.xml80020(second), "80020.xml").unit_id == cast.unit.pk

    def test_of_a_point_belongs_to_the_unit_of_its_code(self, cast: Cast) -> None:
        unit = factories.metering_unit(cast.point, "УУГ-2")
        MeteringUnit.objects.everywhere(reason="test").filter(pk=unit.pk).update(code="480120070113")

        assert taken(cast, samples.xml80020(samples.hours(24, NOVEMBER)), "80020.xml").unit_id == unit.pk

    def test_of_a_point_is_no_device_of_that_number(self, cast: Cast) -> None:
        factories.instrument(cast.unit, kind="corrector", serial_number="480120070113")

        assert taken(cast, samples.xml80020(samples.hours(24, NOVEMBER)), "80020.xml").unit_id is None

    def test_of_another_contract_is_not_taken_for_ours(self, cast: Cast) -> None:
        point = factories.supply_point(cast.neighbour_contract, "ТП-9")
        factories.instrument(factories.metering_unit(point), serial_number=samples.SERIAL)

        row = taken(cast, samples.ek270(samples.hours(24, NOVEMBER)), unit_id=cast.unit.pk)

        assert row.unit_id is None
        with pytest.raises(operations.ArchiveNotReady):
            submitted(cast, row)

    def test_is_found_by_the_unit_chosen_where_the_file_does_not_say(self, cast: Cast) -> None:
        row = taken(cast, samples.ek270(samples.hours(24, NOVEMBER), heading=False), unit_id=cast.unit.pk)

        assert row.unit_id == cast.unit.pk

    def test_that_was_installed_in_the_middle_gives_its_own_days_only(self, cast: Cast) -> None:
        device(cast.unit, installed_at=datetime(2026, 11, 2, 12, tzinfo=factories.MOSCOW))

        row = taken(cast, samples.ek270(samples.hours(4 * 24, NOVEMBER)))

        assert fates(cast, row) == {
            date(2026, 11, 1): Fate.IMPOSSIBLE,
            date(2026, 11, 2): Fate.IMPOSSIBLE,
            date(2026, 11, 3): Fate.NEW,
            date(2026, 11, 4): Fate.NEW,
        }

    def test_nobody_knew_is_looked_for_again(self, cast: Cast) -> None:
        content = samples.ek270(samples.hours(48, NOVEMBER))
        row = taken(cast, content)
        assert row.unit_id is None

        device(cast.unit)
        again = taken(cast, content)

        assert (again.pk, again.unit_id) == (row.pk, cast.unit.pk)

    @pytest.mark.parametrize(
        ("model", "doubt"),
        [
            ("ЕК270", None),
            ("EK-270", None),
            ("EK 270 v2", None),
            ("ЕК260", Doubt.MODEL),
            ("СПГ761.2", Doubt.MODEL),
        ],
    )
    def test_of_another_model_than_the_card_says_is_in_doubt(
        self, cast: Cast, model: str, doubt: Doubt | None
    ) -> None:
        device(cast.unit, model=model)
        row = taken(cast, samples.ek270(samples.hours(48, NOVEMBER)))

        assert {day.what for day in plan(cast, row)} == {doubt}
        if doubt:
            with pytest.raises(operations.ReasonNeeded):
                submitted(cast, row)

    def test_follows_the_contract_where_nothing_says_when_its_day_begins(self, cast: Cast) -> None:
        device(cast.unit, model="СПГ761.1")
        hours = samples.hours(48, NOVEMBER)

        row = taken(cast, samples.spg761(hours, serial=samples.SERIAL))

        assert row.report["device_hour"] == 8
        assert [finding for finding in row.report["findings"] if finding[0] == "day-hour-differs"] == []

    def test_to_a_neighbour_the_file_is_not_there(self, cast: Cast, corrector: None) -> None:
        row = taken(cast, samples.ek270(samples.hours(24, NOVEMBER)))

        with pytest.raises(queries.ArchiveNotFound):
            queries.get_archive(viewer=factories.viewer_of(cast.neighbour), archive_id=row.pk)

    def test_a_file_of_nothing_is_refused(self, cast: Cast) -> None:
        with pytest.raises(operations.ArchiveUnreadable) as refused:
            taken(cast, "Отчёт о погоде\n".encode())

        assert refused.value.facts["problem"] == "unknown"


@pytest.mark.usefixtures("committed")
class TestALargeFile:
    @pytest.fixture(autouse=True)
    def _every_file_is_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("kabinet.metering.operations.archives.taking.MOST_AT_ONCE", 100)

    def test_is_read_by_the_worker(self, cast: Cast, corrector: None) -> None:
        hours = samples.hours(22 * 24, NOVEMBER)
        row = taken(cast, samples.ek270(hours))
        assert row.status == ArchiveStatus.READING

        work()

        submitted(cast, row)
        assert daily() == sums(hours)

    def test_that_cannot_be_read_says_why(self, cast: Cast) -> None:
        row = taken(cast, b"rain " * 100)

        work()

        row.refresh_from_db()
        assert (row.status, row.report["problem"]["problem"]) == (ArchiveStatus.FAILED, "unknown")

    def test_whose_bytes_are_lost_is_not_awaited_for_ever(self, cast: Cast, corrector: None) -> None:
        row = taken(cast, samples.ek270(samples.hours(48, NOVEMBER)))
        with mock.patch("kabinet.files.vault.get", side_effect=FileNotFoundError):
            work()

        row.refresh_from_db()
        assert (row.status, row.report["problem"]["problem"]) == (ArchiveStatus.FAILED, "damaged")

    def test_read_by_a_worker_that_was_killed_afterwards_stays_as_it_is(
        self, cast: Cast, corrector: None
    ) -> None:
        row = taken(cast, samples.ek270(samples.hours(22 * 24, NOVEMBER)))
        work()
        submitted(cast, row)
        Job.objects.everywhere(reason="a test").update(status="waiting", finished_at=None)

        work()

        row.refresh_from_db()
        assert row.status == ArchiveStatus.SUBMITTED

"""Constants of devices: those in archives against those that are known."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kabinet.files import operations as files
from kabinet.files.kinds import EXCHANGE_TYPES
from kabinet.foundation.refusal import NotAllowed
from kabinet.journal import queries as journal
from kabinet.metering import operations, queries
from kabinet.metering.archives import PlannedDay, plan_of
from kabinet.metering.models import ArchiveFile, DeviceConstant, Instrument
from kabinet.metering.rules.constants import Differing, Held, differing, same_value
from kabinet.metering.rules.words import Doubt, InstrumentKind
from kabinet.organizations import queries as organizations
from tests import factories
from tests.factories import MOSCOW, NOW, Cast
from tests.formats.archives import samples

DENSITY = "ρст"
WHY = "instrument: введена новая плотность"
BEGIN = datetime(2026, 11, 10, 8)  # noqa: DTZ001 (the clock of a device)
INSTALLED = datetime(2024, 1, 1, tzinfo=MOSCOW)


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


class TestDiffering:
    @pytest.mark.parametrize(
        ("found", "known", "expected"),
        [
            pytest.param([("0,6882", 1)], [("0.68820", 1)], [], id="the same figure, written otherwise"),
            pytest.param([("0.69", 3)], [("0.6882", 1)], [("0.6882", "0.69", 3, 9)], id="another figure"),
            pytest.param([("a", 3), ("b", 5)], [], [("a", "b", 5, 9)], id="within the file, of the unknown"),
            pytest.param(
                [("a", 3), ("b", 5), ("a", 6)], [("a", 1)], [("a", "b", 5, 6)], id="there and back again"
            ),
            pytest.param([("a", 3), ("b", 5)], [("a", 1), ("b", 5)], [], id="recorded from the same moment"),
            pytest.param(
                [("a", 3), ("b", 6)], [("a", 1), ("b", 5)], [("b", "a", 5, 6)], id="recorded from before"
            ),
            pytest.param([("b", 3)], [("b", 5)], [], id="recorded later, nothing known before"),
        ],
    )
    def test_compares_what_held_at_each_moment(
        self,
        found: list[tuple[str, int]],
        known: list[tuple[str, int]],
        expected: list[tuple[str, str, int, int]],
    ) -> None:
        differs = differing(
            [Held(DENSITY, value, at(day)) for value, day in found],
            [Held(DENSITY, value, at(day)) for value, day in known],
            until=at(9),
        )

        assert differs == [
            Differing(DENSITY, known_then, found_then, at(since), at(until))
            for known_then, found_then, since, until in expected
        ]

    def test_names_do_not_mix(self) -> None:
        found = [Held("K", "1", at(1)), Held("P", "2", at(1))]

        assert differing(found, [Held("P", "1", at(1))], until=at(2)) == [
            Differing("P", "1", "2", at(1), at(2))
        ]

    def test_texts_that_are_no_figures_are_compared_as_they_stand(self) -> None:
        assert not same_value("GOST 30319", "AGA8")
        assert same_value(" AGA8", "AGA8 ")


@pytest.fixture
def device(cast: Cast) -> Instrument:
    return factories.instrument(
        cast.unit,
        kind=InstrumentKind.CORRECTOR,
        model="СПГ761",
        serial_number="24017",
        installed_at=INSTALLED,
        constants={DENSITY: "0,6882"},
    )


def archive_of(days: int, *, begin: datetime = BEGIN, density: str = "", from_row: int = 0) -> bytes:
    """Return an archive whose density is another one from a row on."""
    lines = samples.spg761(samples.hours(days * 24, begin)).split(b"\r\n")
    changed = [
        line.replace(b"0.6882", density.encode() or b"0.6882") if place >= 6 + from_row else line
        for place, line in enumerate(lines)
    ]
    return b"\r\n".join(changed)


def taken(cast: Cast, content: bytes) -> ArchiveFile:
    upload = SimpleUploadedFile("archive.txt", content)
    stored = files.store_upload(upload, allowed=EXCHANGE_TYPES, now=NOW)
    viewer = factories.viewer_of(cast.engineer)
    [row] = operations.take_archive(
        viewer=viewer,
        contract_id=cast.contract.pk,
        stored=stored,
        name="archive.txt",
        unit_id=None,
        now=NOW,
    )
    return queries.get_archive(viewer=viewer, archive_id=row.pk)


def plan(cast: Cast, row: ArchiveFile) -> list[PlannedDay]:
    viewer = factories.viewer_of(cast.engineer)
    return plan_of(row, viewer=viewer, terms=organizations.terms_of(cast.contract), now=NOW)


def doubted(cast: Cast, row: ArchiveFile) -> list[date]:
    return [day.day for day in plan(cast, row) if day.what is Doubt.CONSTANTS]


def submit(cast: Cast, row: ArchiveFile, reason: str = "") -> None:
    operations.submit_archive(
        viewer=factories.viewer_of(cast.engineer), archive_id=row.pk, reason=reason, key=str(row.pk), now=NOW
    )


def record(cast: Cast, device: Instrument, value: str, since: datetime, act: str = "Акт 7") -> DeviceConstant:
    return operations.record_constant(
        viewer=factories.viewer_of(cast.curator),
        instrument_id=device.pk,
        held=Held(DENSITY, value, since),
        act=act,
        now=NOW,
    )


@pytest.mark.django_db
class TestOfAnArchive:
    def test_as_they_are_known_are_nothing_to_tell_of(self, cast: Cast, device: Instrument) -> None:
        assert doubted(cast, taken(cast, archive_of(3))) == []

    def test_that_differ_put_every_day_in_doubt_and_want_a_reason(
        self, cast: Cast, device: Instrument
    ) -> None:
        row = taken(cast, archive_of(3, density="0.6900"))

        assert doubted(cast, row) == [date(2026, 11, day) for day in (10, 11, 12)]
        with pytest.raises(operations.ReasonNeeded):
            submit(cast, row)
        submit(cast, row, WHY)

    def test_that_change_within_the_file_put_the_days_from_there_on_in_doubt(
        self, cast: Cast, device: Instrument
    ) -> None:
        row = taken(cast, archive_of(3, density="0.6900", from_row=30))

        assert doubted(cast, row) == [date(2026, 11, 11), date(2026, 11, 12)]
        [differs] = queries.constants_of_file(row, viewer=factories.viewer_of(cast.engineer))
        assert (differs.known, differs.found) == ("0,6882", "0.6900")
        assert differs.since == datetime(2026, 11, 11, 14, tzinfo=MOSCOW)

    def test_of_which_nothing_is_known_are_held_against_the_file_before(
        self, cast: Cast, device: Instrument
    ) -> None:
        device.constants = {}
        device.save()
        submit(cast, taken(cast, archive_of(3)))

        later = BEGIN + timedelta(days=3)
        assert doubted(cast, taken(cast, archive_of(3, begin=later))) == []
        assert len(doubted(cast, taken(cast, archive_of(3, begin=later, density="0.7000")))) == 3

    def test_that_were_recorded_are_right_from_that_moment_on(self, cast: Cast, device: Instrument) -> None:
        record(cast, device, "0.69", datetime(2026, 11, 11, 14, tzinfo=MOSCOW))

        assert doubted(cast, taken(cast, archive_of(3, density="0.6900", from_row=30))) == []
        assert doubted(cast, taken(cast, archive_of(3))) == [date(2026, 11, 11), date(2026, 11, 12)]

    def test_stay_with_the_file_until_they_are_recorded(self, cast: Cast, device: Instrument) -> None:
        viewer = factories.viewer_of(cast.curator)
        submit(cast, taken(cast, archive_of(3, density="0.6900")), WHY)

        [one] = queries.differing_constants(viewer=viewer, instruments=[device], recorded=[])
        assert (one.instrument, one.differs.found) == (device, "0.6900")
        recorded = [record(cast, device, "0.69", one.differs.since)]

        assert queries.differing_constants(viewer=viewer, instruments=[device], recorded=recorded) == []


@pytest.mark.django_db
class TestRecording:
    def test_twice_is_once_and_stands_in_the_journal(self, cast: Cast, device: Instrument) -> None:
        since = datetime(2026, 11, 11, 14, tzinfo=MOSCOW)

        assert record(cast, device, "0.69", since) == record(cast, device, "0.69", since)

        found = journal.list_about(
            organization_id=cast.plant.pk,
            subject=f"instrument:{device.pk}",
            events=["metering.constant.recorded"],
            limit=5,
        )
        assert len(found) == 1

    def test_stays_with_the_instrument_that_takes_the_place(self, cast: Cast, device: Instrument) -> None:
        moment = datetime(2026, 11, 11, 14, tzinfo=MOSCOW)
        record(cast, device, "0.69", moment)

        new = operations.replace_instrument(
            viewer=factories.viewer_of(cast.curator),
            instrument_id=device.pk,
            at=moment + timedelta(days=1),
            closing_index=Decimal(5),
            new=operations.NewInstrument("СПГ761", "24018", "buyer", date(2030, 1, 1), 8, Decimal(0)),
            reason="",
            now=NOW,
        )

        assert new.constants == {DENSITY: "0.69"}

    def test_of_another_value_from_the_same_moment_is_refused(self, cast: Cast, device: Instrument) -> None:
        since = datetime(2026, 11, 11, 14, tzinfo=MOSCOW)
        record(cast, device, "0.69", since)

        with pytest.raises(operations.AlreadyRecorded):
            record(cast, device, "0.70", since)

    @pytest.mark.parametrize("since", [INSTALLED - timedelta(hours=1), NOW + timedelta(hours=1)])
    def test_the_instrument_stands_there_then(self, cast: Cast, device: Instrument, since: datetime) -> None:
        with pytest.raises(operations.WrongOrder):
            record(cast, device, "0.69", since)

    def test_is_the_supplier_s(self, cast: Cast, device: Instrument) -> None:
        with pytest.raises(NotAllowed):
            operations.record_constant(
                viewer=factories.viewer_of(cast.engineer),
                instrument_id=device.pk,
                held=Held(DENSITY, "0.69", NOW),
                act="Акт 7",
                now=NOW,
            )


@pytest.mark.django_db
class TestHoursBelowTheLeastFlow:
    def test_put_their_day_in_doubt(self, cast: Cast, device: Instrument) -> None:
        device.least_flow = Decimal(20)
        device.save()
        rows = samples.hours(3 * 24, BEGIN)
        rows[30] = samples.replace(rows[30], volume=100_000)
        rows[50] = samples.replace(rows[50], volume=0)

        days = plan(cast, taken(cast, samples.spg761(rows)))

        assert {day.day: day.what for day in days if day.what} == {date(2026, 11, 11): Doubt.UNDER_RANGE}

    def test_a_day_of_few_hours_within_the_range_is_none(self, cast: Cast, device: Instrument) -> None:
        device.least_flow = Decimal(20)
        device.save()
        rows = [
            samples.replace(row, volume=300_000 if place < 2 else 0, working=0)
            for place, row in enumerate(samples.hours(24, BEGIN))
        ]

        assert [day.what for day in plan(cast, taken(cast, samples.spg761(rows)))] == [None]

    def test_an_hour_above_the_greatest_flow_is_told_of_as_well(self, cast: Cast, device: Instrument) -> None:
        device.greatest_flow = Decimal(500)
        device.save()
        rows = samples.hours(24, BEGIN)
        rows[5] = samples.replace(rows[5], volume=6_000_000)

        assert [day.what for day in plan(cast, taken(cast, samples.spg761(rows)))] == [Doubt.OVER_RANGE]

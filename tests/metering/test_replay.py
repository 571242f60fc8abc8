"""Whatever is handed in, corrected, returned and consented to, in any order: the journal gives the same volumes."""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

import pytest

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.journal.models import Receipt, Record
from kabinet.metering import operations, queries
from kabinet.metering.models import Adjustment, DailyVolume, MeteringUnit, MonthStatement, VolumeSubmission
from kabinet.metering.operations import Entry, NewIndex
from kabinet.metering.rules.words import Basis, Reason, Source, Status
from kabinet.organizations import queries as organizations
from tests import factories
from tests.factories import MONTH, NOW, Cast
from tests.formats.archives import samples
from tests.metering.archived import device, hourly, of_days, submitted, taken

pytestmark = pytest.mark.django_db

DAYS = [date(2026, 11, 1) + timedelta(days=number) for number in range(22)]
STEPS = 60

Place = tuple[str, str]


class Play:
    """People of both sides who do at random what they may."""

    now = NOW
    days = DAYS
    readings = [date(2026, 11, 8), date(2026, 11, 15), date(2026, 11, 15), date(2026, 11, 22)]

    def __init__(self, cast: Cast, seed: int) -> None:
        self.dice = Random(seed)
        self.cast = cast
        self.engineer: Viewer = factories.viewer_of(cast.engineer)
        metrologist = factories.user("metrolog", role=Role.METERING_ENGINEER)
        self.supplier: Viewer = factories.viewer_of(metrologist)
        self.units: list[MeteringUnit] = [cast.unit, factories.metering_unit(cast.point, "УУГ-2")]
        self.counter = factories.instrument(
            cast.unit,
            installed_at=datetime(2026, 11, 1, 8, tzinfo=factories.MOSCOW),
            opening_index=Decimal(0),
        )
        self.number = 0

    def step(self) -> None:
        self.step_of(self.dice.choice(self.acts()))

    def step_of(self, act: Callable[[], object]) -> None:
        self.number += 1
        try:
            act()
        except Refusal:
            return  # what is refused leaves nothing behind: the comparison at the end would see it

    def acts(self) -> list[Callable[[], object]]:
        return [
            self.submit,
            self.submit,
            self.correct,
            self.correct,
            self.decide,
            self.put_in,
            self.read_counter,
            self.read_counter,
        ]

    def read_counter(self) -> None:
        """Read it, or correct the newest reading; mostly the days without a volume take what passed."""
        day = self.dice.choice(self.readings)
        new = NewIndex(
            self.counter.pk,
            Decimal(self.dice.randrange(100_000, 1_300_000)),
            reason=Reason.MISTAKE,
            spread=self.dice.random() < 0.8,
        )
        operations.submit_index_readings(
            viewer=self.engineer,
            contract_id=self.cast.contract.pk,
            new=[new],
            taken_at=datetime.combine(day, time(8), tzinfo=factories.MOSCOW),
            key=f"reading-{self.number}",
            now=self.now,
        )

    def submit(self) -> None:
        first = self.dice.randrange(len(self.days))
        days = self.days[first : first + self.dice.randrange(1, 5)]
        entries = [self._entry(unit, day) for unit in self.units for day in days if self.dice.random() < 0.7]
        operations.submit_volumes(
            viewer=self.engineer,
            contract_id=self.cast.contract.pk,
            entries=entries,
            key=f"key-{self.dice.randrange(self.number + 1)}",  # some keys come twice
            now=self.now,
        )

    def correct(self) -> None:
        unit, day = self.dice.choice(self.units), self.dice.choice(self.days)
        versions = queries.versions_of_day(viewer=self.engineer, unit_id=unit.pk, day=day)
        operations.correct_volume(
            viewer=self.engineer,
            contract_id=self.cast.contract.pk,
            entry=self._entry(unit, day),
            seen_version=versions[0].version if versions else 1,
            key=f"correction-{self.number}",
            now=self.now,
        )

    def put_in(self) -> None:
        operations.put_in_volumes(
            viewer=self.supplier,
            contract_id=self.cast.contract.pk,
            entries=[self._entry(self.dice.choice(self.units), self.dice.choice(self.days))],
            basis=Basis.CAPACITY,
            key=f"estimate-{self.number}",
            now=self.now,
        )

    def decide(self) -> None:
        waiting = VolumeSubmission.objects.everywhere(reason="a test").filter(status=Status.RECORDED)
        ids = list(waiting.order_by("id").values_list("id", flat=True))
        if ids:
            chosen = self.dice.choice(ids)
            operations.decide_submission(
                viewer=self.supplier,
                submission_id=chosen,
                accept=self.dice.random() < 0.6,
                reason="Проверьте показания",
                now=self.now,
                volume_ids=self._some_of(chosen),
            )

    def _some_of(self, submission_id: int) -> list[int]:
        """Some of its volumes, whether they wait or not; for every second decision none, which means all."""
        volumes = DailyVolume.objects.everywhere(reason="a test").filter(submission_id=submission_id)
        ids = list(volumes.order_by("id").values_list("id", flat=True))
        return self.dice.sample(ids, self.dice.randrange(1, len(ids) + 1)) if self.dice.random() < 0.5 else []

    def _entry(self, unit: MeteringUnit, day: date) -> Entry:
        return Entry(unit.pk, day, Decimal(self.dice.randrange(300_000, 400_000)) / 10, Reason.PRODUCTION)


def replayed() -> dict[Place, tuple[Decimal, bool]]:
    """From receipts and decisions what counts: the volume by unit code and day, whether returned."""
    receipts = {
        receipt.subject: receipt for receipt in Receipt.objects.everywhere(reason="a test").order_by("id")
    }
    counts: dict[Place, tuple[Decimal, str]] = {}
    returned: set[tuple[Place, str]] = set()
    decided: set[tuple[Place, str]] = set()
    for record in Record.objects.everywhere(reason="a test").order_by("id"):
        receipt = receipts.get(record.subject)
        if receipt is None:
            continue
        content = json.loads(receipt.content)
        if "volumes" not in content:
            continue
        given = {(one["unit"], one["gas_day"]): Decimal(one["volume"]) for one in content["volumes"]}
        handed_in = record.event.endswith(".submitted")
        if handed_in:
            about = set(given)
        else:  # of a part, or of all that nothing was decided about yet
            part = {(one["unit"], one["gas_day"]) for one in json.loads(record.data).get("volumes", ())}
            about = {place for place in part or given if (place, record.subject) not in decided}
            decided |= {(place, record.subject) for place in about}
        if record.event == "metering.volumes.returned":
            returned |= {(place, record.subject) for place in about}
        if handed_in != content["counts_after_consent"] and (
            handed_in or record.event == "metering.volumes.accepted"
        ):
            counts |= {place: (given[place], record.subject) for place in about}
    return {place: (volume, (place, subject) in returned) for place, (volume, subject) in counts.items()}


def kept() -> dict[Place, tuple[Decimal, bool]]:
    rows = (
        DailyVolume.objects.everywhere(reason="a test")
        .filter(superseded_at__isnull=True)
        .select_related("unit")
    )
    return {
        (row.unit.code, row.gas_day.isoformat()): (row.volume, row.status == Status.RETURNED) for row in rows
    }


@pytest.mark.parametrize("seed", range(8))
def test_the_journal_tells_the_same_volumes_as_the_tables(cast: Cast, seed: int) -> None:
    play = Play(cast, seed)
    for _ in range(STEPS):
        play.step()

    assert len(kept()) > len(DAYS) // 2
    assert kept() == replayed()


@pytest.mark.parametrize("seed", range(3))
def test_days_add_up_to_points_and_the_month(cast: Cast, seed: int) -> None:
    play = Play(cast, seed)
    for _ in range(STEPS):
        play.step()

    terms = organizations.terms_of(cast.contract)
    grid = queries.month_grid(viewer=play.engineer, terms=terms, month=MONTH, now=NOW)
    totals = queries.daily_totals(
        viewer=play.engineer, contract_id=cast.contract.pk, since=MONTH.first_day, until=MONTH.last_day
    )
    by_point = queries.totals_by_point(viewer=play.engineer, contract_id=cast.contract.pk, month=MONTH)
    counted = sum(volume for volume, returned in kept().values() if not returned)
    assert grid.fact() == sum(totals.values()) == sum(by_point.values()) == counted


class PlayWithArchives(Play):
    """The engineer hands in archives, too: of days that were typed, that differ, and with holes."""

    def begin(self) -> None:
        device(self.units[0])

    def acts(self) -> list[Callable[[], object]]:
        return [*super().acts(), self.decide, self.hand_over, self.hand_over, self.hand_over]

    def hand_over(self) -> None:
        first = self.dice.choice(self.days)
        volumes = [self._volume(first + timedelta(days=one)) for one in range(3)]
        rows = of_days(*volumes, first=first.day)
        if self.dice.random() < 0.3:
            del rows[self.dice.randrange(len(rows))]
        archive = taken(self.cast, samples.ek270(rows), f"{self.number}.txt", now=self.now)
        submitted(self.cast, archive, reason=Reason.PRODUCTION, key=f"archive-{self.number}", now=self.now)

    def _volume(self, day: date) -> str:
        """As the day was given but for a fraction, or something else."""
        given = kept().get((self.units[0].code, day.isoformat()))
        if given and self.dice.random() < 0.5:
            return str(given[0] + Decimal(self.dice.randrange(4)) / 10)
        return str(Decimal(self.dice.randrange(300_000, 400_000)) / 10)


def archived_days() -> dict[date, tuple[int, Decimal]]:
    """The days that count as an archive gave them: what their hours are to be."""
    rows = DailyVolume.objects.everywhere(reason="a test").filter(
        superseded_at__isnull=True, source=Source.ARCHIVE
    )
    counted = rows.exclude(status=Status.RETURNED).values_list("gas_day", "volume")
    return {day: (24, volume) for day, volume in counted}


@pytest.mark.parametrize("seed", range(3))
def test_hours_add_up_to_the_days_that_came_with_them(cast: Cast, seed: int) -> None:
    play = PlayWithArchives(cast, seed)
    play.begin()
    for _ in range(STEPS):
        play.step()

    hours, expected = hourly(cast), archived_days()
    assert len(expected) > 3
    assert {day: hours[day] for day in expected} == expected
    assert kept() == replayed()


AFTER = datetime(2026, 12, 2, 9, 20, tzinfo=factories.MOSCOW)


EARLY = [date(2026, 11, day) for day in (3, 4, 5)]
LAST = [date(2026, 11, day) for day in range(24, 31)]


class PlayAfterTheClose(Play):
    """Corrections of the last days count at once, those of the first ones want consent; some wait since the close."""

    now = AFTER
    readings = [date(2026, 12, 1)]

    def begin(self) -> None:
        factories.volumes(self.units[1], dict.fromkeys(MONTH.days(), "36100"))
        while not kept().keys() >= {(self.units[0].code, day.isoformat()) for day in MONTH.days()}:
            self.step_of(self.read_counter)
        VolumeSubmission.objects.everywhere(reason="a test").update(status=Status.ACCEPTED)
        DailyVolume.objects.everywhere(reason="a test").update(status=Status.ACCEPTED)
        for day in EARLY:
            self.days = [day]
            self.correct()
        operations.close_month(
            viewer=self.supplier, contract_id=self.cast.contract.pk, month=MONTH, now=self.now
        )
        self.days = EARLY + LAST

    def acts(self) -> list[Callable[[], object]]:
        return [
            self.submit,
            self.correct,
            self.correct,
            self.decide,
            self.decide,
            self.put_in,
            self.read_counter,
            self.read_counter,
        ]


@pytest.mark.parametrize("seed", range(6))
def test_statement_and_adjustments_add_up_to_the_days(cast: Cast, seed: int) -> None:
    play = PlayAfterTheClose(cast, seed)
    play.begin()
    for _ in range(STEPS):
        play.step()

    [statement] = MonthStatement.objects.everywhere(reason="a test")
    adjusted = Adjustment.objects.everywhere(reason="a test").values_list("difference", flat=True)
    counted = sum(volume for volume, returned in kept().values() if not returned)
    assert adjusted
    assert statement.volume + sum(adjusted) == counted


class PlayWithArchivesAfterTheClose(PlayWithArchives, PlayAfterTheClose):
    """As after the close: what is returned brings the hours of the version before it back."""

    def begin(self) -> None:
        PlayAfterTheClose.begin(self)
        PlayWithArchives.begin(self)

    def acts(self) -> list[Callable[[], object]]:
        return [self.correct, self.decide, self.decide, self.hand_over, self.hand_over]


@pytest.mark.parametrize("seed", range(3))
def test_hours_follow_the_days_of_a_closed_month(cast: Cast, seed: int) -> None:
    play = PlayWithArchivesAfterTheClose(cast, seed)
    play.begin()
    for _ in range(STEPS):
        play.step()

    hours, expected = hourly(cast), archived_days()
    assert expected
    assert {day: hours[day] for day in expected} == expected

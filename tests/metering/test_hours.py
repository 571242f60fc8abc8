"""The hours of an archive count where their days do: at once, with the supplier's consent, or not at all."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from kabinet.metering import operations
from kabinet.metering.archives import Fate, HoursFate
from kabinet.metering.models import ArchiveFile, DailyVolume, VolumeSubmission
from kabinet.metering.rules.words import Fault, Status
from kabinet.organizations import queries as organizations
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import NOW, Cast
from tests.formats.archives import samples
from tests.metering.archived import (
    WHY,
    daily,
    device,
    hour_count,
    hourly,
    moscow,
    of_days,
    plan,
    submitted,
    taken,
)

pytestmark = pytest.mark.django_db

#: When corrections of November want the supplier's consent.
LATER = datetime(2026, 12, 2, 9, 20, tzinfo=factories.MOSCOW)
EARLY, RECENT = date(2026, 11, 2), date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _corrector(cast: Cast, request: pytest.FixtureRequest) -> None:
    if "replaced" not in request.fixturenames:
        device(cast.unit)


def hand_in(cast: Cast, *volumes: str, first: int = 20, key: str = "k") -> ArchiveFile:
    row = taken(cast, samples.ek270(of_days(*volumes, first=first)), f"{key}.txt")
    submitted(cast, row, reason=WHY, key=key)
    return row


def type_in(cast: Cast, *volumes: str, first: int = 20) -> None:
    factories.volumes(
        cast.unit, {date(2026, 11, first + place): volume for place, volume in enumerate(volumes)}
    )


def decide(cast: Cast, *, accept: bool, now: datetime = NOW) -> None:
    waiting = VolumeSubmission.objects.everywhere(reason="a test").filter(status=Status.RECORDED)
    newest = waiting.order_by("-id")[0]
    operations.decide_submission(
        viewer=factories.viewer_of(cast.curator),
        submission_id=newest.pk,
        accept=accept,
        reason="Нет архива",
        now=now,
    )


class TestOfDaysThatWereTyped:
    """Day by day as T1 asks, and the archive at the end of the week."""

    def test_are_handed_in_with_a_receipt_and_change_no_volume(self, cast: Cast) -> None:
        type_in(cast, "25649", "25700")
        row = taken(cast, samples.ek270(of_days("25648.7", "25699.9")))

        assert [(day.fate, day.fate_of_hours) for day in plan(cast, row)] == [(Fate.SAME, HoursFate.KEPT)] * 2
        [receipt] = submitted(cast, row)

        assert daily() == {RECENT: Decimal(25649), date(2026, 11, 21): Decimal(25700)}
        assert hourly(cast)[RECENT] == (24, Decimal("25648.7"))
        assert DailyVolume.objects.everywhere(reason="a test").count() == 2
        content = json.loads(receipt.content)
        assert (receipt.kind, receipt.deadline_at) == ("metering.hours", None)
        assert content["file"]["sha256"] == row.file.sha256
        assert [(one["hours"], one["sum"], one["given"]) for one in content["hours"]] == [
            (24, "25648.7000", "25649.0000"),
            (24, "25699.9000", "25700.0000"),
        ]

    def test_are_handed_in_once(self, cast: Cast) -> None:
        type_in(cast, "25649")
        content = samples.ek270(of_days("25648.7"))
        row = taken(cast, content)

        assert submitted(cast, row) == submitted(cast, row)
        again = taken(cast, content)

        assert [day.fate_of_hours for day in plan(cast, again)] == [HoursFate.KNOWN]
        with pytest.raises(operations.NothingToSubmit):
            submitted(cast, again, key="other")
        assert hour_count() == 24

    def test_have_a_receipt_of_their_own_beside_the_volumes(self, cast: Cast) -> None:
        type_in(cast, "25649")
        row = taken(cast, samples.ek270(of_days("25648.7", "25700")))

        receipts = submitted(cast, row)

        assert [one.kind for one in receipts] == ["metering.volumes", "metering.hours"]
        assert submitted(cast, row) == receipts
        assert daily() == {RECENT: Decimal(25649), date(2026, 11, 21): Decimal(25700)}

    def test_that_carry_the_day_already_stay(self, cast: Cast) -> None:
        hand_in(cast, "25649.2", key="first")
        row = taken(cast, samples.ek270(of_days("25649.3")))

        assert [(day.fate, day.fate_of_hours) for day in plan(cast, row)] == [(Fate.SAME, HoursFate.KNOWN)]

    def test_of_a_day_that_really_differs_come_with_its_correction(self, cast: Cast) -> None:
        type_in(cast, "25649")
        row = taken(cast, samples.ek270(of_days("25651")))

        assert [day.fate for day in plan(cast, row)] == [Fate.CORRECTS]
        submitted(cast, row, reason=WHY)

        assert hourly(cast)[RECENT] == (24, daily()[RECENT])


class TestOfAProposal:
    @pytest.fixture(autouse=True)
    def _given(self, cast: Cast) -> None:
        hand_in(cast, "25649", first=2, key="first")

    def proposed(self, cast: Cast) -> ArchiveFile:
        return hand_in(cast, "26000", first=2, key="second")

    def test_change_nothing_before_it_is_accepted(self, cast: Cast) -> None:
        self.proposed(cast)

        assert hourly(cast) == {EARLY: (24, Decimal(25649))}

    def test_come_into_force_with_it(self, cast: Cast) -> None:
        row = self.proposed(cast)

        decide(cast, accept=True)

        assert daily() == {EARLY: Decimal(26000)}
        assert hourly(cast) == {EARLY: (24, Decimal(26000))}
        row.refresh_from_db()
        assert [day.fate_of_hours for day in plan(cast, row)] == [HoursFate.KNOWN]

    def test_never_come_where_it_is_returned(self, cast: Cast) -> None:
        self.proposed(cast)

        decide(cast, accept=False)

        assert (hourly(cast), hour_count()) == ({EARLY: (24, Decimal(25649))}, 24)

    def test_of_another_one_wait_as_the_day_does(self, cast: Cast) -> None:
        self.proposed(cast)
        row = taken(cast, samples.ek270(of_days("27000", first=2)))

        assert [(day.fate, day.fate_of_hours) for day in plan(cast, row)] == [
            (Fate.WAITS, HoursFate.LEFT_OUT)
        ]


class TestOfDaysThatDoNotCount:
    def test_too_late_are_left_out_while_those_of_others_are_kept(self, cast: Cast) -> None:
        cast.contract.overrides = {"late_corrections_with_consent": False}
        cast.contract.save()
        type_in(cast, "25649", first=2)

        hand_in(cast, "26000", "26100", first=2)

        assert hourly(cast) == {date(2026, 11, 3): (24, Decimal(26100))}

    def test_of_days_still_to_come_are_left_out(self, cast: Cast) -> None:
        row = taken(cast, samples.ek270([*of_days("25649"), *of_days("25649", first=28)[:7]]))

        assert [(day.fate, day.what) for day in plan(cast, row)] == [
            (Fate.NEW, None),
            (Fate.IMPOSSIBLE, Fault.DAY_NOT_CLOSED),
        ]
        submitted(cast, row)
        assert hourly(cast) == {RECENT: (24, Decimal(25649))}

    def test_of_a_part_of_a_day_leave_the_whole_one_as_it_is(self, cast: Cast) -> None:
        hand_in(cast, "25649", key="first")
        part = of_days("30000", "25700")
        del part[5]

        hand_in_rows(cast, part)

        assert hourly(cast)[RECENT] == (24, Decimal(25649))

    def test_of_a_part_of_a_day_are_handed_in_alone(self, cast: Cast) -> None:
        part = of_days("24000")
        del part[5]

        [receipt] = hand_in_rows(cast, part)

        assert (receipt.kind, daily()) == ("metering.hours", {})
        assert hourly(cast) == {RECENT: (23, Decimal(23000))}


def hand_in_rows(cast: Cast, rows: list[samples.Hour]) -> list[object]:
    return list(submitted(cast, taken(cast, samples.ek270(rows)), reason=WHY, key="part"))


class TestOfADeviceThatWasReplaced:
    """The old corrector left on 20 November at 14:30, and the new one came."""

    @pytest.fixture
    def replaced(self, cast: Cast) -> Cast:
        device(cast.unit, removed_at=moscow(20, 14, 30))
        device(cast.unit, serial_number=samples.OTHER_SERIAL, installed_at=moscow(20, 14, 30))
        return cast

    def test_are_only_those_between_its_installation_and_removal(self, replaced: Cast) -> None:
        new = samples.ek270(of_days("24000", "24000", "24000", first=19), serial=samples.OTHER_SERIAL)
        submitted(replaced, taken(replaced, new, "new.txt"), key="new")
        assert hourly(replaced)[RECENT] == (17, Decimal(17_000))  # whole hours since it came

        old = taken(replaced, samples.ek270(of_days("4800", "4800", "4800", "4800", first=18)), "old.txt")

        assert [(day.fate, day.hours) for day in plan(replaced, old)] == [
            (Fate.NEW, 24),
            (Fate.NEW, 24),
            (Fate.NEW, 24),  # the day of the replacement, out of both
            (Fate.IMPOSSIBLE, 24),
        ]
        submitted(replaced, old, reason=WHY, key="old")

        assert hourly(replaced) == {
            date(2026, 11, 18): (24, Decimal(4800)),
            date(2026, 11, 19): (24, Decimal(4800)),
            RECENT: (24, Decimal(6 * 200 + (200 + 1000) + 17 * 1000)),
            date(2026, 11, 21): (24, Decimal(24000)),
        }
        assert {day: volume for day, (_hours, volume) in hourly(replaced).items()} == daily()

    def test_are_those_that_were_there_when_its_correction_was_handed_in(self, replaced: Cast) -> None:
        """The other device's file comes once more, with other figures, before the supplier consents."""
        type_in(replaced, "30000")
        new = of_days("24000", first=20)
        taken(replaced, samples.ek270(new, serial=samples.OTHER_SERIAL), "new.txt")
        row = taken(replaced, samples.ek270(of_days("4800", first=20)), "old.txt", now=LATER)
        submitted(replaced, row, reason=WHY, key="old", now=LATER)
        again = samples.ek270([*new[:-1], samples.replace(new[-1], volume=1)], serial=samples.OTHER_SERIAL)
        taken(replaced, again, "again.txt", now=LATER + timedelta(minutes=1))

        decide(replaced, accept=True, now=LATER + timedelta(minutes=2))

        assert hourly(replaced)[RECENT] == (24, daily()[RECENT])

    def test_of_a_file_from_afterwards_are_nobodys(self, replaced: Cast) -> None:
        row = taken(replaced, samples.ek270(of_days("4800", first=21)))

        assert row.unit_id is None


class TestOfClosedMonths:
    def test_return_with_the_version_that_counts_again(self, cast: Cast) -> None:
        later = LATER
        type_in(cast, *["25649"] * 29, first=1)
        first = taken(cast, samples.ek270(of_days("25649", first=30)), now=later)
        submitted(cast, first, key="first", now=later)
        decide(cast, accept=True, now=later)
        operations.close_month(
            viewer=factories.viewer_of(cast.curator),
            contract_id=cast.contract.pk,
            month=BillingMonth(2026, 11),
            now=later,
        )
        last = date(2026, 11, 30)
        second = taken(cast, samples.ek270(of_days("26000", first=30)), now=later)
        submitted(cast, second, reason=WHY, key="second", now=later)
        assert (daily()[last], hourly(cast)[last]) == (Decimal(26000), (24, Decimal(26000)))

        decide(cast, accept=False, now=later)

        assert (daily()[last], hourly(cast)[last]) == (Decimal(25649), (24, Decimal(25649)))


def test_a_contract_that_rounds_halves_to_the_even_digit_finds_them_the_same(cast: Cast) -> None:
    cast.contract.overrides = {"rounding": "half-even"}
    cast.contract.save()
    hand_in(cast, "25647.5", key="first")
    row = taken(cast, samples.ek270(of_days("25648.5")))

    assert organizations.terms_of(cast.contract).parameters(RECENT).rounding == "half-even"
    assert [day.fate for day in plan(cast, row)] == [Fate.SAME]

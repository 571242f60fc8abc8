"""Reminders: of readings before and after their deadline, at the supplier's word, and of verifications."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import Role
from kabinet.metering.models import Instrument
from kabinet.metering.operations import NewIndex, submit_index_readings
from kabinet.metering.operations.reminding import (
    ask_for_readings,
    remind_of_counters,
    remind_of_readings,
    remind_of_verifications,
)
from kabinet.metering.rules.reminders import Stage, stage_of, verification_stage
from kabinet.metering.rules.words import Status
from kabinet.notifications.models import Notification, OutgoingEmail
from kabinet.organizations.rules.deadlines import Deadline
from tests import factories
from tests.factories import MONTH, MOSCOW, NOW, TODAY, Cast

#: Yesterday's readings are due today at ten; whoever has given none is reminded from nine on.
YESTERDAY = TODAY - timedelta(days=1)
DUE = datetime(2026, 11, 23, 10, tzinfo=MOSCOW)

pytestmark = pytest.mark.django_db


def told(event: str = "") -> list[tuple[str, int]]:
    rows = Notification.objects.everywhere(reason="test").order_by("id")
    rows = rows.filter(event=event) if event else rows
    return list(rows.values_list("event", "recipient_id"))


def letters() -> set[str]:
    return set(OutgoingEmail.objects.everywhere(reason="test").values_list("address", flat=True))


class TestStage:
    DEADLINE = Deadline(DUE, "4.3")

    @pytest.mark.parametrize(
        ("minutes", "stage"),
        [
            (-61, None),
            (-60, Stage.BEFORE),
            (0, Stage.BEFORE),
            (1, Stage.AFTER),
            (24 * 60, Stage.AFTER),
            (24 * 60 + 1, None),
        ],
    )
    def test_is_an_hour_before_and_a_day_after(self, minutes: int, stage: Stage | None) -> None:
        now = DUE + timedelta(minutes=minutes)

        assert stage_of(self.DEADLINE, hours=1, now=now) is stage

    @pytest.mark.parametrize(
        ("left", "stage"), [(91, None), (90, 90), (31, 90), (30, 30), (7, 7), (0, 7), (-1, 0), (-31, None)]
    )
    def test_of_a_verification_goes_by_its_last_day(self, left: int, stage: int | None) -> None:
        assert verification_stage(TODAY + timedelta(days=left), on=TODAY) == stage


class TestReadings:
    def test_reach_those_who_may_hand_in_once_before_and_once_after(self, cast: Cast) -> None:
        for now in (NOW, NOW + timedelta(minutes=10), DUE + timedelta(minutes=5), DUE + timedelta(hours=2)):
            remind_of_readings(now=now)

        people = {cast.engineer.pk, cast.director.pk}
        due = told("metering.readings.due")
        over = told("metering.readings.overdue")
        assert {person for _event, person in due} == people
        assert len(due) == 2
        # The day before yesterday was overdue since yesterday at ten: its reminder is still worth sending.
        assert len(over) == 4
        assert letters() == {"sidorov@example.org", "kuznetsov@example.org"}

    def test_do_not_reach_those_whose_days_all_came(self, cast: Cast) -> None:
        factories.volumes(cast.unit, {date(2026, 11, day): "36100" for day in range(1, 23)})

        assert remind_of_readings(now=NOW) == 0
        assert remind_of_readings(now=DUE + timedelta(hours=1)) == 0
        assert told() == []

    def test_a_returned_day_is_awaited_again(self, cast: Cast) -> None:
        factories.volumes(cast.unit, {date(2026, 11, day): "36100" for day in range(1, 22)})
        factories.volumes(cast.unit, {YESTERDAY: "1"}, status=Status.RETURNED)

        assert remind_of_readings(now=NOW) == 1

    def test_one_unit_of_two_is_reason_enough(self, cast: Cast) -> None:
        factories.metering_unit(cast.point, "УУГ-2")
        factories.volumes(cast.unit, {date(2026, 11, day): "36100" for day in range(1, 23)})

        remind_of_readings(now=NOW)

        assert len(told("metering.readings.due")) == 2

    def test_tell_the_deadline_and_nothing_in_figures(self, cast: Cast) -> None:
        remind_of_readings(now=NOW)

        letter = OutgoingEmail.objects.everywhere(reason="test").filter(subject__contains="22 ноября").first()
        assert letter is not None
        assert letter.subject == "Передайте показания за 22 ноября 2026"
        assert "23 ноября 2026, 10:00 МСК" in letter.body
        assert "/readings/2026-11/" in letter.body

    def test_cost_four_queries_where_everybody_was_told(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        remind_of_readings(now=NOW)

        with django_assert_num_queries(4):  # units, rule sets, volumes, who was told
            remind_of_readings(now=NOW)


class TestCounters:
    """Of a contract that asks for the readings of October within a day of its close, on 2 November at eight."""

    DUE = datetime(2026, 11, 2, 8, tzinfo=MOSCOW)

    @pytest.fixture(autouse=True)
    def counter(self, cast: Cast) -> Instrument:
        cast.contract.overrides = {
            "index_readings_due_hours_after_close": 24,
            "index_readings_due_says": "Пункт 4.4 договора",
        }
        cast.contract.save()
        return factories.instrument(
            cast.unit, installed_at=datetime(2026, 10, 1, 8, tzinfo=MOSCOW), opening_index=Decimal(0)
        )

    def read(self, cast: Cast, counter: Instrument, at: datetime) -> None:
        submit_index_readings(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            new=[NewIndex(counter.pk, Decimal(1000))],
            taken_at=at,
            key=f"{at}",
            now=max(at, self.DUE),
        )

    def test_are_reminded_of_once_before_and_once_after(self, cast: Cast) -> None:
        for hours in (-2, -1, 0, 1, 23, 25):
            remind_of_counters(now=self.DUE + timedelta(hours=hours))

        people = {cast.engineer.pk, cast.director.pk}
        assert {person for _event, person in told("metering.indexes.due")} == people
        assert len(told("metering.indexes.due")) == len(told("metering.indexes.overdue")) == 2
        letter = OutgoingEmail.objects.everywhere(reason="test").order_by("id").first()
        assert letter is not None
        assert letter.subject == "Передайте показания счётчиков на конец месяца: октябрь 2026"
        assert "Пункт 4.4 договора" in letter.body
        assert "/readings/indexes/" in letter.body

    @pytest.mark.parametrize(
        ("at", "reminded"),
        [
            pytest.param(datetime(2026, 10, 31, 23, tzinfo=MOSCOW), 0, id="in the night before"),
            pytest.param(datetime(2026, 11, 1, 12, tzinfo=MOSCOW), 0, id="on the first"),
            pytest.param(datetime(2026, 10, 20, 8, tzinfo=MOSCOW), 1, id="within the month"),
        ],
    )
    def test_that_were_read_when_the_month_closed_are_not(
        self, cast: Cast, counter: Instrument, at: datetime, reminded: int
    ) -> None:
        self.read(cast, counter, at)

        assert remind_of_counters(now=self.DUE) == reminded

    def test_that_were_installed_or_taken_off_meanwhile_are_not_awaited(
        self, cast: Cast, counter: Instrument
    ) -> None:
        counter.removed_at = datetime(2026, 11, 1, 12, tzinfo=MOSCOW)
        counter.save()
        factories.instrument(cast.unit, serial_number="9", installed_at=counter.removed_at)

        assert remind_of_counters(now=self.DUE) == 0

    def test_are_nobody_s_business_where_the_contract_asks_for_none(self, cast: Cast) -> None:
        cast.contract.overrides = {}
        cast.contract.save()

        assert remind_of_counters(now=self.DUE) == 0


class TestAtTheSuppliersWord:
    def ask(self, cast: Cast, words: str = "") -> int:
        return ask_for_readings(viewer=factories.viewer_of(cast.curator), month=MONTH, words=words, now=NOW)

    def test_names_the_missing_days_once_a_day(self, cast: Cast) -> None:
        factories.volumes(cast.unit, {date(2026, 11, day): "36100" for day in range(1, 21)})

        assert self.ask(cast) == 1
        assert self.ask(cast) == 0

        assert len(told("metering.readings.asked")) == 2
        letter = OutgoingEmail.objects.everywhere(reason="test").first()
        assert letter is not None
        assert "21.11, 22.11" in letter.body
        assert "Петрова Мария Сергеевна" in letter.body

    def test_asks_only_those_who_were_chosen(self, cast: Cast) -> None:
        assert self.ask(cast, "стекло") == 0
        assert self.ask(cast, "керамик") == 1

    def test_is_not_the_clients_to_send(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            ask_for_readings(viewer=factories.viewer_of(cast.director), month=MONTH, words="", now=NOW)


class TestVerifications:
    @pytest.fixture
    def metering_engineer(self) -> int:
        return factories.user("laptev", role=Role.METERING_ENGINEER, name="Лаптев Игорь Павлович").pk

    def test_are_told_to_both_sides_at_each_term_once(self, cast: Cast, metering_engineer: int) -> None:
        factories.instrument(cast.unit, verified_until=TODAY + timedelta(days=90))

        for days, count in ((0, 1), (1, 1), (60, 2), (61, 2), (83, 3), (90, 3), (91, 4), (92, 4), (150, 4)):
            remind_of_verifications(now=NOW + timedelta(days=days))
            assert len(told()) == count * 3, days

        assert {person for _event, person in told("metering.clients_verification.ends")} == {
            metering_engineer
        }
        assert len(told("metering.verification.over")) == 2
        assert letters() == {"sidorov@example.org", "kuznetsov@example.org"}

    def test_of_an_instrument_that_was_taken_off_are_nobodys_matter(self, cast: Cast) -> None:
        factories.instrument(cast.unit, verified_until=TODAY, removed_at=NOW)

        assert remind_of_verifications(now=NOW) == 0

    def test_a_new_verification_is_a_new_matter(self, cast: Cast) -> None:
        instrument = factories.instrument(cast.unit, verified_until=TODAY + timedelta(days=5))
        remind_of_verifications(now=NOW)
        instrument.verified_until = TODAY + timedelta(days=60)
        instrument.save()

        assert remind_of_verifications(now=NOW) == 1

"""One gas day in doubt: everything it can be judged by, and the decision."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.foundation.viewer import Viewer
from kabinet.metering import operations
from kabinet.metering.models import (
    DailyVolume,
    FaultInterval,
    GasUsingUnit,
    HourlyVolume,
    SealedInterval,
    VolumeSubmission,
)
from kabinet.metering.operations import Entry
from kabinet.metering.partitions import ensure_partitions
from kabinet.metering.rules.words import Basis, FaultKind, Source, Status
from tests import factories
from tests.desk import things
from tests.factories import NOW, Cast

DAY = things.day(2)
BEFORE = [date(2026, 11, day) for day in range(1, 21)]


@pytest.fixture(autouse=True)
def before(cast: Cast) -> None:
    factories.volumes(cast.unit, dict.fromkeys(BEFORE, "36100"))


@pytest.fixture
def doubted(cast: Cast, director: Viewer) -> VolumeSubmission:
    return things.submission(cast, director, {DAY: "90000"}, reason="production: вторая печь")


@pytest.fixture
def kiln(cast: Cast) -> GasUsingUnit:
    """A kiln of 1000 m³ an hour, sealed for six hours of the day."""
    row = GasUsingUnit(unit=cast.unit, name="Печь № 1", capacity=Decimal(1000), in_use_from=date(2024, 1, 1))
    row.save(force_insert=True)
    begins = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)
    seal = SealedInterval(
        equipment=row, sealed_at=begins, unsealed_at=begins + timedelta(hours=6), act="17-о"
    )
    seal.save(force_insert=True)
    return row


def address(cast: Cast, day: date = DAY) -> str:
    return f"/desk/metering/{cast.unit.pk}/{day.isoformat()}/?month=2026-11"


def fault(cast: Cast, begins: float, ends: float | None) -> None:
    """Let the instruments be at fault from so many hours after the begin of the day."""
    first = datetime(DAY.year, DAY.month, DAY.day, cast.contract.contract_hour, tzinfo=factories.MOSCOW)
    FaultInterval(
        unit=cast.unit,
        kind=FaultKind.BROKEN,
        began_at=first + timedelta(hours=begins),
        ended_at=None if ends is None else first + timedelta(hours=ends),
        reported_at=first,
        reported_by="Лаптев",
    ).save(force_insert=True)


def archived(cast: Cast, volume: str, hours: range = range(24)) -> None:
    first = datetime(DAY.year, DAY.month, DAY.day, cast.contract.contract_hour, tzinfo=factories.MOSCOW)
    ensure_partitions([DAY])
    HourlyVolume.objects.everywhere(reason="test").bulk_create(
        HourlyVolume(unit=cast.unit, starts_at=first + timedelta(hours=hour), volume=Decimal(volume))
        for hour in hours
    )


def page_of(client: Client, cast: Cast, day: date = DAY) -> str:
    answer = client.get(address(cast, day))
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, cast: Cast, **typed: str) -> HttpResponse:
    """Press a button of the page as it stands now, or of the one whose submission is `seen`."""
    rows = VolumeSubmission.objects.everywhere(reason="test").filter(status=Status.RECORDED)
    newest = rows.order_by("-id").first()
    return client.post(address(cast), {"seen": str(newest.pk) if newest else ""} | typed)


def current() -> DailyVolume:
    rows = DailyVolume.objects.everywhere(reason="test").filter(superseded_at=None)
    return rows.select_related("submission").get(gas_day=DAY)


class TestPage:
    def test_says_what_is_in_doubt_and_why_the_customer_gave_it(
        self, doubted: VolumeSubmission, cast: Cast, curator: Client
    ) -> None:
        page = page_of(curator, cast)

        assert "намного больше суточного максимума" in page
        assert "вторая печь" in page
        assert "90,000" in page

    def test_puts_the_archive_and_the_capacity_beside_the_volume(
        self, doubted: VolumeSubmission, cast: Cast, kiln: GasUsingUnit, curator: Client
    ) -> None:
        archived(cast, "1500")

        page = page_of(curator, cast)

        assert "36,000" in page
        assert "-54,000" in page
        assert "18,000" in page  # 1000 m³ over 24 hours less the six under the seal

    def test_names_the_fault_of_the_instruments(self, cast: Cast, curator: Client) -> None:
        factories.instrument(cast.unit)
        fault(cast, -10, None)

        page = page_of(curator, cast)

        assert "Прибор неисправен" in page
        assert "По мощности оборудования" in page

    @pytest.mark.parametrize("ago", [-30, 0, 1, 400])
    def test_opens_for_every_day(self, cast: Cast, curator: Client, ago: int) -> None:
        page_of(curator, cast, things.day(ago))

    def test_is_not_there_for_strangers_and_for_senseless_days(
        self, cast: Cast, stranger: Client, curator: Client
    ) -> None:
        assert stranger.get(address(cast)).status_code == 404
        assert stranger.post(address(cast), {"outcome": "accept"}).status_code == 404
        assert curator.get(f"/desk/metering/{cast.unit.pk}/2026-02-30/").status_code == 404

    def test_asks_the_database_a_fixed_number_of_times(
        self,
        doubted: VolumeSubmission,
        cast: Cast,
        kiln: GasUsingUnit,
        curator: Client,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        page_of(curator, cast)

        with django_assert_max_num_queries(22):
            page_of(curator, cast)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2100-01-01", "9999-12-31", "2026-02-30"])
def test_a_day_that_no_gas_was_supplied_on_is_not_there(cast: Cast, curator: Client, day: str) -> None:
    assert curator.get(f"/desk/metering/{cast.unit.pk}/{day}/").status_code == 404


class TestDecision:
    def test_accepts_and_shows_the_way_to_the_next(
        self, doubted: VolumeSubmission, cast: Cast, curator: Client
    ) -> None:
        answer = post(curator, cast, outcome="accept")

        assert current().status == Status.ACCEPTED
        page = curator.get(answer.headers["Location"]).content.decode()
        assert f"/desk/metering/next/?month=2026-11&amp;after={cast.unit.pk}-{DAY.isoformat()}" in page

    def test_returns_with_a_reason_only(self, doubted: VolumeSubmission, cast: Cast, curator: Client) -> None:
        refused = post(curator, cast, outcome="return")
        assert refused.status_code == 422
        assert current().status == Status.RECORDED

        post(curator, cast, outcome="return", ground="telemetry", note="проверьте")

        assert current().submission.decision_reason == "Объём расходится с телеметрией. проверьте"

    def test_hears_of_a_colleague_who_was_first(
        self, doubted: VolumeSubmission, cast: Cast, curator: Client, head: Client
    ) -> None:
        post(head, cast, outcome="return", note="Не то")

        answer = post(curator, cast, outcome="accept")

        page = curator.get(answer.headers["Location"]).content.decode()
        assert "больше не ждут решения" in page
        assert current().status == Status.RETURNED

    def test_of_what_nobody_has_seen_is_asked_again(
        self, doubted: VolumeSubmission, cast: Cast, curator: Client
    ) -> None:
        operations.correct_volume(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            entry=Entry(cast.unit.pk, DAY, Decimal(99_000), "production"),
            seen_version=current().version,
            key="corrected",
            now=NOW,
        )

        answer = post(curator, cast, outcome="accept", seen=str(doubted.pk))

        page = curator.get(answer.headers["Location"]).content.decode()
        assert "Потребитель тем временем передал показания заново" in page
        assert current().status == Status.RECORDED


class TestDecisionAboutAPart:
    OTHER = things.day(1)

    @pytest.fixture
    def together(self, cast: Cast, director: Viewer) -> VolumeSubmission:
        volumes = {DAY: "90000", self.OTHER: "36100"}
        return things.submission(cast, director, volumes, reason="production: вторая печь")

    def statuses(self) -> list[str]:
        rows = DailyVolume.objects.everywhere(reason="test").filter(gas_day__in=[DAY, self.OTHER])
        return list(rows.order_by("gas_day").values_list("status", flat=True))

    def test_is_about_the_day_unless_said_otherwise(
        self, together: VolumeSubmission, cast: Cast, curator: Client
    ) -> None:
        assert "Только эти сутки этого узла" in page_of(curator, cast)

        post(curator, cast, outcome="return", note="Нет акта", scope="day")

        assert self.statuses() == [Status.RETURNED, Status.RECORDED]
        assert "Ждёт решения" in page_of(curator, cast, self.OTHER)

    def test_is_about_everything_where_that_is_chosen(
        self, together: VolumeSubmission, cast: Cast, curator: Client
    ) -> None:
        post(curator, cast, outcome="accept", scope="all")

        assert self.statuses() == [Status.ACCEPTED, Status.ACCEPTED]

    def test_asks_nothing_where_the_day_is_the_last_that_waits(
        self, together: VolumeSubmission, cast: Cast, curator: Client
    ) -> None:
        curator.post(address(cast, self.OTHER), {"seen": str(together.pk), "outcome": "accept"})

        assert "Только эти сутки этого узла" not in page_of(curator, cast)

    def test_stands_in_the_history_of_the_submission(
        self, together: VolumeSubmission, cast: Cast, curator: Client
    ) -> None:
        post(curator, cast, outcome="return", note="Нет акта", scope="day")

        page = curator.get(f"/desk/readings/{together.pk}/").content.decode()
        assert "Нет акта" in page
        assert f'href="/desk/metering/{cast.unit.pk}/{self.OTHER.isoformat()}/"' in page

    def test_tells_the_customer_the_reason_of_that_day(
        self, together: VolumeSubmission, cast: Cast, curator: Client, client: Client
    ) -> None:
        post(curator, cast, outcome="return", note="Нет акта", scope="day")

        client.force_login(cast.engineer)
        page = client.get("/readings/2026-11/").content.decode()
        assert page.count("Нет акта") == 1


class TestPuttingIn:
    def test_by_the_capacity_of_the_equipment(self, cast: Cast, kiln: GasUsingUnit, curator: Client) -> None:
        answer = post(curator, cast, outcome="put-in", basis="capacity", why="Показания не переданы", key="k")

        assert answer.status_code == 302
        row = current()
        assert (row.volume, row.status, row.source, row.basis) == (
            Decimal(18000),
            Status.ESTIMATED,
            Source.SUPPLIER,
            Basis.CAPACITY,
        )
        assert row.reason == "Показания не переданы"

    def test_by_the_method_of_the_contract(self, cast: Cast, curator: Client) -> None:
        post(curator, cast, outcome="put-in", basis="method", volume="36,5", why="По среднему", key="k")

        assert (current().volume, current().basis) == (Decimal(36500), Basis.METHOD)

    def test_a_double_press_puts_in_once(self, cast: Cast, curator: Client) -> None:
        for _press in (1, 2):
            post(curator, cast, outcome="put-in", basis="method", volume="36,5", why="По среднему", key="k")

        assert current().version == 1

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ({"basis": "method", "why": "x"}, "Введите объём по методике договора"),
            ({"basis": "capacity", "why": "x"}, "Оборудование неизвестно"),
            ({"basis": "method", "volume": "1,2e3", "why": "x"}, "введите число"),
            ({"basis": "method", "volume": "36,5"}, "Заполните поле"),
            ({"basis": "method", "volume": "-5", "why": "x"}, "Объём не может быть отрицательным"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(
        self, cast: Cast, curator: Client, typed: dict[str, str], told: str
    ) -> None:
        answer = post(curator, cast, outcome="put-in", key="k", **typed)

        page = answer.content.decode()
        assert answer.status_code == 422
        assert told in page
        assert re.search(rf'value="{typed["basis"]}"[^>]* checked', page)
        assert not DailyVolume.objects.everywhere(reason="test").filter(gas_day=DAY).exists()

    def test_a_day_that_came_meanwhile_is_not_written_over(
        self, cast: Cast, curator: Client, director: Viewer
    ) -> None:
        page_of(curator, cast)
        things.submission(cast, director, {DAY: "36100"})

        answer = post(curator, cast, outcome="put-in", basis="method", volume="40", why="x", key="k")

        assert answer.status_code == 422
        assert "Объём за эти сутки уже передан" in answer.content.decode()
        assert current().volume == Decimal(36100)


class TestHoursOfAFault:
    """The kiln takes 1000 m³ an hour and stood under seal from 15:00 to 21:00; the day begins at 8:00."""

    @pytest.fixture(autouse=True)
    def broken(self, cast: Cast, kiln: GasUsingUnit) -> None:
        factories.instrument(cast.unit)
        fault(cast, 2, 8)

    def test_are_all_that_capacity_counts_for_beside_what_was_measured(
        self, cast: Cast, curator: Client
    ) -> None:
        archived(cast, "500")

        page = page_of(curator, cast)

        # Six hours of fault, one of them under seal: 5 000 m³; eighteen hours of 500 m³.
        assert "Как рассчитаны сутки" in page
        assert "10:00 21.11 – 16:00 21.11" in page
        assert "5,000" in page
        assert "9,000" in page
        assert "14,000" in page
        assert "18,000" not in page

    def test_are_put_in_so_with_one_press_and_the_customer_reads_how(
        self, cast: Cast, curator: Client
    ) -> None:
        archived(cast, "500")
        page = page_of(curator, cast)
        why = re.search(r'name="why"[^>]*>\s*([^<]+)<', page)
        assert why
        assert "По мощности 6,00 ч: 5,000 тыс. м³. Измерено: 9,000 тыс. м³." in why[1].replace("\xa0", " ")

        post(curator, cast, outcome="put-in", basis="capacity", why=why[1], key="k")

        found = current()
        assert (found.volume, found.basis, found.basis_note) == (14_000, Basis.CAPACITY, FaultKind.BROKEN)
        page = page_of(curator, cast)
        assert "остальное — измерено" in page
        assert page.index("14,000") < page.index("Как рассчитаны сутки")

    def test_with_what_archives_lack_the_customer_reads_that_too(self, cast: Cast, curator: Client) -> None:
        archived(cast, "500", range(8, 24))

        page = page_of(curator, cast).replace("\xa0", " ")

        # Two hours before the fault are in no archive: 2 000 m³.
        assert "По мощности 8,00 ч, из них 2,00 ч без часов архива: 7,000 тыс. м³. Измерено: 8,000" in page

    def test_of_which_the_rest_is_not_known_are_told_alone_beside_the_customer_s_volume(
        self, cast: Cast, director: Viewer, curator: Client
    ) -> None:
        things.submission(cast, director, {DAY: "36100"}, reason="instrument: батарея")

        page = page_of(curator, cast)

        assert "Мощность за время неисправности" in page
        assert "Часов архива нет" in page
        assert "18,000" not in page


class TestBasis:
    def test_of_a_measured_volume_is_not_the_capacity_for_a_fault_of_some_hours(
        self, cast: Cast, director: Viewer, curator: Client
    ) -> None:
        factories.instrument(cast.unit)
        fault(cast, 2, 3)
        things.submission(cast, director, {DAY: "36100"}, reason="instrument: батарея")

        assert (current().basis, current().basis_note) == (Basis.BUYER, FaultKind.BROKEN)
        page = page_of(curator, cast)
        assert "По приборам покупателя" in page
        assert "По мощности оборудования" not in page

    def test_is_the_recorded_one_and_what_is_known_since_stands_beside_it(
        self, cast: Cast, director: Viewer, curator: Client
    ) -> None:
        factories.instrument(cast.unit)
        things.submission(cast, director, {DAY: "36100"})
        assert "По известному сейчас" not in page_of(curator, cast)

        fault(cast, -10, None)

        page = page_of(curator, cast)
        assert "По приборам покупателя" in page
        assert page.index("По известному сейчас") < page.index("По мощности оборудования")

    def test_of_what_the_supplier_put_in_is_compared_with_nothing(self, cast: Cast, curator: Client) -> None:
        factories.instrument(cast.unit)
        post(curator, cast, outcome="put-in", basis="method", volume="20", why="Нет показаний", key="k")

        page = page_of(curator, cast)
        assert "По способу, указанному в договоре" in page
        assert "По известному сейчас" not in page

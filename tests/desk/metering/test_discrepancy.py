"""One gas day in doubt: everything it can be judged by, and the decision."""

from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.foundation.viewer import Viewer
from kabinet.metering import operations
from kabinet.metering.models import (
    DailyVolume,
    GasUsingUnit,
    VolumeSubmission,
)
from kabinet.metering.operations import Entry
from kabinet.metering.rules.words import Status
from tests import factories
from tests.desk import things
from tests.desk.metering.doubtful import (
    BEFORE,
    DAY,
    address,
    archived,
    current,
    fault,
    page_of,
    post,
    sealed_kiln,
)
from tests.factories import NOW, Cast


@pytest.fixture(autouse=True)
def before(cast: Cast) -> None:
    factories.volumes(cast.unit, dict.fromkeys(BEFORE, "36100"))


@pytest.fixture
def doubted(cast: Cast, director: Viewer) -> VolumeSubmission:
    return things.submission(cast, director, {DAY: "90000"}, reason="production: вторая печь")


@pytest.fixture
def kiln(cast: Cast) -> GasUsingUnit:
    return sealed_kiln(cast)


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

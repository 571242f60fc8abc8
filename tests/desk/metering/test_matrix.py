"""The month at a glance, the way to the next problem, and acceptance of what is in order."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.desk.pages.metering import in_order
from kabinet.foundation.viewer import Viewer
from kabinet.metering import operations
from kabinet.metering.models import VolumeSubmission
from kabinet.metering.rules.words import Status
from tests import factories
from tests.desk import things
from tests.factories import NOW, Cast

NOVEMBER = [date(2026, 11, day) for day in range(1, 23)]


def page_of(client: Client, query: str = "") -> str:
    answer = client.get(f"/desk/metering/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


class TestMatrix:
    def test_says_each_state_in_a_letter_and_in_words(self, cast: Cast, curator: Client) -> None:
        factories.volumes(cast.unit, dict.fromkeys(NOVEMBER[:20], "36100"))

        page = page_of(curator)

        assert '<span aria-hidden="true">П</span><span class="hidden-text">принято</span>' in page
        assert '<span aria-hidden="true">Н</span><span class="hidden-text">нет, срок прошёл</span>' in page
        assert f'href="/desk/metering/{cast.unit.pk}/2026-11-21/?month=2026-11"' in page
        assert f'href="/desk/metering/{cast.unit.pk}/2026-11-20/' not in page

    def test_what_is_in_order_leads_to_what_was_handed_in(
        self, cast: Cast, curator: Client, director: Viewer
    ) -> None:
        factories.volumes(cast.unit, dict.fromkeys(NOVEMBER[:19], "36100"))
        handed = things.submission(cast, director, {things.day(2): "36100"})

        assert f'href="/desk/readings/{handed.pk}/"' in page_of(curator)

    def test_keeps_the_choice_in_its_links(self, cast: Cast, curator: Client) -> None:
        page = page_of(curator, "?month=2026-10&q=керамик&show=problems")

        assert "Октябрь 2026" in page
        assert "month=2026-09&amp;q=%D0%BA" in page
        assert 'name="show" value="problems"' in page

    def test_the_largest_problems_come_first_where_asked(
        self, cast: Cast, curator: Client, director: Viewer
    ) -> None:
        """A unit that lacks one day of 36 100 m³ stands behind one whose volume is 60 000 m³ off."""
        larger = factories.metering_unit(cast.point, "УУГ-2")
        factories.volumes(cast.unit, dict.fromkeys(NOVEMBER[:20], "36100"))
        factories.volumes(larger, dict.fromkeys(NOVEMBER[:20], "10000"))
        operations.submit_volumes(
            viewer=director,
            contract_id=cast.contract.pk,
            entries=[
                operations.Entry(cast.unit.pk, NOVEMBER[21], Decimal(36_100)),
                operations.Entry(larger.pk, NOVEMBER[20], Decimal(70_000), "production"),
                operations.Entry(larger.pk, NOVEMBER[21], Decimal(10_000)),
            ],
            key="large",
            now=NOW,
        )

        page = page_of(curator, "?show=largest")

        assert page.index("под вопросом: 60,000") < page.index("под вопросом: 36,100")
        assert "под вопросом" not in page_of(curator, "?show=problems")
        first = curator.get("/desk/metering/next/?show=largest").headers["Location"]
        assert first.startswith(f"/desk/metering/{larger.pk}/2026-11-21/?month=2026-11&show=largest")

    @pytest.mark.parametrize("query", ["?month=x&page=0&show=y", "?page=99999999", "?month=0001-01"])
    def test_passes_over_what_is_senseless(self, cast: Cast, curator: Client, query: str) -> None:
        assert "Ноябрь 2026" in page_of(curator, query)

    def test_says_when_there_is_nothing(self, cast: Cast, curator: Client) -> None:
        factories.volumes(cast.unit, dict.fromkeys(NOVEMBER, "36100"))

        assert "Нет проблем за ноябрь 2026" in page_of(curator, "?show=problems")
        assert "По запросу «ромашка» ничего нет" in page_of(curator, "?q=ромашка")

    def test_shows_a_curator_only_their_own(self, cast: Cast, stranger: Client) -> None:
        assert cast.unit.name not in page_of(stranger)

    def test_asks_the_database_a_fixed_number_of_times(
        self, cast: Cast, curator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(2, 9):
            factories.volumes(
                factories.metering_unit(cast.point, f"УУГ-{number}"), dict.fromkeys(NOVEMBER, "36100")
            )
        page_of(curator)

        with django_assert_max_num_queries(13):
            page_of(curator)


class TestNext:
    def test_opens_the_first_problem_and_then_the_one_behind_it(self, cast: Cast, curator: Client) -> None:
        factories.volumes(cast.unit, dict.fromkeys(NOVEMBER[2:], "36100"))

        first = curator.get("/desk/metering/next/?month=2026-11").headers["Location"]
        second = curator.get(f"/desk/metering/next/?after={cast.unit.pk}-2026-11-01").headers["Location"]

        assert first == f"/desk/metering/{cast.unit.pk}/2026-11-01/?month=2026-11"
        assert second == f"/desk/metering/{cast.unit.pk}/2026-11-02/?month=2026-11"

    def test_returns_to_the_month_when_none_is_left(self, cast: Cast, curator: Client) -> None:
        factories.volumes(cast.unit, dict.fromkeys(NOVEMBER, "36100"))

        answer = curator.get("/desk/metering/next/?after=nonsense", follow=True)

        assert answer.redirect_chain == [("/desk/metering/?month=2026-11", 302)]
        assert "Проблем больше нет" in answer.content.decode()


class TestAcceptInOrder:
    @pytest.fixture
    def handed(self, cast: Cast, director: Viewer) -> VolumeSubmission:
        factories.volumes(cast.unit, dict.fromkeys(NOVEMBER[:19], "36100"))
        return things.submission(cast, director, {things.day(2): "36100", things.day(3): "36200"})

    @pytest.fixture
    def many(self, cast: Cast, director: Viewer) -> list[str]:
        """More than fifty submissions, as the boxes of the page name them."""
        units = [factories.metering_unit(cast.point, f"УУГ-{number}") for number in range(10, 16)]
        for unit in units:
            factories.volumes(unit, dict.fromkeys(NOVEMBER[:9], "36100"))
        for place, unit in enumerate(units):
            for number, day in enumerate(NOVEMBER[9:18]):
                operations.submit_volumes(
                    viewer=director,
                    contract_id=cast.contract.pk,
                    entries=[operations.Entry(unit.pk, day, Decimal(36_100))],
                    key=f"many-{place}-{number}",
                    now=NOW,
                )
        rows = VolumeSubmission.objects.everywhere(reason="test").filter(status=Status.RECORDED)
        return [f"readings-{pk}-1" for pk in rows.values_list("pk", flat=True)]

    def test_lists_what_one_press_accepts(self, handed: VolumeSubmission, curator: Client) -> None:
        page = curator.get("/desk/metering/accept/").content.decode()
        assert "72,300" in page

        answer = curator.post("/desk/metering/accept/", {"item": f"readings-{handed.pk}-1"}, follow=True)

        assert "Принята 1 передача" in answer.content.decode()
        handed.refresh_from_db()
        assert handed.status == Status.ACCEPTED

    def test_accepts_hundreds_at_one_press_each_by_itself(
        self, many: list[str], curator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(13):
            page = curator.get("/desk/metering/accept/").content.decode()
        assert "Принять 54 передачи" in page

        answer = curator.post("/desk/metering/accept/", {"item": [*many, "readings-999999-1"]}, follow=True)

        told = answer.content.decode()
        assert "Приняты 54 передачи" in told
        assert "Показания № 999999" in told
        assert not VolumeSubmission.objects.everywhere(reason="test").exclude(status=Status.ACCEPTED).exists()

    def test_that_take_too_long_are_left_for_another_press(
        self, many: list[str], curator: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(in_order, "SECONDS", -1)

        answer = curator.post("/desk/metering/accept/", {"item": many}, follow=True)

        told = answer.content.decode()
        assert "Принята 1 передача" in told
        assert "Осталось 53 передачи: просмотрите их и нажмите кнопку ещё раз" in told
        assert "Принять 53 передачи" in told

    def test_a_doubt_is_not_among_them(self, cast: Cast, director: Viewer, curator: Client) -> None:
        factories.volumes(cast.unit, dict.fromkeys(NOVEMBER[:19], "36100"))
        things.submission(cast, director, {things.day(2): "90000"}, reason="production")

        assert "Нечего принимать" in curator.get("/desk/metering/accept/").content.decode()

    def test_a_double_press_accepts_once(self, handed: VolumeSubmission, curator: Client) -> None:
        for _press in (1, 2):
            answer = curator.post("/desk/metering/accept/", {"item": f"readings-{handed.pk}-1"}, follow=True)

        assert "Решение уже принято" not in answer.content.decode()

    def test_whoever_comes_second_hears_of_the_first(
        self, handed: VolumeSubmission, curator: Client, cast: Cast
    ) -> None:
        operations.decide_submission(
            viewer=factories.viewer_of(cast.head),
            submission_id=handed.pk,
            accept=False,
            reason="Не то",
            now=NOW,
        )

        answer = curator.post("/desk/metering/accept/", {"item": f"readings-{handed.pk}-1"}, follow=True)

        assert "Решение уже принято: Орлов Пётр Ильич" in answer.content.decode()

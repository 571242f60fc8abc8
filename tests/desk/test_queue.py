"""The queue, what comes next in it, and many acceptances at once."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.values.months import BillingMonth
from tests import factories
from tests.desk import things
from tests.factories import Cast

QUERIES = 12


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def months(count: int) -> list[BillingMonth]:
    return [things.DECEMBER.plus(offset) for offset in range(count)]


class TestQueue:
    def test_puts_the_earliest_deadline_first(self, cast: Cast, director: Viewer, curator: Client) -> None:
        later = things.request(cast, director)
        sooner = things.request(cast, director, month=things.DECEMBER.next)
        type(sooner).objects.everywhere(reason=things.REASON).filter(pk=sooner.pk).update(
            answer_due_at=factories.NOW
        )

        page = text(curator, "/desk/")

        assert page.index(f"/desk/requests/{sooner.pk}/") < page.index(f"/desk/requests/{later.pk}/")

    def test_holds_requests_readings_and_scans(self, cast: Cast, director: Viewer, curator: Client) -> None:
        request = things.request(cast, director)
        handed = things.submission(cast, director, {things.day(2): "36100"})
        scan = things.scan(cast, director, answers=things.act(cast.contract))

        page = text(curator, "/desk/")

        for address in (
            f"/desk/requests/{request.pk}/",
            f"/desk/readings/{handed.pk}/",
            f"/desk/documents/{scan.pk}/",
        ):
            assert address in page

    def test_can_be_narrowed_to_one_kind(self, cast: Cast, director: Viewer, curator: Client) -> None:
        request = things.request(cast, director)
        handed = things.submission(cast, director, {things.day(2): "36100"})

        page = text(curator, "/desk/?kind=readings")

        assert f"/desk/readings/{handed.pk}/" in page
        assert f"/desk/requests/{request.pk}/" not in page

    def test_shows_a_role_only_what_it_decides(self, cast: Cast, director: Viewer) -> None:
        request = things.request(cast, director)
        handed = things.submission(cast, director, {things.day(2): "36100"})
        metrologist = factories.signed_in(factories.user("lvov", role=Role.METERING_ENGINEER))

        page = text(metrologist, "/desk/")

        assert f"/desk/readings/{handed.pk}/" in page
        assert f"/desk/requests/{request.pk}/" not in page

    def test_shows_a_curator_only_their_customers(
        self, cast: Cast, director: Viewer, stranger: Client
    ) -> None:
        things.request(cast, director)

        assert "Завод Керамик" not in text(stranger, "/desk/")

    def test_says_when_it_is_empty_what_comes_next(self, curator: Client) -> None:
        page = text(curator, "/desk/")

        assert "Очередь пуста" in page
        assert "25.11.2026" in page
        assert "декабрь 2026" in page
        assert "по 2 договорам" in page

    def test_is_not_there_for_customers(self, cast: Cast) -> None:
        assert factories.signed_in(cast.director).get("/desk/").status_code == 404

    @pytest.mark.parametrize("count", [1, 20])
    def test_asks_the_database_as_often_for_many_as_for_one(
        self,
        cast: Cast,
        director: Viewer,
        curator: Client,
        count: int,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for month in months(count):
            things.request(cast, director, month=month)
        things.submission(cast, director, {things.day(2): "36100"})

        with django_assert_max_num_queries(QUERIES):
            curator.get("/desk/")


class TestFollowing:
    def test_opens_the_most_urgent_of_the_kind(self, cast: Cast, director: Viewer, curator: Client) -> None:
        things.request(cast, director)
        handed = things.submission(cast, director, {things.day(2): "36100"})

        assert curator.get("/desk/next/?kind=readings").headers["Location"] == f"/desk/readings/{handed.pk}/"

    def test_goes_on_with_another_kind(self, cast: Cast, director: Viewer, curator: Client) -> None:
        request = things.request(cast, director)

        assert curator.get("/desk/next/?kind=scans").headers["Location"] == f"/desk/requests/{request.pk}/"

    def test_returns_to_the_queue_where_nothing_is_left(self, curator: Client) -> None:
        answer = curator.get("/desk/next/", follow=True)

        assert answer.redirect_chain[-1][0] == "/desk/"
        assert "Всё решено" in answer.content.decode()


class TestAccept:
    def test_lists_what_is_about_to_be_accepted_and_accepts_nothing(
        self, cast: Cast, director: Viewer, curator: Client
    ) -> None:
        request = things.request(cast, director)

        page = text(curator, f"/desk/accept/?item=requests-{request.pk}-1")

        assert "Заявка на декабрь 2026" in page
        assert "Пока ничего не принято" in page
        request.refresh_from_db()
        assert request.status == "submitted"

    def test_accepts_all_the_chosen_ones(self, cast: Cast, director: Viewer, curator: Client) -> None:
        requests = [things.request(cast, director, month=month) for month in months(19)]
        handed = things.submission(cast, director, {things.day(2): "36100"})
        items = [f"requests-{one.pk}-1" for one in requests] + [f"readings-{handed.pk}-1"]

        answer = curator.post("/desk/accept/", {"item": items}, follow=True)

        assert "Принято: 20." in answer.content.decode()
        for one in [*requests, handed]:
            one.refresh_from_db()
            assert one.status == "accepted"

    def test_takes_a_second_press_for_the_first(self, cast: Cast, director: Viewer, curator: Client) -> None:
        request = things.request(cast, director)
        handed = things.submission(cast, director, {things.day(2): "36100"})
        items = [f"requests-{request.pk}-1", f"readings-{handed.pk}-1"]

        for _press in range(2):
            page = curator.post("/desk/accept/", {"item": items}, follow=True).content.decode()

            assert "Принято: 2." in page
            assert "Решение уже принято" not in page

    def test_says_which_one_was_decided_meanwhile_and_by_whom(
        self, cast: Cast, director: Viewer, curator: Client, head: Client
    ) -> None:
        first, second = (things.request(cast, director, month=month) for month in months(2))
        head.post(f"/desk/requests/{first.pk}/", {"outcome": "return", "seen_version": 1, "note": "Нет газа"})

        items = [f"requests-{first.pk}-1", f"requests-{second.pk}-1"]
        page = curator.post("/desk/accept/", {"item": items}, follow=True).content.decode()

        assert "Принято: 1." in page
        assert "Орлов Пётр Ильич" in page
        first.refresh_from_db()
        assert first.status == "returned"

    def test_leaves_a_version_alone_that_was_not_on_the_screen(
        self, cast: Cast, director: Viewer, curator: Client
    ) -> None:
        request = things.request(cast, director)
        curator.post(
            f"/desk/requests/{request.pk}/", {"outcome": "return", "seen_version": 1, "note": "Уточните"}
        )
        things.request(cast, director, volume="900000")

        page = curator.post("/desk/accept/", {"item": f"requests-{request.pk}-1"}, follow=True)

        request.refresh_from_db()
        assert request.status == "submitted"
        assert "новую версию" in page.content.decode()

    def test_passes_over_what_is_none_of_ours(self, curator: Client) -> None:
        page = text(curator, "/desk/accept/?item=requests-x-1&item=scans-1-1&item=nothing")

        assert "Ничего не выбрано" in page

    @pytest.mark.parametrize(
        "tick", ["readings-" + "9" * 5000 + "-1", "requests-1-" + "9" * 19, "requests-²-1"]
    )
    def test_passes_over_numbers_that_nothing_has(self, curator: Client, tick: str) -> None:
        assert curator.post("/desk/accept/", {"item": tick}).headers["Location"] == "/desk/"

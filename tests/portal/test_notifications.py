from datetime import timedelta

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from kabinet.notifications import wording
from kabinet.notifications.operations import Recipient, notify
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import NOW, Cast

pytestmark = pytest.mark.django_db

EVENT = "tests.portal.told"
wording.register(EVENT, subject="Заявка на %(month)s принята", body="Объём согласован.")


def tell(person: object, *, at: object = NOW, deadline: object = None) -> None:
    notify(
        [Recipient(person.pk, "", "ru")],
        event=EVENT,
        facts={"month": BillingMonth(2026, 12)},
        url="/requests/",
        at=at,
        deadline=deadline,
    )


def open_page(person: object, query: str = "") -> str:
    with time_machine.travel(NOW, tick=False):
        return factories.signed_in(person).get(f"/notifications/{query}").content.decode()


class TestList:
    def test_is_there_for_the_staff_too_and_for_each_alone(self, cast: Cast) -> None:
        tell(cast.curator)

        assert "Заявка на декабрь 2026 принята" in open_page(cast.curator)
        assert "Заявка на декабрь 2026 принята" not in open_page(cast.head)
        assert 'href="/notifications/"' in factories.signed_in(cast.curator).get("/desk/").content.decode()

    @pytest.mark.parametrize("page", ["abc", "9" * 25, "9" * 5000])
    def test_is_shown_for_any_number_in_the_address(self, cast: Cast, page: str) -> None:
        assert "Уведомления" in open_page(cast.engineer, f"?page={page}")

    def test_is_by_day_with_what_to_do_the_deadline_and_a_link(self, cast: Cast) -> None:
        tell(cast.engineer, deadline=NOW + timedelta(days=2))
        tell(cast.engineer, at=NOW - timedelta(days=4))

        page = open_page(cast.engineer)

        assert page.index("Сегодня") < page.index("19 ноября 2026")
        for words in (
            "Заявка на декабрь 2026 принята",
            "Объём согласован.",
            "Срок: 25.11.2026 09:20",
            "/requests/",
        ):
            assert words in page

    def test_shows_unread_ones_as_such_until_they_are_marked(self, cast: Cast) -> None:
        tell(cast.engineer)
        client = factories.signed_in(cast.engineer)
        assert "row-unread" in client.get("/notifications/").content.decode()

        client.post("/notifications/")

        page = client.get("/notifications/").content.decode()
        assert "1 уведомление отмечено прочитанным." in page
        assert "row-unread" not in page
        assert "Отметить все прочитанными" not in page

    def test_says_so_when_there_are_none(self, cast: Cast) -> None:
        assert "Новых уведомлений нет" in open_page(cast.engineer)

    def test_shows_nobody_elses(self, cast: Cast) -> None:
        tell(cast.accountant)

        assert "Заявка на" not in open_page(cast.engineer)

    @pytest.mark.parametrize("query", ["?page=2", "?page=999", "?page=x"])
    def test_has_pages(self, cast: Cast, query: str) -> None:
        for number in range(51):
            tell(cast.engineer, at=NOW - timedelta(minutes=number))

        assert "Заявка на декабрь 2026 принята" in open_page(cast.engineer, query)

    def test_asks_the_database_as_often_for_many_as_for_one(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = factories.signed_in(cast.engineer)
        for number in range(3):
            tell(cast.engineer, at=NOW - timedelta(minutes=number))
            with django_assert_num_queries(7):
                client.get("/notifications/")

"""The button that reminds, and the list of verifications."""

from datetime import timedelta

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.notifications.models import Notification
from tests import factories
from tests.factories import TODAY, Cast


class TestRemind:
    def test_reminds_once_and_says_so(self, cast: Cast, curator: Client) -> None:
        first = curator.post("/desk/metering/remind/?month=2026-11", follow=True)
        second = curator.post("/desk/metering/remind/?month=2026-11", follow=True)

        assert "Напоминание отправлено по 1 договору" in first.content.decode()
        assert "Никому не напомнили" in second.content.decode()
        assert Notification.objects.everywhere(reason="test").count() == 2
        assert first.redirect_chain[-1][0] == "/desk/metering/?month=2026-11"

    def test_is_a_button_where_something_is_missing(self, cast: Cast, curator: Client) -> None:
        assert "/desk/metering/remind/?month=2026-11" in curator.get("/desk/metering/").content.decode()

    def test_does_nothing_by_a_link(self, cast: Cast, curator: Client) -> None:
        assert curator.get("/desk/metering/remind/").status_code == 405


class TestVerifications:
    def test_lists_what_runs_out_the_earliest_first(self, cast: Cast, curator: Client) -> None:
        for days, serial in ((20, "000020"), (-3, "000003"), (95, "000095")):
            factories.instrument(
                cast.unit, verified_until=TODAY + timedelta(days=days), serial_number=serial, kind="meter"
            )

        page = curator.get("/desk/metering/verifications/").content.decode()

        assert "000095" not in page
        assert page.index("000003") < page.index("000020")
        assert "3 дня назад" in page
        assert "осталось 20 дней" in page

    def test_finds_by_customer_and_serial_number(self, cast: Cast, curator: Client) -> None:
        factories.instrument(cast.unit, verified_until=TODAY, serial_number="777123")

        for words in ("керамик", "777123", "петрова"):
            assert "777123" in curator.get(f"/desk/metering/verifications/?q={words}").content.decode()
        page = curator.get("/desk/metering/verifications/?q=ромашка").content.decode()
        assert "По запросу «ромашка» ничего нет" in page

    def test_shows_a_curator_only_their_own(self, cast: Cast, stranger: Client) -> None:
        factories.instrument(cast.unit, verified_until=TODAY)

        page = stranger.get("/desk/metering/verifications/").content.decode()
        assert "Поверок на ближайшие 90 дней нет" in page

    def test_asks_the_database_a_fixed_number_of_times(
        self, cast: Cast, curator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(9):
            factories.instrument(cast.unit, verified_until=TODAY, serial_number=f"{number}")
        curator.get("/desk/metering/verifications/")

        with django_assert_max_num_queries(8):
            curator.get("/desk/metering/verifications/")

"""A customer's person at the desk: rights, their history, and the end of access in the supplier's name."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.access.models import Membership, User
from kabinet.foundation.rights import Role
from tests import factories
from tests.factories import TODAY, Cast


def membership_of(person: User) -> Membership:
    return Membership.objects.everywhere(reason="test").get(user=person)


def address_of(person: User) -> str:
    return f"/desk/clients/people/{membership_of(person).pk}/"


def end(browser: Client, person: User, **changes: str) -> object:
    address = address_of(person)
    seen = browser.get(address).context["form"]["seen"].value()
    return browser.post(address, {"reason": "Доверенность отозвана", "seen": seen} | changes)


class TestPerson:
    def test_is_led_to_from_the_customers_people(self, cast: Cast, curator: Client) -> None:
        page = curator.get(f"/desk/clients/{cast.plant.pk}/?tab=people").content.decode()

        assert f'href="{address_of(cast.engineer)}"' in page

    def test_is_not_offered_to_those_who_end_no_access(self, cast: Cast, bookkeeper: Client) -> None:
        page = bookkeeper.get(f"/desk/clients/{cast.plant.pk}/?tab=people").content.decode()

        assert "Сидоров Семён Семёнович" in page
        assert "/desk/clients/people/" not in page
        assert bookkeeper.get(address_of(cast.engineer)).status_code == 403

    def test_shows_rights_and_powers(self, cast: Cast, curator: Client) -> None:
        page = curator.get(address_of(cast.engineer)).content.decode()

        for words in ("передаёт показания", "Доверенность № 17", "sidorov", "Договор № 12-4-0345/26"):
            assert words in page, words

    def test_is_not_there_for_another_curator(self, cast: Cast, stranger: Client) -> None:
        assert stranger.get(address_of(cast.engineer)).status_code == 404

    def test_asks_the_database_a_fixed_number_of_times(
        self, cast: Cast, curator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(5):
            contract = factories.contract(cast.plant, f"77-{number}/26")
            factories.grant(membership_of(cast.director), contract)

        with django_assert_max_num_queries(13):
            curator.get(address_of(cast.director))


class TestEnd:
    def test_leads_back_to_the_people_and_is_seen_by_both_sides(self, cast: Cast, curator: Client) -> None:
        engineer = factories.signed_in(cast.engineer)

        answer = end(curator, cast.engineer)

        assert answer.headers["Location"] == f"/desk/clients/{cast.plant.pk}/?tab=people"
        assert membership_of(cast.engineer).valid_to == TODAY
        assert engineer.get("/").headers["Location"].startswith("/login/")
        director = factories.signed_in(cast.director)
        theirs = director.get(f"/people/{membership_of(cast.engineer).pk}/").content.decode()
        for page in (curator.get(address_of(cast.engineer)).content.decode(), theirs):
            assert "Доступ прекратил поставщик" in page
            assert "Петрова Мария Сергеевна" in page
        assert "Поставщик прекратил доступ" in director.get("/notifications/").content.decode()

    def test_wants_a_reason_and_keeps_the_page(self, cast: Cast, curator: Client) -> None:
        answer = end(curator, cast.engineer, reason=" ")

        assert answer.status_code == 422
        assert "Заполните поле «Причина»" in answer.content.decode()
        assert membership_of(cast.engineer).valid_to is None

    def test_warns_where_nobody_else_manages_the_people(self, cast: Cast, curator: Client) -> None:
        assert "больше никто не управляет" in curator.get(address_of(cast.director)).content.decode()
        assert "больше никто не управляет" not in curator.get(address_of(cast.engineer)).content.decode()

        deputy = factories.user("deputy", role=Role.DIRECTOR)
        factories.grant(factories.member(deputy, cast.plant), cast.contract)
        assert "больше никто не управляет" not in curator.get(address_of(cast.director)).content.decode()

    def test_names_whoever_was_first(self, cast: Cast, curator: Client, head: Client) -> None:
        seen = curator.get(address_of(cast.engineer)).context["form"]["seen"].value()
        end(head, cast.engineer)

        answer = curator.post(address_of(cast.engineer), {"reason": "Письмо", "seen": seen})

        assert answer.headers["Location"] == address_of(cast.engineer)
        page = curator.get(address_of(cast.engineer)).content.decode()
        assert "Орлов Пётр Ильич" in page
        assert "Права до прекращения доступа" in page
        assert 'name="reason"' not in page

"""Stand-ins and customers entrusted, at the head's desk."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.access.models import StandIn, User
from kabinet.foundation.rights import Role
from kabinet.organizations.models import Organization
from tests import factories
from tests.factories import Cast


@pytest.fixture
def colleague(cast: Cast) -> User:
    return factories.user("zaitsev", role=Role.CURATOR, name="Зайцев Лев Львович")


def arrange(browser: Client, cast: Cast, person: User, **changes: str) -> object:
    fields = {
        "absent": str(cast.curator.pk),
        "colleague": str(person.pk),
        "first_day": "23.11",
        "last_day": "30.11.2026",
    }
    return browser.post("/desk/stand-ins/", fields | changes)


class TestStandIns:
    def test_are_arranged_listed_and_ended(self, cast: Cast, head: Client, colleague: User) -> None:
        assert arrange(head, cast, colleague).status_code == 302
        page = head.get("/desk/stand-ins/").content.decode()
        for words in ("Петрова Мария Сергеевна", "Зайцев Лев Львович", "23.11.2026 – 30.11.2026", "Идёт"):
            assert words in page
        row = StandIn.objects.everywhere(reason="test").get()

        assert "Закончить замещение" in head.get(f"/desk/stand-ins/{row.pk}/end/").content.decode()
        head.post(f"/desk/stand-ins/{row.pk}/end/")

        assert "Закончено раньше" in head.get("/desk/stand-ins/").content.decode()

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"last_day": "22.11.2026"}, "Последний день не может быть раньше первого."),
            ({"first_day": "01.11.2026"}, "Первый день не может быть в прошлом."),
            ({"last_day": "через неделю"}, "введите дату"),
            ({"last_day": "01.01.2030"}, "Замещение длится не больше года."),
            ({"colleague": ""}, 'id="id_colleague_error"'),
            ({"colleague": "999999"}, 'id="id_colleague_error"'),
            ({"absent": "x"}, 'id="id_absent_error"'),
        ],
    )
    def test_tell_what_is_wrong_and_keep_the_rest(
        self, cast: Cast, head: Client, colleague: User, changes: dict[str, str], words: str
    ) -> None:
        answer = arrange(head, cast, colleague, **changes)

        assert answer.status_code == 422
        page = answer.content.decode()
        assert words in page
        assert page.count("<title>Ошибка:") == 1
        assert not StandIn.objects.everywhere(reason="test").exists()

    def test_tell_of_another_one_in_these_days(self, cast: Cast, head: Client, colleague: User) -> None:
        third = factories.user("third", role=Role.CURATOR, name="Третьяков Тимур")
        arrange(head, cast, colleague)

        page = arrange(head, cast, third).content.decode()

        assert "С 23.11.2026 по 30.11.2026 замещает уже другой куратор: Зайцев Лев Львович." in page

    def test_are_for_the_head(self, cast: Cast, curator: Client) -> None:
        assert curator.get("/desk/stand-ins/").status_code == 403


class TestEntrusting:
    def curator_of(self, cast: Cast) -> User:
        found = Organization.objects.everywhere(reason="test").select_related("curator")
        return found.get(pk=cast.plant.pk).curator

    def test_shows_those_without_a_curator_first(self, cast: Cast, head: Client, colleague: User) -> None:
        assert "У каждого потребителя есть куратор" in head.get("/desk/entrust/").content.decode()
        User.objects.filter(pk=cast.curator.pk).update(is_active=False)

        page = head.get("/desk/entrust/").content.decode()

        assert "Завод Керамик" in page
        assert "больше не куратор" in page

    def test_moves_what_is_ticked(self, cast: Cast, head: Client, colleague: User) -> None:
        answer = head.post(
            f"/desk/entrust/?of={cast.curator.pk}",
            {"customer": [f"{cast.plant.pk}-{cast.curator.pk}"], "curator": colleague.pk},
            follow=True,
        )

        assert "Передан 1 потребитель." in answer.content.decode()
        assert self.curator_of(cast) == colleague
        assert answer.redirect_chain == [(f"/desk/entrust/?of={cast.curator.pk}", 302)]

    def test_ticks_all_by_a_link(self, cast: Cast, head: Client) -> None:
        page = head.get(f"/desk/entrust/?of={cast.curator.pk}&tick=all").content.decode()

        assert page.count(" checked") == 2

    def test_says_what_another_has_entrusted_meanwhile(
        self, cast: Cast, head: Client, colleague: User
    ) -> None:
        third = factories.user("third", role=Role.CURATOR)
        data = {"customer": [f"{cast.plant.pk}-{cast.curator.pk}"]}
        head.post("/desk/entrust/", data | {"curator": third.pk})

        answer = head.post("/desk/entrust/", data | {"curator": colleague.pk}, follow=True)

        assert "1 потребитель остался на месте" in answer.content.decode()
        assert self.curator_of(cast) == third

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({}, "Отметьте потребителей"),
            ({"customer": ["x-y"]}, "Отметьте потребителей"),
            ({"customer": ["1-1"], "curator": ""}, 'id="id_curator_error"'),
            ({"customer": ["1-1"], "curator": "999999"}, 'id="id_curator_error"'),
        ],
    )
    def test_asks_for_what_is_missing(
        self, cast: Cast, head: Client, colleague: User, data: dict[str, object], words: str
    ) -> None:
        answer = head.post(f"/desk/entrust/?of={cast.curator.pk}", data)

        assert answer.status_code == 422
        assert words in answer.content.decode()

    def test_of_a_customer_that_is_not_there_is_not_found(
        self, cast: Cast, head: Client, colleague: User
    ) -> None:
        answer = head.post("/desk/entrust/", {"customer": ["999999-1"], "curator": colleague.pk})

        assert answer.status_code == 404

    def test_notes_a_removed_curator_in_the_list_of_customers(self, cast: Cast, head: Client) -> None:
        User.objects.filter(pk=cast.curator.pk).update(is_active=False)

        assert "больше не куратор" in head.get("/desk/clients/").content.decode()
        assert "больше не куратор" in head.get(f"/desk/clients/{cast.plant.pk}/").content.decode()

    @pytest.mark.parametrize("more", [0, 12])
    def test_asks_the_database_as_often_for_many_as_for_few(
        self, cast: Cast, head: Client, more: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(more):
            factories.organization(f"ООО «{number}»", curator=cast.curator, inn=f"{number:010d}")

        with django_assert_num_queries(7):
            head.get(f"/desk/entrust/?of={cast.curator.pk}")


class TestPeopleOfACustomer:
    def test_are_shown_with_rights_and_the_state_of_access(self, cast: Cast, curator: Client) -> None:
        page = curator.get(f"/desk/clients/{cast.plant.pk}/?tab=people").content.decode()

        for words in ("Сидоров Семён Семёнович", "договор, показания, заявки, документы", "Действует"):
            assert words in page

from datetime import date, timedelta

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from kabinet.foundation.rights import Role
from tests import factories
from tests.factories import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db


def open_page(person: object, address: str) -> str:
    with time_machine.travel(NOW, tick=False):
        return factories.signed_in(person).get(address).content.decode()


class TestContractPage:
    def test_shows_terms_points_units_volumes_and_people(self, cast: Cast) -> None:
        factories.volumes(cast.unit, {TODAY - timedelta(days=3): "36100", TODAY - timedelta(days=2): "36200"})

        page = open_page(cast.engineer, "/contract/")

        for words in (
            "12-4-0345/26",
            "08:00",
            "Пункт 4.3 договора",
            f"{cast.plant.inn} / {cast.plant.kpp}",
            "БИК 049999999",
            cast.point.name,
            "Ноябрь 2026",
            "1\N{NO-BREAK SPACE}240,000",
            "72,300",
            "Иванова Анна Петровна",
            "Доверенность № 17",
        ):
            assert words in page

    @pytest.mark.parametrize(
        ("days", "words"),
        [(-1, "истекла"), (12, "осталось 12 дней"), (60, "осталось 60 дней"), (400, "")],
    )
    def test_marks_a_verification_that_runs_out(self, cast: Cast, days: int, words: str) -> None:
        factories.instrument(cast.unit, verified_until=TODAY + timedelta(days=days))

        page = open_page(cast.engineer, "/contract/")

        assert f"{TODAY + timedelta(days=days):%d.%m.%Y}" in page
        assert words in page
        assert words or ("истекла" not in page and "осталось" not in page)

    def test_says_what_is_missing_for_a_new_client(self, cast: Cast) -> None:
        page = open_page(cast.neighbour, "/contract/")

        assert "Куратор ещё не внёс приборы" in page

    def test_shows_a_person_whose_access_has_ended(self, cast: Cast) -> None:
        former = factories.user("former", role=Role.ENGINEER, name="Бывший Борис Борисович")
        factories.member(former, cast.plant, valid_to=date(2026, 2, 1))

        assert "доступ окончен" in open_page(cast.engineer, "/contract/")

    def test_asks_the_database_as_often_for_many_rows_as_for_few(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = factories.signed_in(cast.engineer)
        for number in range(3):
            with django_assert_num_queries(15):
                client.get("/contract/")
            unit = factories.metering_unit(cast.point, f"УУГ-1{number}")
            factories.instrument(unit)
            person = factories.user(f"more-{number}", role=Role.ENGINEER)
            factories.member(person, cast.plant)


class TestChoiceOfTheContract:
    def test_offers_own_contracts_and_remembers_the_chosen_one(self, cast: Cast) -> None:
        second = factories.contract(cast.plant, "12-4-0346/26")
        membership = cast.engineer.memberships.get()
        factories.grant(membership, second)
        client = factories.signed_in(cast.engineer)

        page = client.get("/contracts/").content.decode()
        answer = client.post("/contracts/", {"contract": second.pk})

        assert "12-4-0345/26" in page
        assert "12-4-0346/26" in page
        assert cast.neighbour_contract.number not in page
        assert answer.url == "/"
        assert "12-4-0346/26" in factories.signed_in(cast.engineer).get("/contract/").content.decode()

    @pytest.mark.parametrize("wanted", ["", "abc", "0", "999999", "9" * 5000])
    def test_knows_no_other_contract(self, cast: Cast, wanted: str) -> None:
        client = factories.signed_in(cast.engineer)

        assert client.post("/contracts/", {"contract": wanted}).status_code == 404

    def test_does_not_open_the_neighbours(self, cast: Cast) -> None:
        client = factories.signed_in(cast.engineer)

        assert client.post("/contracts/", {"contract": cast.neighbour_contract.pk}).status_code == 404

"""The first page of the credentials desk."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.access.models import IssuePoint, User
from kabinet.access.rules.applications import Status
from tests import factories
from tests.access.credentials import desk
from tests.factories import Cast

pytestmark = pytest.mark.django_db


def page(client: Client, words: str = "") -> str:
    answer = client.get("/desk/issue/", {"q": words} if words else {})
    assert answer.status_code == 200
    return answer.content.decode()


class TestDesk:
    def test_says_that_nothing_is_ready(self, officer: Client) -> None:
        assert "Готовых к выдаче нет" in page(officer)

    def test_shows_what_is_ready_and_nothing_else_of_applications(self, officer: Client) -> None:
        desk.ready()
        factories.application(full_name="Неготов Пётр Ильич")
        factories.application(Status.REFUSED, full_name="Отказов Иван Ильич")

        shown = page(officer)

        for words in ("Новикова Ольга Андреевна", "инженер-энергетик", "12-4-0345/26", "до 31.10.2027"):
            assert words in shown
        assert "Неготов" not in shown
        assert "Отказов" not in shown

    def test_shows_the_officers_own_point(self, officer: Client) -> None:
        assert "Ваш пункт: Окно 3, 119313, Москва, ул. Удальцова, д. 2, пн–пт 9:00–16:00" in page(officer)

    def test_says_whom_to_ask_to_an_officer_without_a_point(
        self, officer: Client, clerk: User, administrator: Client
    ) -> None:
        User.objects.filter(pk=clerk.pk).update(desk_point=None)

        shown = page(officer)

        assert "Вы не закреплены за пунктом выдачи" in shown
        assert "Администратор: Климов Павел Николаевич, +7 495 730-60-01" in shown

    def test_says_that_the_point_is_closed(self, officer: Client, point: IssuePoint) -> None:
        IssuePoint.objects.update(closed_on=factories.TODAY)

        assert "Пункт выдачи «Окно 3» закрыт с 23.11.2026" in page(officer)

    def test_names_nobody_who_has_access_unasked(self, officer: Client, cast: Cast) -> None:
        shown = page(officer)

        assert cast.engineer.full_name not in shown
        assert "найдите человека" in shown

    @pytest.mark.parametrize("words", ["сидоров", "Семён сидоров", "sidorov", "9876543210", "керамик семён"])
    def test_finds_people_by_what_is_known_of_them(self, officer: Client, cast: Cast, words: str) -> None:
        shown = page(officer, words)

        assert cast.engineer.full_name in shown
        assert cast.neighbour.full_name not in shown

    @pytest.mark.parametrize("words", ["новикова", "2026-0", "9876543210", "ольга керамик"])
    def test_finds_applications_by_what_is_known_of_them(self, officer: Client, words: str) -> None:
        desk.ready()
        desk.ready(
            full_name="Дунаев Лев Ильич",
            inn="1357924680",
            organization_name="АО «Стекло»",
            contract_number="12-4-0777/26",
            key="other",
        )

        shown = page(officer, words)

        assert "Новикова Ольга Андреевна" in shown

    def test_says_that_nobody_is_found(self, officer: Client) -> None:
        shown = page(officer, "ющенко-непопадайло")

        assert "Среди готовых не нашли" in shown
        assert "Никого не нашли" in shown

    def test_shows_how_far_what_was_issued_here_is(
        self, officer: Client, officer_elsewhere: Client, clerk: User
    ) -> None:
        desk.issue(factories.viewer_of(clerk), desk.ready())

        shown = page(officer)
        assert "novikova.oa" in shown
        assert "Листок не напечатан" in shown
        assert "novikova.oa" not in page(officer_elsewhere)

    def test_shows_no_money_and_no_volumes(self, officer: Client, cast: Cast) -> None:
        shown = page(officer, "керамик")

        assert "₽" not in shown
        assert "м³" not in shown

    def test_is_the_credentials_desks_alone(self, cast: Cast) -> None:
        for person, status in ((cast.curator, 403), (cast.head, 403), (cast.director, 404)):
            assert factories.signed_in(person).get("/desk/issue/").status_code == status

    def test_is_closed_to_an_officer_who_works_here_no_more(self, officer: Client, clerk: User) -> None:
        User.objects.filter(pk=clerk.pk).update(is_active=False)

        assert officer.get("/desk/issue/").headers["Location"].startswith("/login/")

    def test_asks_the_database_a_fixed_number_of_times(
        self, officer: Client, clerk: User, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(8):
            person = factories.user(f"person-{number}", role="engineer", name=f"Сидоров {number}")  # type: ignore[arg-type]
            factories.grant(factories.member(person, cast.plant), cast.contract)
            desk.reissue(factories.viewer_of(clerk), person, key=f"key-{number}")
            desk.ready(full_name=f"Новикова {number}", key=f"application-{number}")

        with django_assert_max_num_queries(16):
            page(officer, "керамик")

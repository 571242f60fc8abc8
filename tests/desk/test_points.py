"""Points of issue as the administrator keeps them."""

import pytest
from django.test import Client

from kabinet.access.models import IssuePoint, User
from kabinet.foundation.rights import Role
from tests import factories
from tests.factories import Cast

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Тверь",
    "address": "Тверь, ул. Газовая, д. 5",
    "hours": "вт, чт 10:00–15:00",
    "phone": "",
    "closed_on": "",
}


@pytest.fixture
def administrator(cast: Cast) -> Client:
    return factories.signed_in(factories.user("klimov", role=Role.ADMINISTRATOR))


@pytest.fixture
def officer() -> User:
    return factories.user("ryabova", role=Role.CREDENTIALS_DESK, name="Рябова Юлия Викторовна")


class TestPoints:
    def test_says_that_there_are_none(self, administrator: Client) -> None:
        assert "Пунктов выдачи ещё нет" in administrator.get("/desk/points/").content.decode()

    def test_opens_one_that_everybody_reads_of(self, administrator: Client, client: Client) -> None:
        shown = administrator.post("/desk/points/", TYPED, follow=True).content.decode()

        assert "Тверь, ул. Газовая, д. 5" in shown
        assert "Тверь, ул. Газовая, д. 5" in client.get("/access/").content.decode()

    def test_opens_one_when_pressed_twice(self, administrator: Client) -> None:
        for _press in range(2):
            assert administrator.post("/desk/points/", TYPED).status_code == 302

        assert IssuePoint.objects.count() == 1

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"name": ""}, "Заполните поле «Название»"),
            ({"hours": " "}, "Заполните поле «Часы»"),
            ({"closed_on": "завтра"}, "введите"),
            ({"name": "Т" * 121}, "120"),
            ({"name": "Окно 3"}, "Это название занято"),
        ],
    )
    def test_keeps_what_was_typed_where_something_is_wrong(
        self, administrator: Client, changes: dict[str, str], words: str
    ) -> None:
        factories.issue_point("Окно 3")

        answer = administrator.post("/desk/points/", TYPED | changes)

        shown = answer.content.decode()
        assert answer.status_code == 422
        assert words in shown
        assert 'value="Тверь, ул. Газовая, д. 5"' in shown
        assert IssuePoint.objects.count() == 1

    @pytest.mark.parametrize("who", ["head", "curator"])
    def test_are_the_administrators_alone(self, cast: Cast, who: str) -> None:
        browser = factories.signed_in(getattr(cast, who))

        assert browser.get("/desk/points/").status_code == 403
        assert browser.post("/desk/points/", TYPED).status_code == 403
        assert not IssuePoint.objects.exists()

    def test_are_reached_from_the_hub(self, administrator: Client) -> None:
        assert "Пункты выдачи" in administrator.get("/desk/setup/").content.decode()


class TestPoint:
    @pytest.fixture
    def point(self, cast: Cast) -> IssuePoint:
        return factories.issue_point("Окно 3")

    def test_is_changed(self, administrator: Client, point: IssuePoint) -> None:
        administrator.post(f"/desk/points/{point.pk}/", TYPED | {"step": "change"})

        point.refresh_from_db()
        assert (point.name, point.hours) == ("Тверь", "вт, чт 10:00–15:00")

    def test_is_closed_from_a_day_on(self, administrator: Client, point: IssuePoint) -> None:
        body = TYPED | {"step": "change", "closed_on": "1.12.2026"}

        shown = administrator.post(f"/desk/points/{point.pk}/", body, follow=True).content.decode()

        assert "Закроется 01.12.2026" in shown

    def test_takes_no_name_of_another(self, administrator: Client, point: IssuePoint) -> None:
        factories.issue_point("Тверь")

        assert administrator.post(f"/desk/points/{point.pk}/", TYPED).status_code == 422

    def test_gets_officers_and_lets_them_go(
        self, administrator: Client, point: IssuePoint, officer: User
    ) -> None:
        address = f"/desk/points/{point.pk}/"
        for _press in range(2):
            placed = administrator.post(address, {"step": "place", "officer": officer.pk}, follow=True)
        officer.refresh_from_db()
        assert officer.desk_point == point
        assert "Рябова Юлия Викторовна" in placed.content.decode()

        for _press in range(2):
            released = administrator.post(address, {"step": "release", "officer": officer.pk}, follow=True)
        officer.refresh_from_db()
        assert officer.desk_point is None
        assert "За этим пунктом ещё никто не закреплён" in released.content.decode()

    @pytest.mark.parametrize("number", ["", "999999", "x", "9" * 30])
    def test_takes_no_officer_who_is_not_there(
        self, administrator: Client, point: IssuePoint, officer: User, number: str
    ) -> None:
        answer = administrator.post(f"/desk/points/{point.pk}/", {"step": "place", "officer": number})

        assert answer.status_code == 422
        officer.refresh_from_db()
        assert officer.desk_point is None

    def test_takes_nobody_who_is_no_officer(
        self, administrator: Client, point: IssuePoint, cast: Cast, officer: User
    ) -> None:
        body = {"step": "place", "officer": cast.curator.pk}

        assert administrator.post(f"/desk/points/{point.pk}/", body).status_code == 422

    def test_is_not_there_for_nothing(self, administrator: Client) -> None:
        assert administrator.get("/desk/points/999999/").status_code == 404

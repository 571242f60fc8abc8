"""The supplier's own people as the administrator sees and changes them."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.access.models import IssuePoint, User
from kabinet.foundation.rights import Role
from tests import factories
from tests.factories import Cast

FIELDS = {
    "full_name": "Белова Ольга Игоревна",
    "role": "credentials-desk",
    "position": "специалист",
    "phone": "+7 495 730-60-20",
    "email": "belova@example.org",
}


@pytest.fixture
def administrator(cast: Cast) -> User:
    return factories.user("klimov", role=Role.ADMINISTRATOR, name="Климов Павел Николаевич", phone="1")


@pytest.fixture
def admin(administrator: User) -> Client:
    return factories.signed_in(administrator)


@pytest.fixture
def point(db: None) -> IssuePoint:
    return IssuePoint.objects.create(name="Офис на Удальцова", address="Москва", hours="9–18")


def seen(browser: Client, person: User) -> str:
    return browser.get(f"/desk/staff/{person.pk}/").context["form"]["seen"].value()


class TestList:
    def test_shows_who_works_in_which_role(self, cast: Cast, admin: Client) -> None:
        page = admin.get("/desk/staff/").content.decode()

        for words in ("Петрова Мария Сергеевна", "Куратор", "petrova", "Работает"):
            assert words in page
        assert "Сидоров" not in page

    def test_is_for_administrators(self, cast: Cast, head: Client, curator: Client) -> None:
        for browser in (head, curator, factories.signed_in(cast.director)):
            assert browser.get("/desk/staff/").status_code in {403, 404}

    @pytest.mark.parametrize("more", [0, 15])
    def test_asks_the_database_as_often_for_many_as_for_few(
        self, admin: Client, more: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(more):
            factories.user(f"curator-{number}", role=Role.CURATOR)

        with django_assert_num_queries(5):
            admin.get("/desk/staff/")


class TestEnter:
    def test_leads_back_to_the_list_with_the_user_name(self, admin: Client, point: IssuePoint) -> None:
        answer = admin.post("/desk/staff/new/", FIELDS | {"point": point.pk}, follow=True)

        page = answer.content.decode()
        assert "имя пользователя belova.oi" in page
        assert "Ждёт выдачи доступа" in page
        assert "Офис на Удальцова" in page

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"full_name": ""}, "Заполните поле «Фамилия, имя, отчество»"),
            ({"full_name": "Белова"}, "Укажите фамилию, имя и отчество буквами"),
            ({"full_name": "Бeлова Ольга"}, "смешаны русские и латинские буквы"),
            ({"full_name": "А" * 1000}, "200"),
            ({"role": "director"}, 'id="id_role_error"'),
            ({"phone": "12"}, "Укажите телефон с кодом"),
            ({"email": "белова@example.org"}, "не латинские буквы"),
            ({"point": "999999"}, 'id="id_point_error"'),
        ],
    )
    def test_tells_what_is_wrong_at_the_field_and_keeps_the_rest(
        self, admin: Client, changes: dict[str, str], words: str
    ) -> None:
        answer = admin.post("/desk/staff/new/", FIELDS | changes)

        assert answer.status_code == 422
        page = answer.content.decode()
        assert words in page
        assert "специалист" in page
        assert not User.objects.filter(email="belova@example.org").exists()

    def test_pressed_twice_enters_one(self, admin: Client) -> None:
        for _ in range(2):
            admin.post("/desk/staff/new/", FIELDS)

        assert User.objects.filter(full_name="Белова Ольга Игоревна").count() == 1


class TestEmployee:
    def post(self, browser: Client, person: User, **changes: object) -> object:
        fields = {
            "full_name": person.full_name,
            "role": person.role,
            "position": "куратор",
            "phone": "+7 495 730-60-12",
            "email": "person@example.org",
            "seen": seen(browser, person),
        }
        return browser.post(f"/desk/staff/{person.pk}/", fields | changes)

    def test_is_changed(self, cast: Cast, admin: Client) -> None:
        answer = self.post(admin, cast.curator, role="head")

        assert answer.headers["Location"] == "/desk/staff/"
        cast.curator.refresh_from_db()
        assert (cast.curator.role, cast.curator.email) == ("head", "person@example.org")

    def test_ones_own_role_is_refused_at_the_field(self, admin: Client, administrator: User) -> None:
        factories.user("second", role=Role.ADMINISTRATOR)

        answer = self.post(admin, administrator, role="head", full_name="Климов Павел Николаевич")

        assert answer.status_code == 422
        assert "Менять собственную роль и удалять себя нельзя." in answer.content.decode()

    def test_changed_by_another_is_shown_as_it_is_now(self, cast: Cast, admin: Client) -> None:
        before = seen(admin, cast.curator)
        self.post(admin, cast.curator, phone="+7 495 730-60-13")

        answer = self.post(admin, cast.curator, role="head", seen=before)

        assert answer.headers["Location"] == f"/desk/staff/{cast.curator.pk}/"
        page = admin.get(f"/desk/staff/{cast.curator.pk}/").content.decode()
        assert "изменения уже внёс другой пользователь: Климов Павел Николаевич" in page
        cast.curator.refresh_from_db()
        assert cast.curator.role == "curator"

    def test_of_a_customer_is_not_there(self, cast: Cast, admin: Client) -> None:
        for path in ("", "remove/"):
            assert admin.get(f"/desk/staff/{cast.director.pk}/{path}").status_code == 404


class TestRemoval:
    def test_warns_of_customers_and_removes(self, cast: Cast, admin: Client) -> None:
        address = f"/desk/staff/{cast.curator.pk}/remove/"
        assert "Этому куратору доверены 2 потребителя" in admin.get(address).content.decode()

        answer = admin.post(address, {"reason": "Уволилась"}, follow=True)

        assert "Сотрудник удалён: Петрова Мария Сергеевна." in answer.content.decode()
        cast.curator.refresh_from_db()
        assert not cast.curator.is_active

    def test_needs_a_reason(self, cast: Cast, admin: Client) -> None:
        answer = admin.post(f"/desk/staff/{cast.curator.pk}/remove/", {"reason": " "})

        assert answer.status_code == 422
        assert "Заполните поле «Причина»" in answer.content.decode()

    def test_of_oneself_is_not_offered_and_refused(self, admin: Client, administrator: User) -> None:
        assert "remove/" not in admin.get(f"/desk/staff/{administrator.pk}/").content.decode()

        answer = admin.post(f"/desk/staff/{administrator.pk}/remove/", {"reason": "так"})

        assert answer.status_code == 422
        assert "удалять себя нельзя" in answer.content.decode()

    def test_can_be_taken_back(self, cast: Cast, admin: Client) -> None:
        admin.post(f"/desk/staff/{cast.curator.pk}/remove/", {"reason": "Уволилась"})
        assert "Вернуть сотрудника" in admin.get(f"/desk/staff/{cast.curator.pk}/").content.decode()

        admin.post(f"/desk/staff/{cast.curator.pk}/take-back/")

        assert "Ждёт выдачи доступа" in admin.get(f"/desk/staff/{cast.curator.pk}/").content.decode()

"""The people of an enterprise, as whoever manages them sees and changes them."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from kabinet.access.models import EndPaper, Grant, Membership, SignIn, User
from kabinet.foundation.rights import CLIENT_RIGHTS, Right
from tests import factories
from tests.factories import NOW, TODAY, Cast
from tests.files import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen(settings: Settings) -> None:
    settings.FROZEN_NOW = NOW


@pytest.fixture
def director(cast: Cast) -> Client:
    return factories.signed_in(cast.director)


def membership_of(person: User) -> Membership:
    return Membership.objects.everywhere(reason="test").get(user=person)


def page_of(person: User) -> str:
    return f"/people/{membership_of(person).pk}/"


def seen(browser: Client, address: str) -> str:
    return browser.get(address).context["form"]["seen"].value()


def rights_of(person: User) -> set[str]:
    return set(Grant.objects.everywhere(reason="test").get(membership__user=person).rights)


class TestList:
    def test_shows_the_people_with_powers_rights_and_sign_ins(self, cast: Cast, director: Client) -> None:
        SignIn(user=cast.engineer, at=NOW - timedelta(hours=1), address="", browser="").save(
            force_insert=True
        )

        page = director.get("/people/").content.decode()

        for words in (
            "Сидоров Семён Семёнович",
            "sidorov",
            "Доверенность № 17 от 12.01.2026",
            "договор, показания, заявки, документы",
            "23.11.2026 08:20",
            "Кузнецов Игорь Олегович (вы)",
            "Действует",
        ):
            assert words in page, words
        assert "Смирнов" not in page

    def test_says_in_what_state_each_access_is(self, cast: Cast, director: Client) -> None:
        Membership.objects.everywhere(reason="test").filter(user=cast.engineer).update(
            valid_to=TODAY + timedelta(days=10)
        )
        Membership.objects.everywhere(reason="test").filter(user=cast.accountant).update(valid_to=TODAY)

        page = director.get("/people/").content.decode()

        assert 'tag-warning">Действует до 02.12.2026' in page
        assert "Прекращён" in page

    def test_names_the_contract_where_there_are_several(self, cast: Cast, director: Client) -> None:
        second = factories.contract(cast.plant, "12-4-0999/26")
        factories.grant(membership_of(cast.director), second)

        assert "12-4-0999/26" in director.get("/people/").content.decode()

    def test_is_for_whoever_manages_people(self, cast: Cast) -> None:
        engineer = factories.signed_in(cast.engineer)

        assert engineer.get("/people/").status_code == 403
        assert "/people/" not in engineer.get("/").content.decode()
        assert 'href="/people/"' in factories.signed_in(cast.director).get("/").content.decode()

    @pytest.mark.parametrize("more", [0, 12])
    def test_asks_the_database_as_often_for_many_as_for_few(
        self, cast: Cast, director: Client, more: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(more):
            person = factories.user(f"person-{number}", role=cast.engineer.role)
            factories.grant(factories.member(person, cast.plant), cast.contract)

        with django_assert_num_queries(9):
            director.get("/people/")


class TestRights:
    def post(self, browser: Client, cast: Cast, person: User, *rights: str, **fields: str) -> object:
        address = page_of(person)
        data = {f"rights_{cast.contract.pk}": list(rights), "seen": seen(browser, address)} | fields
        return browser.post(address, data)

    def test_are_saved_and_told_of(self, cast: Cast, director: Client) -> None:
        answer = self.post(director, cast, cast.accountant, "see-supply", "send-documents")

        assert answer.headers["Location"] == "/people/"
        assert rights_of(cast.accountant) == {"see-supply", "send-documents"}
        accountant = factories.signed_in(cast.accountant)
        assert accountant.get("/settlements/").status_code == 404
        assert "Отняты: видит расчёты" in accountant.get("/notifications/").content.decode()

    def test_are_ticked_as_they_are(self, cast: Cast, director: Client) -> None:
        form = director.get(page_of(cast.accountant)).context["form"]

        assert form[f"rights_{cast.contract.pk}"].value() == ["see-money", "see-supply", "send-documents"]

    def test_that_one_has_not_are_not_offered_and_stay(self, cast: Cast, director: Client) -> None:
        mine = sorted(CLIENT_RIGHTS - {Right.SEE_MONEY})
        Grant.objects.everywhere(reason="test").filter(membership__user=cast.director).update(rights=mine)

        page = director.get(page_of(cast.accountant)).content.decode()
        assert "Не в вашей власти: видит расчёты" in page
        assert 'value="see-money"' not in page

        self.post(director, cast, cast.accountant, "see-supply")
        assert rights_of(cast.accountant) == {"see-supply", "see-money"}

    @pytest.mark.parametrize("forged", ["see-money", "issue-access", "be-king"])
    def test_that_one_has_not_cannot_be_forged(self, cast: Cast, director: Client, forged: str) -> None:
        mine = sorted(CLIENT_RIGHTS - {Right.SEE_MONEY})
        Grant.objects.everywhere(reason="test").filter(membership__user=cast.director).update(rights=mine)

        answer = self.post(director, cast, cast.engineer, "see-supply", forged)

        assert answer.status_code == 422
        assert "Право, которого нет у вас, нельзя ни дать, ни отнять." in answer.content.decode()
        assert "submit-readings" in rights_of(cast.engineer)

    def test_without_the_one_to_see_the_contract_are_refused_at_the_field(
        self, cast: Cast, director: Client
    ) -> None:
        answer = self.post(director, cast, cast.accountant, "see-money")

        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Если не видеть договор № 12-4-0345/26" in page
        assert f'id="id_rights_{cast.contract.pk}_error"' in page
        assert answer.context["form"][f"rights_{cast.contract.pk}"].value() == ["see-money"]

    def test_of_the_last_manager_stay(self, cast: Cast, director: Client) -> None:
        answer = self.post(director, cast, cast.director, "see-supply")

        assert answer.status_code == 422
        assert "Кто-то должен управлять доступом сотрудников" in answer.content.decode()

    def test_changed_by_another_are_shown_as_they_are_now(self, cast: Cast, director: Client) -> None:
        before = seen(director, page_of(cast.accountant))
        self.post(director, cast, cast.accountant, "see-supply")

        answer = self.post(director, cast, cast.accountant, "see-supply", "see-money", seen=before)

        assert answer.headers["Location"] == page_of(cast.accountant)
        page = director.get(page_of(cast.accountant)).content.decode()
        assert "изменения уже внёс другой пользователь: Кузнецов Игорь Олегович" in page
        assert rights_of(cast.accountant) == {"see-supply"}

    def test_of_others_people_are_not_there(self, cast: Cast, director: Client) -> None:
        for address in (page_of(cast.neighbour), "/people/999999/", f"{page_of(cast.neighbour)}end/"):
            assert director.get(address).status_code == 404
            assert director.post(address, {"seen": ""}).status_code == 404

    def test_of_an_ended_colleague_cannot_be_changed(self, cast: Cast, director: Client) -> None:
        before = seen(director, page_of(cast.engineer))
        Membership.objects.everywhere(reason="test").filter(user=cast.engineer).update(valid_to=TODAY)

        answer = self.post(director, cast, cast.engineer, "see-supply", seen=before)

        assert answer.status_code == 302
        page = director.get(page_of(cast.engineer)).content.decode()
        assert "Снова его открывает поставщик" in page
        assert "Сохранить права" not in page


class TestHistory:
    def test_says_who_changed_which_rights(self, cast: Cast, director: Client) -> None:
        address = page_of(cast.accountant)
        assert "Права не менялись" in director.get(address).content.decode()
        rights = {f"rights_{cast.contract.pk}": ["see-supply", "submit-readings"]}
        director.post(address, rights | {"seen": seen(director, address)})

        page = director.get(address).content.decode()

        assert "Права по договору № 12-4-0345/26 изменены" in page
        assert "Кузнецов Игорь Олегович · 23.11.2026 09:20" in page
        assert "Даны: передаёт показания. Отняты: видит расчёты, отправляет документы." in page

    @pytest.mark.parametrize("changes", [1, 6])
    def test_asks_the_database_as_often_for_a_long_one(
        self, cast: Cast, director: Client, changes: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        address = page_of(cast.accountant)
        for number in range(changes):
            rights = ["see-supply", "see-money"][: 1 + number % 2]
            director.post(address, {f"rights_{cast.contract.pk}": rights, "seen": seen(director, address)})
        director.get(address)  # the message is read

        with django_assert_num_queries(11):
            director.get(address)


class TestEnd:
    def post(self, browser: Client, person: User, **fields: object) -> object:
        address = f"{page_of(person)}end/"
        data = {"when": "at-once", "last_day": "", "reason": "Уволился"} | fields
        return browser.post(address, data | {"seen": seen(browser, address)})

    def test_at_once_signs_the_colleague_out(self, cast: Cast, director: Client) -> None:
        engineer = factories.signed_in(cast.engineer)

        answer = self.post(director, cast.engineer)

        assert answer.headers["Location"] == "/people/"
        assert engineer.get("/readings/").headers["Location"].startswith("/login/")
        page = director.get("/people/").content.decode()
        assert "Доступ прекращён: Сидоров Семён Семёнович." in page

    def test_with_a_last_day_says_it(self, cast: Cast, director: Client) -> None:
        self.post(director, cast.engineer, when="on-day", last_day="30.11")

        assert membership_of(cast.engineer).valid_to == TODAY + timedelta(days=8)
        assert "Последний день доступа назначен: Сидоров Семён Семёнович, 30.11.2026." in (
            director.get("/people/").content.decode()
        )

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"when": "on-day"}, "Напишите последний день"),
            ({"when": "on-day", "last_day": "завтра"}, "введите дату, например"),
            ({"when": "on-day", "last_day": "22.11.2026"}, "Последний день не может быть в прошлом."),
            ({"when": "on-day", "last_day": "31.12.2026"}, "и так заканчивается 30.11.2026"),
            ({"reason": " "}, "Заполните поле «Причина»"),
            ({"when": "never"}, "Когда прекратить доступ"),
        ],
    )
    def test_asks_for_what_is_missing_and_keeps_the_rest(
        self, cast: Cast, director: Client, fields: dict[str, str], words: str
    ) -> None:
        Membership.objects.everywhere(reason="test").filter(user=cast.engineer).update(
            valid_to=TODAY + timedelta(days=8)
        )

        answer = self.post(director, cast.engineer, **fields)

        assert answer.status_code == 422
        page = answer.content.decode()
        assert words in page
        assert page.count("<title>Ошибка:") == 1
        if "reason" not in fields:
            assert "Уволился" in page
        assert membership_of(cast.engineer).ended_by == ""

    def test_takes_papers_and_keeps_them_after_a_mistake(self, cast: Cast, director: Client) -> None:
        order = samples.upload("приказ.pdf", samples.pdf())
        answer = self.post(director, cast.engineer, reason="", files=[order])
        assert answer.status_code == 422
        [(kept, _label)] = answer.context["form"].fields["kept"].choices

        self.post(director, cast.engineer, kept=[kept])

        paper = EndPaper.objects.everywhere(reason="test").get()
        page = director.get(page_of(cast.engineer)).content.decode()
        assert f"/people/papers/{paper.pk}/" in page
        assert "Уволился" in page
        answer = director.get(f"/people/papers/{paper.pk}/")
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
        assert "attachment" in answer.headers["Content-Disposition"]

    def test_of_whoever_may_more_is_not_offered_and_refused(self, cast: Cast, director: Client) -> None:
        mine = sorted(CLIENT_RIGHTS - {Right.SEE_MONEY})
        Grant.objects.everywhere(reason="test").filter(membership__user=cast.director).update(rights=mine)

        page = director.get(page_of(cast.accountant)).content.decode()
        assert "end/" not in page
        assert "Сотруднику дано больше, чем вам: видит расчёты." in page
        assert "end/" in director.get(page_of(cast.engineer)).content.decode()

        answer = self.post(director, cast.accountant)

        assert answer.status_code == 422
        assert "У сотрудника есть права, которых нет у вас." in answer.content.decode()
        assert membership_of(cast.accountant).valid_to is None

    def test_of_whoever_has_rights_elsewhere_is_not_offered_and_refused(
        self, cast: Cast, director: Client
    ) -> None:
        factories.grant(membership_of(cast.engineer), factories.contract(cast.plant, "12-4-0999/26"))

        page = director.get(page_of(cast.engineer)).content.decode()
        assert "end/" not in page
        answer = self.post(director, cast.engineer)

        assert answer.status_code == 422
        for shown in (page, answer.content.decode()):
            assert (
                "У сотрудника есть права и по договорам, где доступом управляете не вы. Прекратить" in shown
            )

    def test_of_ones_own_access_is_not_offered_and_refused(self, cast: Cast, director: Client) -> None:
        assert "end/" not in director.get(page_of(cast.director)).content.decode()

        answer = self.post(director, cast.director)

        assert answer.status_code == 422
        assert "Прекратить собственный доступ нельзя." in answer.content.decode()

"""Access issued again, on its page."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from kabinet.access.models import IssuePoint, Membership, Proposal, User
from kabinet.access.operations import proposals
from tests import factories
from tests.access.credentials import desk
from tests.factories import NOW, PASSWORD, Cast
from tests.isolation.desk import checklist

pytestmark = pytest.mark.django_db

SHOWN = checklist(authority_number="17", authority_from="12.01.2026", authority_to="")


@pytest.fixture
def person(cast: Cast, point: IssuePoint) -> User:
    cast.engineer.issue_point = point
    cast.engineer.save()
    return cast.engineer


def address(person: User) -> str:
    return f"/desk/issue/people/{person.pk}/"


class TestPage:
    def test_says_who_it_is_and_what_will_end(self, officer: Client, person: User) -> None:
        page = officer.get(address(person)).content.decode()

        for words in ("sidorov", "Доверенность № 17", "Окно 3", "сразу перестанут действовать"):
            assert words in page

    def test_shows_no_way_on_for_somebody_whose_powers_have_ended(
        self, officer: Client, person: User
    ) -> None:
        Membership.objects.everywhere(reason="test").filter(user=person).update(valid_to=factories.TODAY)

        page = officer.get(address(person)).content.decode()

        assert "нужна новая заявка" in page
        assert "Выдать доступ заново</button>" not in page

    def test_shows_no_way_on_for_the_officer_themselves(self, officer: Client, clerk: User) -> None:
        page = officer.get(address(clerk)).content.decode()

        assert "Самому себе доступ не выдают" in page
        assert "Выдать доступ заново</button>" not in page

    def test_is_not_there_for_nobody(self, officer: Client) -> None:
        assert officer.get("/desk/issue/people/999999/").status_code == 404


class TestReissuing:
    def test_leads_to_the_slip(self, officer: Client, person: User) -> None:
        answer = officer.post(address(person), SHOWN, follow=True)

        [issue] = desk.issues()
        assert issue.kind == "reissue"
        assert "Прежний пароль и сеансы больше не действуют" in answer.content.decode()
        person.refresh_from_db()
        assert not person.has_usable_password()

    def test_is_done_once_when_pressed_twice(self, officer: Client, person: User) -> None:
        for _press in range(2):
            officer.post(address(person), SHOWN)

        assert len(desk.issues()) == 1

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"authority_to": "22.11.2026"}, "действовала до 22.11.2026"),
            ({"authority_number": "18"}, "Проверена другая бумага"),
            ({"identity_seen": ""}, "Отметьте «Документ сверен"),
        ],
    )
    def test_keeps_the_password_where_something_is_missing(
        self, officer: Client, person: User, changes: dict[str, str], words: str
    ) -> None:
        answer = officer.post(address(person), SHOWN | changes)

        assert answer.status_code == 422
        assert words in answer.content.decode()
        person.refresh_from_db()
        assert person.check_password(PASSWORD)

    def test_is_refused_in_words_where_it_came_to_be_impossible(
        self, officer: Client, person: User, other_point: IssuePoint
    ) -> None:
        person.issue_point = other_point
        person.save()

        answer = officer.post(address(person), SHOWN)

        assert answer.status_code == 409
        assert "Тверь, ул. Газовая, д. 5, вт, чт 10:00–15:00" in answer.content.decode()


class TestOtherPoint:
    def ask(self, client: Client, person: User, reason: str = "В командировке") -> object:
        return client.post(address(person), {"step": "ask", "reason": reason, "key": "ask"}, follow=True)

    def test_is_told_which_one_with_address_and_hours(self, officer_elsewhere: Client, person: User) -> None:
        page = officer_elsewhere.get(address(person)).content.decode()

        for words in ("Окно 3", "ул. Удальцова, д. 2", "пн–пт 9:00–16:00", "Запросить согласие"):
            assert words in page
        assert "Выдать доступ заново</button>" not in page

    def test_asks_the_head_once(self, officer_elsewhere: Client, person: User, cast: Cast) -> None:
        pages = [self.ask(officer_elsewhere, person).content.decode() for _press in range(2)]  # type: ignore[attr-defined]

        assert "Начальник отдела ещё не решил" in pages[-1]
        [asked] = Proposal.objects.everywhere(reason="test")
        assert (asked.subject, asked.reason) == ("user:sidorov", "В командировке")
        shown = factories.signed_in(cast.head).get(f"/desk/proposals/{asked.pk}/").content.decode()
        for words in (person.full_name, cast.plant.name, "Окно 3", "Тверь"):
            assert words in shown

    def test_wants_a_reason(self, officer_elsewhere: Client, person: User) -> None:
        answer = self.ask(officer_elsewhere, person, reason=" ")

        assert answer.status_code == 422  # type: ignore[attr-defined]
        assert not Proposal.objects.everywhere(reason="test").exists()

    def test_goes_on_after_the_head_has_consented(
        self, officer_elsewhere: Client, person: User, cast: Cast
    ) -> None:
        self.ask(officer_elsewhere, person)
        asked = Proposal.objects.everywhere(reason="test").get()
        proposals.approve(viewer=factories.viewer_of(cast.head), proposal_id=asked.pk, now=NOW)

        page = officer_elsewhere.get(address(person)).content.decode()
        assert "Согласие дано: Орлов Пётр Ильич. Здесь можно выдать доступ один раз, до 07.12.2026." in page
        assert officer_elsewhere.post(address(person), SHOWN).status_code == 302
        [issue] = desk.issues()
        assert issue.consent == asked
        assert "Запросить согласие" in officer_elsewhere.get(address(person)).content.decode()

    def test_says_that_a_consent_has_lapsed_and_asks_anew(
        self, officer_elsewhere: Client, person: User, cast: Cast, settings: Settings
    ) -> None:
        self.ask(officer_elsewhere, person)
        asked = Proposal.objects.everywhere(reason="test").get()
        proposals.approve(viewer=factories.viewer_of(cast.head), proposal_id=asked.pk, now=NOW)
        settings.FROZEN_NOW = NOW + timedelta(days=15)

        page = officer_elsewhere.get(address(person)).content.decode()

        assert "действовало до 07.12.2026. Запросите его снова." in page
        assert "Запросить согласие" in page
        assert "Выдать доступ заново</button>" not in page
        assert officer_elsewhere.post(address(person), SHOWN).status_code == 409
        assert desk.issues() == []

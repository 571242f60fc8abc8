"""The offer agreement on the desk: its versions, a new one proposed and approved, who accepted which."""

import re
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from kabinet.access import operations as access
from kabinet.access.models import Offer, Proposal, User
from kabinet.access.operations.sign_in import Visit
from kabinet.foundation.rights import Role
from tests import factories
from tests.factories import NOW, TODAY, Cast

NEW = "/desk/offers/new/"
ACCEPTED = "/desk/offers/accepted/"
TEXT = "1. Предмет\n1.1. Срок ответа три дня.\n"


@pytest.fixture(autouse=True)
def in_force(cast: Cast) -> Offer:
    return factories.offer(text="1. Предмет\n1.1. Срок ответа два дня.")


@pytest.fixture
def author(cast: Cast) -> User:
    return factories.user("admin", role=Role.ADMINISTRATOR, name="Шубина Раиса Олеговна")


@pytest.fixture
def administrator(author: User) -> Client:
    return factories.signed_in(author)


def typed(**changes: str) -> dict[str, str]:
    return {
        "version": "2026-12",
        "title": "Договор-оферта",
        "in_force_from": "01.12.2026",
        "text": TEXT,
        "reason": "Новый срок ответа",
        "key": "one-form",
        "action": "propose",
    } | changes


def proposals() -> list[Proposal]:
    return list(Proposal.objects.everywhere(reason="test").order_by("id"))


class TestOffers:
    def test_lists_versions_with_their_state_and_how_many_accepted_them(
        self, cast: Cast, head: Client
    ) -> None:
        factories.offer(version="2025-01", since=TODAY - timedelta(days=600))
        factories.offer(version="2027-01", since=TODAY + timedelta(days=40))
        for person in (cast.engineer, cast.accountant):
            access.record_sign_in(user=person, visit=Visit("192.0.2.1", ""), on=TODAY, at=NOW)

        page = head.get("/desk/offers/").content.decode()

        for words in ("Ещё не действует", "Действует", "Заменена"):
            assert page.count(f">{words}</span>") == 1
        assert f'href="{ACCEPTED}?version=2026-03">2</a>' in page
        assert NEW not in page

    def test_shows_what_waits_for_a_decision(self, administrator: Client) -> None:
        administrator.post(NEW, typed())

        page = administrator.get("/desk/offers/").content.decode()

        assert "Редакция 2026-12 ждёт решения" in page
        assert f"/desk/proposals/{proposals()[0].pk}/" in page

    def test_is_not_for_curators(self, curator: Client, bookkeeper: Client) -> None:
        for browser in (curator, bookkeeper):
            for address in ("/desk/offers/", "/desk/offers/2026-03/", NEW, ACCEPTED):
                assert browser.get(address).status_code == 403

    def test_knows_no_version_that_is_not_there(self, head: Client) -> None:
        assert head.get("/desk/offers/1999-01/").status_code == 404

    @pytest.mark.parametrize("count", [1, 20])
    def test_asks_the_database_as_often_for_many_versions_as_for_one(
        self, head: Client, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(count):
            factories.offer(version=f"v{number}", since=TODAY - timedelta(days=number))

        with django_assert_max_num_queries(8):
            head.get("/desk/offers/")


class TestOffer:
    def test_shows_text_differences_and_who_published_it(
        self, administrator: Client, head: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        administrator.post(NEW, typed())
        head.post(f"/desk/proposals/{proposals()[0].pk}/", {"action": "approve"})

        with django_assert_max_num_queries(9):
            page = head.get("/desk/offers/2026-12/").content.decode()

        assert re.search(r"Срок ответа <del>.*два</del><ins>.*три</ins> дня", page)
        for words in ("Ещё не действует", "Шубина Раиса Олеговна", "Орлов Пётр Ильич", "редакцию 2026-03"):
            assert words in page
        assert "/offer/2026-12/pdf/" in page


class TestNew:
    def test_begins_with_the_text_in_force(self, administrator: Client) -> None:
        page = administrator.get(NEW).content.decode()

        assert "1.1. Срок ответа два дня." in page
        assert 'value="Договор-оферта"' in page

    def test_is_looked_at_before_it_is_proposed(self, administrator: Client) -> None:
        page = administrator.post(NEW, typed(action="check")).content.decode()

        assert re.search(r"Срок ответа <del>.*два</del><ins>.*три</ins> дня", page)
        assert "Как её увидят на странице входа" in page
        assert 'value="propose"' in page
        assert proposals() == []

    def test_comes_back_to_the_text_as_it_was_typed(self, administrator: Client) -> None:
        page = administrator.post(
            NEW, typed(action="edit", version="?", in_force_from="завтра")
        ).content.decode()

        assert "1.1. Срок ответа три дня." in page
        assert 'value="завтра"' in page
        assert "govuk-error" not in page

    def test_is_proposed_and_published_by_another(self, administrator: Client, head: Client) -> None:
        answer = administrator.post(NEW, typed())
        [proposal] = proposals()
        assert answer.headers["Location"] == f"/desk/proposals/{proposal.pk}/"

        page = head.get(f"/desk/proposals/{proposal.pk}/").content.decode()
        assert re.search(r"Срок ответа <del>.*два</del><ins>.*три</ins> дня", page)
        assert "Новый срок ответа" in page
        head.post(f"/desk/proposals/{proposal.pk}/", {"action": "approve"})

        offer = Offer.objects.get(version="2026-12")
        assert (offer.text, f"{offer.in_force_from:%d.%m.%Y}") == (TEXT, "01.12.2026")

    def test_is_proposed_once_by_two_presses(self, administrator: Client) -> None:
        first, second = (administrator.post(NEW, typed()) for _press in range(2))

        assert first.headers["Location"] == second.headers["Location"]
        assert len(proposals()) == 1

    def test_is_approved_by_nobody_who_wrote_it(self, author: User, administrator: Client) -> None:
        administrator.post(NEW, typed())
        [proposal] = proposals()

        assert administrator.post(f"/desk/proposals/{proposal.pk}/", {"action": "approve"}).status_code == 403
        User.objects.filter(pk=author.pk).update(role=Role.HEAD)
        assert administrator.post(f"/desk/proposals/{proposal.pk}/", {"action": "approve"}).status_code == 409
        assert Offer.objects.count() == 1

    @pytest.mark.parametrize("action", ["check", "propose"])
    @pytest.mark.parametrize(
        ("field", "wrong", "words"),
        [
            ("version", "2026-03", "Редакция 2026-03 уже есть"),
            ("version", "новая", "Назовите редакцию буквами"),
            ("in_force_from", "22.11.2026", "уже в прошлом"),
            ("in_force_from", "01.03.2026", "уже в прошлом"),
            ("in_force_from", "завтра", "введите дату"),
            ("in_force_from", "20.12.2026", "С 20.12.2026 уже действует редакция 2026-12a"),
            ("text", "1. Предмет\n\n1.1. Срок ответа два дня.\n", "публиковать нечего"),
            ("text", "", "Заполните поле «Текст»"),
            ("reason", "", "Заполните поле «Что меняется и почему»"),
        ],
    )
    def test_says_at_the_field_what_is_wrong_and_keeps_what_was_typed(
        self, administrator: Client, action: str, field: str, wrong: str, words: str
    ) -> None:
        factories.offer(version="2026-12a", since=TODAY + timedelta(days=27), text="Совсем иначе.")

        answer = administrator.post(NEW, typed(action=action, **{field: wrong}))

        page = answer.content.decode()
        assert answer.status_code == 422
        assert words in page
        assert f'href="#id_{field}"' in page
        assert "Новый срок ответа" in page or field == "reason"
        assert proposals() == []

    def test_says_who_has_proposed_another_for_the_day(self, administrator: Client) -> None:
        administrator.post(NEW, typed())

        answer = administrator.post(NEW, typed(version="2026-12b"))

        assert answer.status_code == 422
        assert "уже ждёт решения: Шубина Раиса Олеговна" in answer.content.decode()

    def test_is_refused_by_the_head_after_its_day_in_words(
        self, administrator: Client, head: Client, settings: Settings
    ) -> None:
        administrator.post(NEW, typed(in_force_from="23.11.2026"))
        settings.FROZEN_NOW = NOW + timedelta(days=1)

        answer = head.post(f"/desk/proposals/{proposals()[0].pk}/", {"action": "approve"})

        assert answer.status_code == 409
        assert "23.11.2026 уже в прошлом" in answer.content.decode()
        assert Offer.objects.count() == 1

    def test_takes_a_long_text_of_long_words(self, administrator: Client) -> None:
        long = "\n".join(["Г" * 3000, *("слово " * 200 for _ in range(40))])

        assert administrator.post(NEW, typed(action="check", text=long)).status_code == 200
        assert administrator.post(NEW, typed(text="Г" * 100_001)).status_code == 422


class TestAcceptances:
    @pytest.fixture(autouse=True)
    def signed_in(self, cast: Cast) -> None:
        for person in (cast.engineer, cast.neighbour):
            access.record_sign_in(user=person, visit=Visit("192.0.2.17", ""), on=TODAY, at=NOW)

    def test_names_person_organization_version_moment_and_address(self, head: Client) -> None:
        page = head.get(ACCEPTED).content.decode()

        for words in ("Сидоров Семён Семёнович", "Завод Керамик", "2026-03", "23.11.2026", "192.0.2.17"):
            assert words in page
        assert "Найдено: 2" in page

    @pytest.mark.parametrize(
        ("query", "found"), [("q=стекло", 1), ("version=2026-03", 2), ("version=1999", 2), ("q=никто", 0)]
    )
    def test_is_narrowed(self, administrator: Client, query: str, found: int) -> None:
        page = administrator.get(f"{ACCEPTED}?{query}").content.decode()

        assert f"Найдено: {found}" in page
        assert ("Ничего не нашлось" in page) == (not found)

    def test_is_exported_as_it_is_narrowed(self, head: Client) -> None:
        answer = head.get(f"{ACCEPTED}?q=стекло&format=xlsx")

        rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
        assert rows[0][0] == "Кто"
        [row] = rows[1:]
        assert row[:4] == ("Смирнов Олег Львович", "smirnov", "АО «Стекло»", "2026-03")
        assert (f"{row[4]:%d.%m.%Y}", row[5], row[6]) == ("23.11.2026", "09:20:00", "192.0.2.17")

    def test_is_paged_at_a_constant_price(
        self, cast: Cast, head: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(60):
            person = factories.user(f"person-{number}", role=Role.ENGINEER)
            access.record_sign_in(user=person, visit=Visit("", ""), on=TODAY, at=NOW)

        with django_assert_max_num_queries(8):
            page = head.get(f"{ACCEPTED}?page=2").content.decode()

        assert "Найдено: 62" in page
        assert page.count("<tr") == 13

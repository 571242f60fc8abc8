"""The supplier's requisites on the desk: those in force, a change proposed, the warning to who approves it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from kabinet.access.models import Proposal
from kabinet.desk.pages.requisites.comparison import parted
from kabinet.foundation.rights import Role
from kabinet.organizations import queries
from kabinet.organizations.models import SupplierRequisites
from tests import factories
from tests.factories import NOW, Cast
from tests.organizations.test_requisites import FIRST, NEW

PAGE = "/desk/requisites/"
FORM = "/desk/requisites/new/"


@pytest.fixture(autouse=True)
def staff(cast: Cast) -> None:
    """Everybody of the standing cast is there."""


def typed(**changes: object) -> dict[str, object]:
    return {
        **NEW.content(),
        "valid_from": "01.12.2026",
        "reason": "Письмо банка № 12",
        "seen": 0,
        "key": "one-form",
    } | changes


def proposals() -> list[Proposal]:
    return list(Proposal.objects.everywhere(reason="test").order_by("id"))


def approve(head: Client) -> int:
    address = f"/desk/proposals/{proposals()[-1].pk}/"
    return head.post(address, {"action": "approve", "compared": "on"}).status_code


class TestRequisites:
    def test_show_what_is_in_force_and_every_version(self, bookkeeper: Client, head: Client) -> None:
        bookkeeper.post(FORM, typed())
        approve(head)

        page = head.get(PAGE).content.decode()

        for words in (
            "40702 810 6 0000 0000001",
            "01.12.2026",
            "Ещё не действует",
            "с самого начала",
        ):
            assert words in page
        assert FORM not in page
        assert FORM in bookkeeper.get(PAGE).content.decode()

    def test_tell_of_a_change_that_waits(self, bookkeeper: Client) -> None:
        bookkeeper.post(FORM, typed())

        assert "Изменение с 01.12.2026 ждёт решения" in bookkeeper.get(PAGE).content.decode()

    def test_are_not_for_curators(self, curator: Client, head: Client) -> None:
        assert curator.get(PAGE).status_code == 403
        assert head.get(FORM).status_code == 403
        assert head.post(FORM, typed()).status_code == 403

    def test_show_a_version_with_what_changed_and_by_whom(
        self, bookkeeper: Client, head: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        bookkeeper.post(FORM, typed())
        approve(head)
        version = SupplierRequisites.objects.get()

        with django_assert_max_num_queries(9):
            page = head.get(f"{PAGE}{version.pk}/").content.decode()

        for words in (
            parted(FIRST.account),
            parted(NEW.account),
            "Белова Ольга Игоревна",
            "Орлов Пётр Ильич",
        ):
            assert words in page
        assert head.get(f"{PAGE}{version.pk + 1}/").status_code == 404


class TestNew:
    def test_begins_with_what_is_in_force(self, bookkeeper: Client) -> None:
        page = bookkeeper.get(FORM).content.decode()

        assert f'value="{FIRST.account}"' in page
        assert 'name="seen" value="0"' in page

    def test_takes_an_account_as_it_is_copied_from_a_letter(self, bookkeeper: Client) -> None:
        account = NEW.account
        pasted = f" {account[:5]}.{account[5:8]}.{account[8]}.{account[9:13]}.{account[13:]}\u00a0"

        assert bookkeeper.post(FORM, typed(account=pasted)).status_code == 302
        assert proposals()[0].content["account"] == account

    @pytest.mark.parametrize(
        ("field", "wrong", "words"),
        [
            ("account", "40702810000000000043", "Ключ счёта не сходится с БИК"),
            ("account", FIRST.account, "Ключ счёта не сходится с БИК"),
            ("correspondent_account", "30101810100000000888", "Ключ корр. счёта не сходится"),
            ("bik", "1234", "В БИК 9 цифр"),
            ("inn", "1234567890", "контрольные цифры не сходятся"),
            ("kpp", "x", "В КПП 9 знаков"),
            ("bank", "Б" * 46, "не больше 45 знаков"),
            ("name", "", "Заполните поле «Наименование»"),
            ("valid_from", "22.11.2026", "уже в прошлом"),
            ("valid_from", "31.02.2027", "введите дату"),
            ("reason", "", "Заполните поле «Почему и на основании чего»"),
        ],
    )
    def test_says_at_the_field_what_is_wrong_and_keeps_what_was_typed(
        self, bookkeeper: Client, field: str, wrong: str, words: str
    ) -> None:
        answer = bookkeeper.post(FORM, typed(**{field: wrong}))

        page = answer.content.decode()
        assert answer.status_code == 422
        assert words in page
        assert f'href="#id_{field}"' in page
        assert NEW.bank in page or field == "bank"
        assert wrong in page
        assert proposals() == []

    def test_says_when_nothing_would_change(self, bookkeeper: Client) -> None:
        answer = bookkeeper.post(FORM, typed(**FIRST.content()))

        assert answer.status_code == 422
        assert "ничто не отличается" in answer.content.decode()

    def test_is_proposed_once_by_two_presses(self, bookkeeper: Client) -> None:
        first, second = (bookkeeper.post(FORM, typed()) for _press in range(2))

        assert first.headers["Location"] == second.headers["Location"]
        assert len(proposals()) == 1

    def test_turns_nothing_back_that_was_set_meanwhile(self, bookkeeper: Client, head: Client) -> None:
        bookkeeper.post(FORM, typed())
        approve(head)

        answer = bookkeeper.post(FORM, typed(valid_from="01.02.2027", bank="Третий банк", key="old-page"))

        page = answer.content.decode()
        assert answer.status_code == 409
        assert "реквизиты изменились" in page
        assert "Третий банк" in page
        seen = re.search(r'name="seen" value="(\d+)"', page)
        assert seen
        again = typed(valid_from="01.02.2027", bank="Третий банк", key="old-page", seen=seen[1])
        assert bookkeeper.post(FORM, again).status_code == 302


class TestProposal:
    @pytest.fixture
    def address(self, bookkeeper: Client) -> str:
        bookkeeper.post(FORM, typed())
        return f"/desk/proposals/{proposals()[0].pk}/"

    def test_warns_with_both_accounts_side_by_side(self, address: str, head: Client) -> None:
        page = head.get(address).content.decode()

        assert "Меняется счёт, на который платят все потребители" in page
        assert '<del class="versus-value">40702 810 6 0000 0000001</del>' in page
        assert f'<ins class="versus-value">{NEW.account[:5]} {NEW.account[5:8]}' in page
        assert "Новый счёт сверен с письмом банка" in page

    def test_is_not_approved_without_the_comparison(self, address: str, head: Client) -> None:
        answer = head.post(address, {"action": "approve"})

        assert answer.status_code == 422
        assert 'href="#id_compared"' in answer.content.decode()
        assert proposals()[0].status == "open"

    def test_is_approved_and_in_force_from_its_day(self, address: str, head: Client) -> None:
        assert head.post(address, {"action": "approve", "compared": "on"}).status_code == 302

        assert queries.supplier_on(NOW.date()) == FIRST
        assert queries.supplier_on(NOW.date() + timedelta(days=8)) == NEW
        assert "Меняется счёт" in head.get(address).content.decode()

    def test_asks_for_no_comparison_where_the_account_stays(self, bookkeeper: Client, head: Client) -> None:
        bookkeeper.post(FORM, typed(**FIRST.content() | {"signer": "П. П. Петров"}))
        address = f"/desk/proposals/{proposals()[0].pk}/"

        page = head.get(address).content.decode()

        assert "П. П. Петров" in page
        assert "versus" not in page
        assert head.post(address, {"action": "approve"}).status_code == 302

    def test_is_refused_in_words_after_its_day(self, address: str, head: Client, settings: Settings) -> None:
        settings.FROZEN_NOW = NOW + timedelta(days=30)

        answer = head.post(address, {"action": "approve", "compared": "on"})

        assert answer.status_code == 409
        assert "01.12.2026 уже в прошлом" in answer.content.decode()

    def test_warns_of_a_later_version_that_takes_over(self, bookkeeper: Client, head: Client) -> None:
        bookkeeper.post(FORM, typed(valid_from="01.02.2027"))
        approve(head)
        seen = SupplierRequisites.objects.get().pk
        bookkeeper.post(FORM, typed(key="second", seen=seen, signer="П. П. Петров"))

        page = head.get(f"/desk/proposals/{proposals()[-1].pk}/").content.decode()

        assert "01.02.2027 они заменят эти" in page

    def test_costs_few_queries(
        self, address: str, head: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(9):
            head.get(address)


class TestQueue:
    def test_tells_the_head_of_what_waits_for_them_alone(
        self, bookkeeper: Client, head: Client, curator: Client
    ) -> None:
        assert "вашего решения" not in head.get("/desk/").content.decode()

        bookkeeper.post(FORM, typed())

        assert "1 предложение ждёт вашего решения" in head.get("/desk/").content.decode()
        for other in (bookkeeper, curator):
            assert "вашего решения" not in other.get("/desk/").content.decode()

    def test_costs_the_head_no_more_than_a_dozen_queries(
        self, bookkeeper: Client, head: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        bookkeeper.post(FORM, typed())

        with django_assert_max_num_queries(12):
            head.get("/desk/")

    def test_tells_an_administrator_nothing_to_decide(self, bookkeeper: Client) -> None:
        bookkeeper.post(FORM, typed())
        administrator = factories.signed_in(factories.user("admin", role=Role.ADMINISTRATOR))

        assert "вашего решения" not in administrator.get("/desk/").content.decode()

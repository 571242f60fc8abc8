"""A customer's account on the desk."""

from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.settlements.models import LedgerEntry
from kabinet.settlements.rules.words import EntryKind
from tests import factories
from tests.desk import things
from tests.factories import Cast


def entries() -> list[LedgerEntry]:
    return list(LedgerEntry.objects.everywhere(reason=things.REASON).order_by("id"))


@pytest.fixture
def order(cast: Cast) -> dict[str, object]:
    return {
        "contract": cast.contract.pk,
        "amount": "2 765 739,94",
        "paid_on": "18.11.2026",
        "payment_order": "417",
        "purpose": "За газ, ноябрь",
        "key": "one-form",
    }


class TestPayment:
    def test_posts_what_came_in(self, cast: Cast, bookkeeper: Client, order: dict[str, object]) -> None:
        answer = bookkeeper.post(f"/desk/clients/{cast.plant.pk}/payment/", order)

        [entry] = entries()
        assert answer.headers["Location"] == f"/desk/entries/{entry.pk}/"
        assert (entry.amount, entry.source_number) == (Decimal("-2765739.94"), "417")

    def test_posts_once_for_two_presses(
        self, cast: Cast, bookkeeper: Client, order: dict[str, object]
    ) -> None:
        address = f"/desk/clients/{cast.plant.pk}/payment/"

        first, second = bookkeeper.post(address, order), bookkeeper.post(address, order)

        assert first.headers["Location"] == second.headers["Location"]
        assert len(entries()) == 1

    def test_posts_another_sum_that_the_same_page_brings(
        self, cast: Cast, bookkeeper: Client, order: dict[str, object]
    ) -> None:
        address = f"/desk/clients/{cast.plant.pk}/payment/"

        bookkeeper.post(address, order)
        bookkeeper.post(address, order | {"amount": "100"})

        assert [entry.amount for entry in entries()] == [Decimal("-2765739.94"), Decimal(-100)]

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"amount": "0"}, "id_amount"),
            ({"amount": "1,2e3"}, "id_amount"),
            ({"paid_on": "24.11.2026"}, "id_paid_on"),
            ({"paid_on": "18.11.1926"}, "id_paid_on"),
            ({"amount": "99 999 999 999"}, "id_amount"),
            ({"payment_order": ""}, "id_payment_order"),
        ],
    )
    def test_keeps_what_was_typed_when_something_is_wrong(
        self,
        cast: Cast,
        bookkeeper: Client,
        order: dict[str, object],
        changes: dict[str, object],
        words: str,
    ) -> None:
        answer = bookkeeper.post(f"/desk/clients/{cast.plant.pk}/payment/", order | changes)

        page = answer.content.decode()
        assert answer.status_code == 422
        assert f'href="#{words}"' in page
        assert 'value="За газ, ноябрь"' in page
        assert entries() == []

    def test_takes_no_contract_of_another_customer(
        self, cast: Cast, bookkeeper: Client, order: dict[str, object]
    ) -> None:
        order["contract"] = cast.neighbour_contract.pk

        assert bookkeeper.post(f"/desk/clients/{cast.plant.pk}/payment/", order).status_code == 422
        assert entries() == []

    def test_is_the_accountants_alone(self, cast: Cast, curator: Client, order: dict[str, object]) -> None:
        address = f"/desk/clients/{cast.plant.pk}/payment/"

        assert curator.get(address).status_code == 403
        assert curator.post(address, order).status_code == 403
        assert entries() == []


class TestAccount:
    def test_shows_months_and_the_entries_of_the_newest(self, cast: Cast, curator: Client) -> None:
        factories.ledger_entry(cast.contract, EntryKind.CHARGE, "1000.00", on=things.day(30))
        factories.ledger_entry(cast.contract, EntryKind.PAYMENT, "-400.00", on=things.day(5))

        page = curator.get(f"/desk/contracts/{cast.contract.pk}/account/").content.decode()

        assert "Задолженность 600,00" in page
        assert "Октябрь 2026" in page
        assert "-400,00" in page

    def test_says_that_a_year_is_empty(self, cast: Cast, curator: Client) -> None:
        page = curator.get(f"/desk/contracts/{cast.contract.pk}/account/?year=2025").content.decode()

        assert "В 2025 году записей нет" in page

    def test_is_not_there_for_another_curator(self, cast: Cast, stranger: Client) -> None:
        assert stranger.get(f"/desk/contracts/{cast.contract.pk}/account/").status_code == 404

    def test_asks_the_database_a_fixed_number_of_times(
        self, cast: Cast, curator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for ago in range(1, 60):
            factories.ledger_entry(cast.contract, EntryKind.PAYMENT, "-1.00", on=things.day(ago))

        with django_assert_max_num_queries(12):
            curator.get(f"/desk/contracts/{cast.contract.pk}/account/")


class TestEntry:
    @pytest.fixture
    def wrong(self, cast: Cast) -> LedgerEntry:
        return factories.ledger_entry(cast.contract, EntryKind.PAYMENT, "-400.00", on=things.day(5))

    def test_is_taken_back_with_a_reason(self, wrong: LedgerEntry, bookkeeper: Client) -> None:
        answer = bookkeeper.post(f"/desk/entries/{wrong.pk}/", {"reason": "Чужой платёж"}, follow=True)

        reversal = entries()[-1]
        assert (reversal.amount, reversal.reverses_id) == (Decimal("400.00"), wrong.pk)
        assert f"/desk/entries/{wrong.pk}/" in answer.content.decode()

    def test_is_taken_back_once(self, wrong: LedgerEntry, bookkeeper: Client) -> None:
        for _press in range(2):
            bookkeeper.post(f"/desk/entries/{wrong.pk}/", {"reason": "Чужой платёж"})

        assert len(entries()) == 2
        assert "Сторнирована" in bookkeeper.get(f"/desk/entries/{wrong.pk}/").content.decode()

    def test_is_not_taken_back_without_a_reason(self, wrong: LedgerEntry, bookkeeper: Client) -> None:
        assert bookkeeper.post(f"/desk/entries/{wrong.pk}/", {"reason": " "}).status_code == 422
        assert len(entries()) == 1

    def test_is_taken_back_by_no_curator(self, wrong: LedgerEntry, curator: Client) -> None:
        assert "Сторнировать" not in curator.get(f"/desk/entries/{wrong.pk}/").content.decode()
        assert curator.post(f"/desk/entries/{wrong.pk}/", {"reason": "Так"}).status_code == 403
        assert len(entries()) == 1

from datetime import date
from decimal import Decimal

import pytest

from kabinet.documents.rules.search import numbers_in, search_terms, words_of
from kabinet.documents.rules.words import Kind
from kabinet.values.months import BillingMonth

ACT = words_of(
    kind=Kind.ACT,
    number="А-1045/10",
    title="Акт за октябрь, «Печь обжига»",
    dated_on=date(2025, 10, 31),
    month=BillingMonth(2025, 10),
    amount=Decimal("7902114.10"),
)
TAX_INVOICE = words_of(
    kind=Kind.TAX_INVOICE,
    number="1046",
    title="",
    dated_on=date(2025, 10, 31),
    month=BillingMonth(2025, 10),
    amount=None,
)


def finds(typed: str, words: str) -> bool:
    return all(term in words for term in search_terms(typed))


@pytest.mark.parametrize(
    "typed",
    [
        "1045",
        "№ 1045",
        "А-1045/10",
        "а-1045/10",
        "7902114,10",
        "7 902 114.10",
        "7\N{NO-BREAK SPACE}902\N{NO-BREAK SPACE}114,10 ₽",
        "31.10.2025",
        "31.10.25",
        "2025-10-31",
        "октябрь",
        "окт 2025",
        "АКТ октября",
        "акты за октябрь",
        "печи",
        "act october 2025",
    ],
)
def test_a_document_is_found_by_number_sum_day_month_and_words(typed: str) -> None:
    assert finds(typed.replace("за ", ""), ACT)


@pytest.mark.parametrize("typed", ["1047", "ноябрь", "счёт", "акт 2024", "7 902 114,11", "1O45"])
def test_a_document_is_not_found_by_what_it_has_not(typed: str) -> None:
    assert not finds(typed, ACT)


def test_a_word_is_the_beginning_of_a_word() -> None:
    assert finds("акт", ACT)
    assert not finds("акт", TAX_INVOICE)
    assert finds("счёт-фактура", TAX_INVOICE)
    assert finds("счет фактура", TAX_INVOICE)
    assert finds("сф", TAX_INVOICE)


def test_yo_and_ye_are_one_letter() -> None:
    assert search_terms("Счёт") == search_terms("счет")


def test_groups_of_digits_are_one_sum_only_where_they_can_be() -> None:
    assert search_terms("7 902 114,10") == ["7902114,10"]
    assert search_terms("1045 2026") == ["1045", "2026"]
    assert search_terms("акт 1045 310") == [" акт", "1045", "310"]


def test_whole_numbers_are_told_from_words() -> None:
    assert numbers_in("акт № а-1045/10") == ["А-1045/10", "а-1045/10"]
    assert numbers_in("октябрь") == []


def test_nothing_typed_narrows_nothing() -> None:
    assert search_terms("  ") == []

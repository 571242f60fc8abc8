import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from kabinet.documents.rules.words import Kind
from tests.factories import Cast
from tests.portal.documents.things import (
    PAGE,
    place,
    text_of,
)


class TestList:
    def test_a_file_is_one_press_away_and_says_what_it_is(self, cast: Cast, accountant: Client) -> None:
        document = place(cast)

        page = text_of(accountant, PAGE)
        assert re.search(
            rf'href="/documents/{document.pk}/file/">Акт № 1045 от 31\.10\.2026 \(PDF, [^)]+\)</a>', page
        )
        assert f'href="/documents/{document.pk}/"' in page
        assert "Найден 1 документ" in page

    @pytest.mark.parametrize(
        "query",
        ["q=1045", "q=№ 1045", "q=7 902 114,10", "q=31.10.2026", "q=акт октябрь", "kind=act&period=2026-10"],
    )
    def test_a_document_is_found(self, cast: Cast, accountant: Client, query: str) -> None:
        place(cast, amount=Decimal("7902114.10"))
        place(cast, "7", on=date(2026, 9, 30), kind=Kind.LETTER)

        page = text_of(accountant, f"{PAGE}?{query}")
        assert "Найден 1 документ" in page
        assert "№ 1045" in page

    def test_words_typed_in_the_other_layout_are_read_and_said(self, cast: Cast, accountant: Client) -> None:
        place(cast)

        assert "Показаны результаты для „акт 1045“" in text_of(accountant, f"{PAGE}?q=frn+1045")

    def test_nothing_found_says_why_and_what_next(self, cast: Cast, accountant: Client) -> None:
        place(cast)

        page = text_of(accountant, f"{PAGE}?q=1O45&period=2026-10")
        assert "По запросу „1O45“ ничего нет" in page
        assert "Все документы" in page
        assert "?q=1O45" in page

    def test_a_new_client_reads_when_documents_appear(self, cast: Cast, accountant: Client) -> None:
        assert "Документы появятся после закрытия первого месяца" in text_of(accountant, PAGE)

    def test_each_filter_has_a_chip_that_takes_it_away(self, cast: Cast, accountant: Client) -> None:
        page = text_of(accountant, f"{PAGE}?kind=act&period=2026-10&page=3")

        assert 'href="?period=2026-10"' in page
        assert 'href="?kind=act"' in page

    @pytest.mark.parametrize(
        "query",
        [
            "kind=nonsense",
            "period=2026-13",
            "period=abc",
            "sort=password",
            "size=7",
            "page=-1",
            "page=x",
            "contract=1",
        ],
    )
    def test_a_senseless_filter_narrows_nothing(self, cast: Cast, accountant: Client, query: str) -> None:
        place(cast)

        assert "Найден 1 документ" in text_of(accountant, f"{PAGE}?{query}")

    def test_the_page_stands_in_the_title_and_sorting_keeps_the_filter(
        self, cast: Cast, accountant: Client
    ) -> None:
        for number in range(60):
            place(cast, str(number), amount=Decimal(number))

        page = text_of(accountant, f"{PAGE}?kind=act&size=25&sort=-amount&page=2")
        assert "<title>Документы, страница 2 из 3" in page
        assert page.index("№ 34 ") < page.index("№ 33 ")
        assert "?kind=act&amp;size=25&amp;sort=date" in page

    def test_the_print_has_all_rows_and_no_filters(self, cast: Cast, accountant: Client) -> None:
        for number in range(60):
            place(cast, f"N{number}")

        page = text_of(accountant, f"{PAGE}?print=1")
        assert len(set(re.findall(r"№ (N\d+)", page))) == 60
        assert "<select" not in page

    @pytest.mark.parametrize("count", [1, 50])
    def test_it_takes_as_many_queries_however_many_documents_there_are(
        self, cast: Cast, accountant: Client, count: int, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(count):
            place(cast, str(number))

        with django_assert_max_num_queries(8):
            accountant.get(f"{PAGE}?q=акт")

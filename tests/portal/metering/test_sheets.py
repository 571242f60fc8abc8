"""Sheets through the pages: the template filled in, columns named, rows that could not be read."""

import io
import re
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kabinet.metering.models import ArchiveFile
from tests import factories
from tests.factories import Cast
from tests.formats.volume_sheets import books
from tests.portal.metering.things import give, stored, text_of

FILES = "/readings/files/"
FORM = "/readings/2026-11/form/"


def hand_over(browser: Client, name: str, content: bytes) -> HttpResponse:
    return browser.post(FILES, {"files": [SimpleUploadedFile(name, content)]})


def sheet(*rows: list[books.Value]) -> bytes:
    return books.xlsx([["Дата", "Показание", "Расход, тыс. м3"], *rows])


def days(first: int = 20, last: int = 22) -> list[list[books.Value]]:
    return [[date(2026, 11, day), 100 + day, 36.1] for day in range(first, last + 1)]


def columns(cast: Cast, **changed: str) -> dict[str, str]:
    """Return what somebody answers about such a sheet."""
    said = {"sheet": "0", "heading": "1", "day": "0", f"unit_{cast.unit.pk}": "2", "scale": "thousand-m3"}
    return said | changed


class TestTheTemplate:
    def test_holds_the_days_that_are_missing_and_comes_back_filled_in(
        self, cast: Cast, engineer: Client
    ) -> None:
        give(cast.unit, 19)
        content = engineer.get(FORM).content
        book = openpyxl.load_workbook(io.BytesIO(content))
        page = book.worksheets[0]
        assert [page.cell(row, 1).value.day for row in range(7, page.max_row + 1)] == [20, 21, 22]
        for row in (7, 8, 9):
            page.cell(row, 3).value = 36.1
        filled = io.BytesIO()
        book.save(filled)

        answer = hand_over(engineer, "Показания.xlsx", filled.getvalue())
        assert "Передать 3 суток" in text_of(engineer.get(answer.url))
        receipt = engineer.post(answer.url, {"key": "form"})

        assert receipt.url.startswith("/receipts/")
        assert len(stored(cast)) == 22

    def test_of_a_month_without_gaps_is_not_made(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 22)
        answer = engineer.get(FORM, follow=True)
        assert "Заполнять нечего" in text_of(answer)

    def test_is_offered_where_it_is_needed(self, cast: Cast, engineer: Client) -> None:
        assert FORM in text_of(engineer.get(FILES))
        assert FORM in text_of(engineer.get("/readings/2026-11/"))


class TestColumns:
    def test_are_asked_for_with_a_guess_and_the_next_sheet_goes_straight_on(
        self, cast: Cast, engineer: Client
    ) -> None:
        url = hand_over(engineer, "мой.xlsx", sheet(*days())).url
        asked = engineer.get(url, follow=True)
        text = text_of(asked)
        assert asked.redirect_chain[-1][0] == f"{url}columns/"
        assert "C: Расход, тыс. м3" in text
        assert '<option value="2" selected>' in text

        assert engineer.post(f"{url}columns/", columns(cast)).url == url
        assert "Передать 3 суток" in text_of(engineer.get(url))
        engineer.post(url, {"key": "sheet"})
        assert len(stored(cast)) == 3

        again = hand_over(engineer, "мой-2.xlsx", sheet(*days(18, 19)))
        assert "Передать 2 суток" in text_of(engineer.get(again.url))

    def test_are_asked_for_by_a_form_that_keeps_what_was_chosen(self, cast: Cast, engineer: Client) -> None:
        url = hand_over(engineer, "мой.xlsx", sheet(*days())).url
        unit = f"unit_{cast.unit.pk}"

        nothing = engineer.post(f"{url}columns/", columns(cast, **{unit: ""}, scale="m3"))
        assert nothing.status_code == 422
        assert "Укажите столбец с объёмами" in text_of(nothing)
        twice = engineer.post(f"{url}columns/", columns(cast, **{unit: "0"}))
        assert "Этот столбец уже занят" in text_of(twice)
        wrong = engineer.post(f"{url}columns/", columns(cast, day="1", month="2026-11"))
        assert wrong.status_code == 422
        assert "На листе нет объёмов" in text_of(wrong)
        assert "B2: «120» — не дата" in text_of(wrong)

    @pytest.mark.parametrize("field", ["heading", "day", "scale"])
    def test_that_do_not_exist_are_refused(self, cast: Cast, engineer: Client, field: str) -> None:
        url = hand_over(engineer, "мой.xlsx", sheet(*days())).url
        assert engineer.post(f"{url}columns/", columns(cast, **{field: "77"})).status_code == 422

    def test_of_days_by_number_want_the_month(self, cast: Cast, engineer: Client) -> None:
        content = books.text([["День", "Объём"], [20, "36,1"], [21, "36,2"]], encoding="cp1251")
        url = hand_over(engineer, "мой.csv", content).url
        said = columns(cast, **{f"unit_{cast.unit.pk}": "1"})

        refused = engineer.post(f"{url}columns/", said)
        assert "выберите месяц" in text_of(refused)
        engineer.post(f"{url}columns/", said | {"month": "2026-11"})
        assert "20.11.2026" in text_of(engineer.get(url))

    def test_of_another_sheet_of_the_workbook_can_be_named(self, cast: Cast, engineer: Client) -> None:
        content = books.xlsx([["Дата", "V"], *([day[0], day[2]] for day in days())], others=["Черновик"])
        url = hand_over(engineer, "книга.xlsx", content).url
        text = text_of(engineer.get(f"{url}columns/?sheet=1"))
        assert "Черновик" in text
        assert "черновик" in text
        engineer.post(f"{url}columns/", columns(cast, **{f"unit_{cast.unit.pk}": "1"}))
        assert "Другие листы книги не прочитаны: Черновик" in text_of(engineer.get(url))

    def test_of_what_was_submitted_are_asked_no_more(self, cast: Cast, engineer: Client) -> None:
        url = hand_over(engineer, "мой.xlsx", sheet(*days())).url
        engineer.post(f"{url}columns/", columns(cast))
        engineer.post(url, {"key": "sheet"})
        assert engineer.get(f"{url}columns/").url == url
        assert "Квитанции" in text_of(engineer.get(url))


class TestRowsInDoubt:
    def test_are_named_by_row_and_column_and_can_be_left_out(self, cast: Cast, engineer: Client) -> None:
        bad: list[list[books.Value]] = [["31.11.2026", 1, 36.1], [date(2026, 11, 19), 1, "авария"]]
        url = hand_over(engineer, "мой.xlsx", sheet(*days(), *bad)).url
        engineer.post(f"{url}columns/", columns(cast))
        text = text_of(engineer.get(url))

        assert "Такого дня нет: 31.11.2026" in text
        assert "строка 5, столбец A" in text
        assert "строка 6, столбец C" in text
        assert "Передать без этих строк: 3 суток" in text
        engineer.post(url, {"key": "sheet"})
        assert len(stored(cast)) == 3

    def test_that_differ_want_a_reason(self, cast: Cast, engineer: Client) -> None:
        factories.volumes(cast.unit, {date(2026, 11, 20): "30000"})
        url = hand_over(engineer, "мой.xlsx", sheet(*days())).url
        engineer.post(f"{url}columns/", columns(cast))

        refused = engineer.post(url, {"key": "k", "reason": "other", "note": ""})
        assert refused.status_code == 422
        engineer.post(url, {"key": "k", "reason": "mistake", "note": ""})
        assert stored(cast)[date(2026, 11, 20)] == 36100

    def test_of_days_that_stand_twice_are_named_where_nothing_else_is_there(
        self, cast: Cast, engineer: Client
    ) -> None:
        twice: list[list[books.Value]] = [[date(2026, 11, 20), 1, 36.1], [date(2026, 11, 20), 1, 36.2]]
        url = hand_over(engineer, "мой.xlsx", sheet(*twice)).url
        answer = text_of(engineer.post(f"{url}columns/", columns(cast)))

        assert "На листе нет объёмов" in answer
        assert "C3: 20.11.2026 стоит дважды с разными объёмами, впервые — C2" in answer

    @pytest.mark.parametrize("day", [date(2026, 11, 20), "=B2"])
    def test_of_formulas_without_results_say_what_to_do(
        self, cast: Cast, engineer: Client, day: str | date
    ) -> None:
        content = books.unreckoned([["Дата", "Объём"], [day, "=6.5+6.6"]])
        answer = text_of(hand_over(engineer, "формулы.xlsx", content))

        assert "Формулы без сохранённых значений: откройте файл в Excel и сохраните" in answer
        assert not ArchiveFile.objects.everywhere(reason="test").exists()

    def test_of_a_file_that_is_no_table_are_no_question(self, cast: Cast, engineer: Client) -> None:
        answer = hand_over(engineer, "письмо.csv", "Добрый день!\n".encode())
        assert "не таблица с сутками" in text_of(answer)
        assert not ArchiveFile.objects.everywhere(reason="test").exists()


def test_what_is_handed_in_is_what_was_seen(cast: Cast, engineer: Client) -> None:
    url = hand_over(engineer, "мой.xlsx", sheet(*days())).url
    engineer.post(f"{url}columns/", columns(cast))
    seen = re.search(r'name="seen" value="(\w+)"', text_of(engineer.get(url)))
    assert seen is not None
    engineer.post(f"{url}columns/", columns(cast, scale="m3"))

    answer = engineer.post(url, {"key": "k", "seen": seen[1]}, follow=True)

    assert "Тем временем файл изменил состояние" in text_of(answer)
    assert stored(cast) == {}


def test_the_page_of_a_sheet_asks_as_often_whatever_its_length(cast: Cast, engineer: Client) -> None:
    short = hand_over(engineer, "мой.xlsx", sheet(*days(22, 22))).url
    engineer.post(f"{short}columns/", columns(cast))
    long = hand_over(engineer, "мой-2.xlsx", sheet(*days(1, 22))).url

    assert _queries(engineer, short) == _queries(engineer, long)


def _queries(browser: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        browser.get(url)
    return len(captured)

"""What is exported is what the page shows: read back by other programs than the one that wrote it."""

import csv
import re
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.journeys.conftest import Come
from tests.journeys.people import Person
from tests.journeys.supplier import Supplier

Rows = list[tuple[Any, ...]]


def workbook(person: Person, folder: Path) -> dict[str, Rows]:
    """Download the page's XLSX and return its sheets, each with its headings first; the headings stand still."""
    link = person.main.get_by_role("link", name="Скачать XLSX")
    book = load_workbook(person.downloads(link, folder))
    assert all(sheet.freeze_panes == "A2" for sheet in book)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def table(person: Person, folder: Path) -> list[list[str]]:
    """Download the page's CSV and return its rows, as Excel in Russian opens it."""
    link = person.main.get_by_role("link", name="Скачать CSV")
    content = person.downloads(link, folder).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    return list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";"))


def number(text: str) -> Decimal:
    return Decimal(re.sub(r"[\s\u00a0₽]", "", text).replace(",", "."))


def test_documents_come_as_they_are_filtered_and_sorted(
    supplier: Supplier, come: Come, tmp_path: Path
) -> None:
    accountant = come(supplier, "accountant-1").open("/documents/?kind=invoice&sort=-amount&size=25")
    found = int(re.findall(r"\d+", accountant.main.get_by_text(re.compile("^Найдено")).inner_text())[0])
    assert found > 25
    shown = accountant.main.get_by_role("row").nth(1).get_by_role("cell").all_inner_texts()

    # All pages, in the order of the page; sums are numbers, days are days
    [(headings, *rows)] = workbook(accountant, tmp_path).values()
    assert len(rows) == found
    columns = {name: index for index, name in enumerate(headings)}
    sums = [row[columns["Сумма, ₽"]] for row in rows]
    assert all(isinstance(one, int | float) for one in sums)
    assert sums == sorted(sums, reverse=True)
    assert Decimal(str(sums[0])) == next(number(text) for text in shown if re.search(r"\d,\d\d$", text))
    assert all(isinstance(row[columns["Дата"]], datetime) for row in rows)
    assert {row[columns["Вид"]] for row in rows} == {"Счёт"}

    # The same as CSV, with the decimal comma
    again = table(accountant, tmp_path)
    assert len(again) == found + 1
    assert [number(row[columns["Сумма, ₽"]]) for row in again[1:]] == [Decimal(str(one)) for one in sums]
    assert all(re.fullmatch(r"\d+,\d\d", row[columns["Сумма, ₽"]]) for row in again[1:])
    assert all(re.fullmatch(r"\d\d\.\d\d\.\d{4}", row[columns["Дата"]]) for row in again[1:])


def test_account_comes_with_its_months_entries_and_calendar(
    supplier: Supplier, come: Come, tmp_path: Path
) -> None:
    accountant = come(supplier, "accountant-1").open("/settlements/")
    october = accountant.main.get_by_role("row", name=re.compile("^Октябрь 2026"))
    charged = number(october.get_by_role("cell").first.inner_text().split("\n")[0])

    months, entries, calendar = workbook(accountant, tmp_path).values()

    # The month's charge is the one on the page, and the sum of its entries
    of_october = next(row for row in months if row[0] == "Октябрь 2026")
    columns = {name: index for index, name in enumerate(months[0])}
    assert Decimal(str(of_october[columns["Начислено, ₽"]])) == charged
    amount = entries[0].index("Сумма, ₽")
    total = sum(Decimal(str(row[amount])) for row in entries[1:])
    opening, closing = (
        next(index for name, index in columns.items() if name.startswith(words))
        for words in ("Задолженность на начало", "Задолженность на конец")
    )
    assert Decimal(str(months[-1][opening])) + total == Decimal(str(months[1][closing]))
    assert calendar[0][0] == "Срок"
    assert all(isinstance(row[0], datetime) for row in calendar[1:])

    # As CSV come the months
    assert [row[0] for row in table(accountant, tmp_path)][1:] == [row[0] for row in months[1:]]


def test_readings_of_a_month_add_up_to_what_the_page_says(
    supplier: Supplier, come: Come, tmp_path: Path
) -> None:
    engineer = come(supplier, "engineer-1").open("/readings/2026-10/")
    shown = number(engineer.main.locator("[data-total=total]").inner_text())

    [(headings, *days, total)] = workbook(engineer, tmp_path).values()

    # One row a gas day, the volumes to the m³, and their total
    column = headings.index("Итого, тыс. м³")
    assert [row[0].day for row in days] == list(range(1, 32))
    assert sum(Decimal(str(row[column])) for row in days) == shown
    assert (total[0], Decimal(str(total[column]))) == ("Итого", shown)
    again = table(engineer, tmp_path)
    assert sum(number(row[column]) for row in again[1:-1]) == number(again[-1][column]) == shown
    assert all(re.fullmatch(r"\d+,\d{3}", row[column]) for row in again[1:])

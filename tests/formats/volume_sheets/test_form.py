"""The cabinet's own form: what is written into it comes back, and nothing else can be."""

import io
from datetime import date
from decimal import Decimal

import openpyxl

from kabinet.formats.volume_sheets import (
    FormDay,
    FormWords,
    read_tables,
    read_volumes,
    recognise_form,
    write_form,
)
from tests.formats.volume_sheets import books

WORDS = FormWords(
    "Показания: ноябрь",
    "Объёмы",
    ["Заполните", "белые", "ячейки"],
    "Газовые сутки",
    "тыс. м³",
    "нет",
    "Объём",
)
UNITS = [("ТП-1/УУГ-1", "Цех"), ("ТП-1/УУГ-2", "=Котельная")]
DAYS = [
    FormDay(date(2026, 11, 5), "чт", {}),
    FormDay(date(2026, 11, 6), "пт", {"ТП-1/УУГ-2": Decimal("5.1037")}),
]


def form() -> bytes:
    return write_form(WORDS, contract="12-4-0345/26", month="2026-11", units=UNITS, days=DAYS)


def filled(content: bytes, **cells: float) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        book.worksheets[0][place] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_comes_back_with_what_was_filled_in() -> None:
    tables = read_tables(filled(form(), C7=36.1037, D7=0), "form.xlsx")
    known = recognise_form(tables)

    assert known is not None
    assert (known.contract, known.month) == ("12-4-0345/26", "2026-11")
    read = read_volumes(known.table, known.layout({"ТП-1/УУГ-1": 7, "ТП-1/УУГ-2": 8}), month=None)
    assert {(one.unit_id, one.day.day): one.volume for one in read.volumes} == {
        (7, 5): Decimal("36103.7"),
        (8, 5): Decimal(0),
        (8, 6): Decimal("5103.7"),
    }
    assert not read.findings


def test_only_its_white_cells_can_be_typed_into() -> None:
    page = openpyxl.load_workbook(io.BytesIO(form())).worksheets[0]

    assert page.protection.sheet
    locked = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert locked == {"C7", "D7", "C8"}
    assert page["D6"].value == "=Котельная, тыс. м³"
    assert page["D6"].data_type == "s"


def test_hides_what_it_says_of_itself() -> None:
    book = openpyxl.load_workbook(io.BytesIO(form()))
    assert [page.sheet_state for page in book.worksheets] == ["visible", "veryHidden"]


def test_units_of_another_contract_are_not_read() -> None:
    known = recognise_form(read_tables(form(), "form.xlsx"))
    assert known is not None
    assert known.layout({}).volumes == {}


def test_no_other_workbook_is_taken_for_it() -> None:
    assert recognise_form(read_tables(books.xlsx(books.november()), "a.xlsx")) is None
    assert recognise_form(read_tables(books.xlsx(books.november(), others=["kabinet"]), "a.xlsx")) is None

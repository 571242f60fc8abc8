from datetime import date
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from kabinet.formats.sheets import Column, Sheet, to_csv, to_xlsx

SHEET = Sheet(
    "Документы: 2026/10",
    [Column("Документ"), Column("Дата"), Column("Сумма, ₽", places=2), Column("Листов", places=0)],
    [
        ["Акт № 1045", date(2026, 10, 31), Decimal("7902114.10"), 3],
        ["=1+1", None, Decimal("-5.00"), None],
    ],
)


def test_numbers_and_days_arrive_as_such_and_the_header_is_frozen() -> None:
    page = load_workbook(BytesIO(to_xlsx([SHEET]))).worksheets[0]

    title, day, amount, sheets = (cell.value for cell in page[2])
    assert (title, amount, sheets) == ("Акт № 1045", 7902114.1, 3)
    assert day.date() == date(2026, 10, 31)
    assert page["B2"].is_date
    assert page["C2"].number_format == "#,##0.00"
    assert page.freeze_panes == "A2"


def test_no_text_becomes_a_formula() -> None:
    page = load_workbook(BytesIO(to_xlsx([SHEET]))).worksheets[0]

    assert page["A3"].data_type == "s"
    assert to_csv(SHEET).decode("utf-8-sig").splitlines()[2].startswith("'=1+1;")


def test_signs_that_a_sheet_may_not_be_called_by_are_left_out() -> None:
    assert load_workbook(BytesIO(to_xlsx([SHEET]))).sheetnames == ["Документы  2026 10"]


def test_csv_opens_in_a_russian_excel() -> None:
    data = to_csv(SHEET)

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").split("\r\n") == [
        "Документ;Дата;Сумма, ₽;Листов",
        "Акт № 1045;31.10.2026;7902114,10;3",
        "'=1+1;;-5,00;",
        "",
    ]

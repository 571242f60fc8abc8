"""Sheets of every kind give the same table; what would unfold without end is refused before it does."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from kabinet.formats.archives import NotAnArchive
from kabinet.formats.volume_sheets import guess_layout, read_tables, read_volumes
from tests.formats.volume_sheets import books, old_books
from tests.formats.volume_sheets.mutations import judged, spoiled


def refusal(content: bytes, name: str = "лист.xlsx") -> str:
    with pytest.raises(NotAnArchive) as refused:
        read_tables(content, name)
    return refused.value.code


#: Of Excel 97: the same sheet, saved once by an office program.
OLD = Path(__file__).with_name("material") / "november.xls"

KINDS = {
    "xlsx": books.xlsx(books.november()),
    "xls": OLD.read_bytes(),
    "xls written by hand": old_books.xls(books.november()),
    "ods": books.ods(books.november()),
    "csv of utf-8": books.text(books.november()),
    "csv of utf-8 with its mark": books.text(books.november(), encoding="utf-8-sig"),
    "csv of cp1251": books.text(books.november(), encoding="cp1251"),
    "csv of cp866": books.text(books.november(), encoding="cp866"),
    "csv of koi8-r": books.text(books.november(), encoding="koi8-r"),
    "csv of utf-16": books.text(books.november(), encoding="utf-16"),
    "parted by tabulators": books.text(books.november(), mark="\t"),
    "parted by commas": books.text(books.november(), mark=","),
}


class TestEveryKindOfFile:
    @pytest.mark.parametrize("kind", KINDS)
    def test_gives_the_same_volumes(self, kind: str) -> None:
        [table] = read_tables(KINDS[kind], f"november.{kind[:4]}")
        read = read_volumes(table, guess_layout(table, books.UNITS), month=None)

        assert [(str(one.code), one.facts["rows"]) for one in read.findings] == [("totals", "11")]
        assert {(one.unit_id, one.day): one.volume for one in read.volumes} == {
            (unit, date(2026, 11, day)): volume
            for day in range(1, 8)
            for unit, volume in ((1, Decimal(36100 + day)), (2, Decimal(12500)))
        }

    def test_tells_what_is_not_seen_on_the_screen(self) -> None:
        target = io.BytesIO()
        with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
            page = book.add_worksheet("скрытые")
            page.write_row(0, 0, ["Дата", "Объём"])
            page.write_row(1, 0, ["01.11.2026", "5"])
            page.write_formula(2, 1, "=2+3", None, 5)
            page.set_row(2, None, None, {"hidden": True})
            page.set_column(1, 2, None, None, {"hidden": True})
            page.merge_range(3, 0, 4, 0, "02.11.2026")
        [table] = read_tables(target.getvalue(), "скрытые.xlsx")

        assert (table.hidden, table.hidden_columns) == ((3,), (1, 2))
        assert (table.formulas, table.unreckoned, table.merged) == (1, 0, 1)
        assert table.cell(3, 1) == Decimal(5)

    def test_tells_what_an_old_workbook_hides(self) -> None:
        content = old_books.xls(
            books.november(), hidden=[5, 7], hidden_columns=[1], merged=[(0, 0, 0, 3), (1, 1, 0, 3)]
        )
        [table] = read_tables(content, "скрытые.xls")

        assert (table.hidden, table.hidden_columns, table.merged) == ((5, 7), (1,), 2)
        assert table.tells_hidden

    def test_tells_what_an_open_document_hides(self) -> None:
        columns = '<table:table-column table:number-columns-repeated="2"/>'
        columns += '<table:table-column table:visibility="collapse"/>'
        rows = '<table:table-row table:visibility="filter"><table:table-cell table:formula="of:=1"><text:p>a</text:p>'
        rows += "</table:table-cell></table:table-row>"
        content = books.ods_of(f'<table:table table:name="л">{columns}{rows}</table:table>')
        [table] = read_tables(content, "скрытые.ods")

        assert (table.hidden, table.hidden_columns) == ((1,), (2,))
        assert (table.formulas, table.unreckoned) == (1, 1)

    @pytest.mark.parametrize("result", [b"", b"<v/>", b"<v></v>"])
    def test_tells_of_formulas_whose_results_are_not_there(self, result: bytes) -> None:
        row = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1+1</f>' + result + b"</c></row>"
        [table] = read_tables(_with_sheet(row), "a.xlsx")
        assert (table.formulas, table.unreckoned) == (1, 1)

        empty = row.replace(b'r="B1"', b'r="B1" t="str"')
        [table] = read_tables(_with_sheet(empty), "a.xlsx")
        assert (table.formulas, table.unreckoned) == (1, 0)

    def test_sums_of_floats_are_what_the_screen_shows(self) -> None:
        [table] = read_tables(books.xlsx([["Дата", "V"], ["01.11.2026", 0.1 + 0.2]]), "a.xlsx")

        assert table.cell(2, 1) == Decimal("0.3")

    def test_figures_beyond_all_numbers_are_texts(self) -> None:
        endless = b'<row r="1"><c r="A1"><v>1e999</v></c><c r="B1"><v>36.1</v></c></row>'
        [table] = read_tables(_with_sheet(endless), "a.xlsx")
        assert [table.cell(1, 0), table.cell(1, 1)] == ["inf", Decimal("36.1")]
        assert judged(_with_sheet(endless)) == "read"


class TestRefused:
    def test_a_workbook_of_formulas_without_results(self) -> None:
        assert refusal(books.unreckoned([["=A2", "=1+1"]])) == "unreckoned"

    def test_a_sheet_of_two_million_rows(self) -> None:
        rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 100_010))
        assert refusal(_with_sheet(rows)) == "too-many-rows"

    def test_one_cell_far_away(self) -> None:
        """The reader of workbooks would ask for gigabytes, and the process would end."""
        assert refusal(_with_sheet(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>')) == "too-many-rows"
        assert refusal(_with_sheet(b'<row r="1"><c r="XFD1"><v>1</v></c></row>')) == "too-many-rows"

    def test_more_rows_than_daily_volumes_can_be(self) -> None:
        assert refusal(b"1;2\n" * 20_002, "a.csv") == "too-many-rows"

    @pytest.mark.parametrize(("rows", "columns"), [(10_000_000, 1), (1, 100_000), (1_000_000, 1_000_000)])
    def test_repeated_rows_and_cells_without_end(self, rows: int, columns: int) -> None:
        cell = (
            f'<table:table-cell office:value-type="float" office:value="1" '
            f'table:number-columns-repeated="{columns}"/>'
        )
        tail = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
        assert refusal(books.ods([["Дата"]], tail=tail), "a.ods") == "too-many-rows"

    def test_empty_rows_to_the_end_of_the_sheet_are_nothing(self) -> None:
        tail = (
            '<table:table-row table:number-rows-repeated="1048000">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        )
        [table] = read_tables(books.ods(books.november(), tail=tail), "a.ods")
        assert len(table.rows) == len(books.november())

    def test_entities(self) -> None:
        content = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as packed:
            packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            packed.writestr("content.xml", content)
        assert refusal(target.getvalue(), "a.ods") == "entities"

    @pytest.mark.parametrize("kind", ["xlsx", "ods"])
    def test_a_truncated_file(self, kind: str) -> None:
        assert refusal(KINDS[kind][:-200]) == "damaged"

    @pytest.mark.parametrize("count", [b"120000000000", b"999999999", b"x", b""])
    def test_more_texts_promised_than_the_file_can_hold(self, count: bytes) -> None:
        """The reader would make room for them all, and the process would end."""
        assert (
            refusal(_changed("xl/sharedStrings.xml", rb'uniqueCount="\d+"', b'uniqueCount="%s"' % count))
            == "damaged"
        )

    @pytest.mark.parametrize("other", ["content.xml", "xl/workbook.bin", "XL/workbook.bin"])
    def test_two_kinds_of_workbook_in_one(self, other: str) -> None:
        """The reader would take the second where the first fails, and nobody has looked at that one."""
        target = io.BytesIO(KINDS["xlsx"])
        with zipfile.ZipFile(target, "a") as made:
            made.writestr(other, "<a/>")
        assert refusal(target.getvalue()) == "damaged"

    def test_a_zip_of_something_else(self) -> None:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as packed:
            packed.writestr("readme.txt", "нет таблицы")
        assert refusal(target.getvalue(), "a.zip") == "unknown"

    def test_nothing(self) -> None:
        assert refusal(b"", "a.csv") == "empty"
        assert refusal(books.xlsx([[]])) == "empty"


def _with_sheet(rows: bytes) -> bytes:
    """Return a workbook whose sheet holds just these rows."""
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return _changed("xl/worksheets/sheet1.xml", rb"(?s).+", sheet + rows + b"</sheetData></worksheet>")


def _changed(file: str, pattern: bytes, put: bytes) -> bytes:
    """Return a workbook with something put in place of a pattern in one of its files."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(KINDS["xlsx"])) as made, zipfile.ZipFile(target, "w") as packed:
        for name in made.namelist():
            whole = made.read(name)
            packed.writestr(name, re.sub(pattern, lambda _: put, whole, count=1) if name == file else whole)
    return target.getvalue()


BEGINNINGS = (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe")


class TestWhateverComes:
    @given(
        st.binary(max_size=300),
        st.sampled_from(BEGINNINGS),
    )
    def test_is_read_or_refused(self, content: bytes, beginning: bytes) -> None:
        try:
            tables = read_tables(beginning + content, "x")
        except NotAnArchive:
            return
        for table in tables:
            read_volumes(table, guess_layout(table, books.UNITS), month=None)

    @given(st.sampled_from(sorted(KINDS)), st.integers(0, 2**32))
    def test_a_spoiled_file_is_read_or_refused(self, kind: str, seed: int) -> None:
        judged(spoiled(KINDS[kind], Random(seed)))

    def test_an_old_workbook_that_asks_for_all_memory_is_refused(self) -> None:
        assert refusal(spoiled(OLD.read_bytes(), Random(12)), "лист.xls") == "damaged"

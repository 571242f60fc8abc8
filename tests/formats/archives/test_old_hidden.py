"""What a workbook of Excel 97 hides is told, or not known; a spoiled one breaks nothing."""

import struct
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.formats.archives.old_hidden import Hidden, hidden_in
from kabinet.formats.archives.workbooks import read_old
from tests.formats.volume_sheets import books, old_books
from tests.formats.volume_sheets.mutations import spoiled

ROWS = books.november()
WHOLE = old_books.xls(ROWS, hidden=[4, 6], hidden_columns=[1, 3], merged=[(0, 0, 0, 3)])


def test_rows_columns_and_merged_cells_are_told() -> None:
    assert hidden_in(WHOLE) == [Hidden(rows=[4, 6], columns=[1, 3], merged=1)]


def test_a_workbook_of_many_sectors_is_read_to_its_end() -> None:
    rows: list[list[books.Value]] = [[date(2026, 11, 1), number, "м3"] for number in range(12_000)]
    assert hidden_in(old_books.xls(rows, hidden=[12_000])) == [Hidden(rows=[12_000])]


def test_an_archive_of_hours_tells_its_hidden_rows() -> None:
    sheet = read_old(WHOLE)
    assert (sheet.hidden, sheet.merged) == ((4, 6), 1)


@pytest.mark.parametrize(
    "content", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", WHOLE[:300], WHOLE[:1600], b"PK" * 500]
)
def test_of_what_is_no_whole_workbook_nothing_is_known(content: bytes) -> None:
    assert hidden_in(content) is None


def test_a_table_of_sectors_that_stands_elsewhere_is_found() -> None:
    """As in files of more than seven megabytes: the header has no room for the places of all tables."""
    far, free = len(WHOLE) // 512 - 1, 0xFFFFFFFF
    large = bytearray(WHOLE + struct.pack("<128I", 0, *[free] * 126, 0xFFFFFFFE))
    large[68:80] = struct.pack("<III", far, 1, free)
    assert hidden_in(bytes(large)) == hidden_in(WHOLE)


def test_chains_that_run_in_a_circle_end() -> None:
    """Of the first table of sectors, each points to the one before."""
    circle = bytearray(WHOLE)
    for place in range(1, 128):
        circle[512 + place * 4 : 516 + place * 4] = (place - 1).to_bytes(4, "little")
    assert hidden_in(bytes(circle)) is None


@given(st.integers(0, 2**32))
def test_a_spoiled_one_is_told_of_or_not_known(seed: int) -> None:
    found = hidden_in(spoiled(WHOLE, Random(seed)))
    assert found is None or all(row > 0 for one in found for row in one.rows)

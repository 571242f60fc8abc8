"""The first sheet of a workbook as rows of texts, with what a person may not see on the screen."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from kabinet.formats.archives.errors import NotAnArchive
from kabinet.formats.archives.old_hidden import hidden_in
from kabinet.formats.archives.old_workbooks import check_old

MOST_ROWS = 100_000
"""Eleven years of one unit."""
SHEET_FORMAT = "DD.MM.YYYY hh:mm:ss"
"""How the moments of a sheet are written out."""

_MOST_CELLS = 2_000_000
_LONGEST_NUMBER = 10

_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_HIDDEN = re.compile(rb"<(?:\w+:)?row\s[^>]*?\bhidden=[\"'](?:1|true)[\"'][^>]*>")
_NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_SHEET_DATA = re.compile(rb"<(?:\w+:)?sheetData[\s>]")
_FAR = re.compile(rb"\sr=[\"'](?:[A-Z]{3,}\d+|[A-Z]*\d{6,})[\"']")
_PROMISED = re.compile(rb"\buniqueCount\s*=\s*[\"']([^\"']*)[\"']")
#: What the reader takes for another kind of workbook, with none of these checks, where the first kind fails.
_OTHER_KINDS = frozenset({"xl/workbook.bin", "content.xml"})
_HALF_SECOND = timedelta(microseconds=500_000)

Cell = str | float | int | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    rows: Sequence[list[str]]
    hidden: tuple[int, ...] = ()
    """The numbers of hidden rows: they are read like the others, and told of."""
    formulas: int = 0
    merged: int = 0


def read(content: bytes, files: Mapping[str, bytes]) -> Sheet:
    """
    Read the workbook, whose files were unfolded before.

    :raises NotAnArchive: more rows than an archive can have, or a damaged workbook
    """
    sheets = [file for name, file in files.items() if _SHEET.fullmatch(name)]
    check_files(files)
    rows = _rows(content)
    if len(sheets) != 1:
        return Sheet(rows)
    return Sheet(rows, _hidden(sheets[0]), len(_FORMULA.findall(sheets[0])), len(_MERGED.findall(sheets[0])))


def check_files(files: Mapping[str, bytes]) -> None:
    """
    Refuse a workbook that would unfold into more than memory holds: the reader makes a full table of each sheet.

    :raises NotAnArchive: declared entities, too many rows, a cell far away from the others, more texts promised than
        the file can hold, or two kinds of workbook in one
    """
    if any(name.lower() in _OTHER_KINDS for name in files):
        raise NotAnArchive("damaged")
    if any(b"<!DOCTYPE" in file or b"<!ENTITY" in file for file in files.values() if file[:1] == b"<"):
        raise NotAnArchive("entities")
    for file in files.values():
        if _SHEET_DATA.search(file) and (
            _FAR.search(file) or sum(1 for _ in _ROW.finditer(file)) > MOST_ROWS
        ):
            raise NotAnArchive("too-many-rows", most=MOST_ROWS)
        if any(not _can_hold(file, promised[1]) for promised in _PROMISED.finditer(file)):
            raise NotAnArchive("damaged")


def _can_hold(file: bytes, texts: bytes) -> bool:
    """Say whether a file has room for so many texts: the reader makes room for them before it looks."""
    return texts.isdigit() and len(texts) < _LONGEST_NUMBER and int(texts) <= len(file)


def read_old(content: bytes) -> Sheet:
    """:raises NotAnArchive: a damaged workbook"""
    check_old(content)
    rows, hidden = _rows(content), hidden_in(content) or []
    if len(hidden) != 1:
        return Sheet(rows)
    return Sheet(rows, tuple(hidden[0].rows), hidden[0].formulas, hidden[0].merged)


def _hidden(file: bytes) -> tuple[int, ...]:
    found = (_NUMBER.search(tag[0]) for tag in _HIDDEN.finditer(file))
    return tuple(int(number[1]) for number in found if number)


@contextmanager
def opened(content: bytes) -> Iterator[CalamineWorkbook]:
    """
    Open a workbook for as long as it is read.

    :raises NotAnArchive: the library stumbles over it, at once or later
    """
    try:
        yield CalamineWorkbook.from_filelike(io.BytesIO(content))
    except NotAnArchive:
        raise
    except (CalamineError, OSError, ValueError, IndexError, OverflowError) as error:
        raise NotAnArchive("damaged") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what the reader's own mistakes arrive as
            raise
        raise NotAnArchive("damaged") from error


def _rows(content: bytes) -> list[list[str]]:
    with opened(content) as book:
        sheet = book.get_sheet_by_index(0)
        _check_area(sheet)
        return [_texts(row) for row in sheet.to_python(skip_empty_area=False)]


def _check_area(sheet: CalamineSheet) -> None:
    """A single cell far away makes a sheet large."""
    if sheet.start is None:
        raise NotAnArchive("empty")
    if sheet.total_height > MOST_ROWS or sheet.total_height * sheet.total_width > _MOST_CELLS:
        raise NotAnArchive("too-many-rows", most=MOST_ROWS)


def _texts(row: Iterable[Cell]) -> list[str]:
    return [cell if isinstance(cell, str) else _text(cell) for cell in row]


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell + _HALF_SECOND:%d.%m.%Y %H:%M:%S}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, float):
        return f"{cell:.6f}".rstrip("0").rstrip(".")
    return str(cell)

"""Workbooks of Excel 97, just as much of them as is read: a file of sectors with a stream of records in it."""

import struct
from collections.abc import Collection, Sequence
from datetime import date

from tests.formats.volume_sheets.books import Rows, Value

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_ENTRIES_OF_A_SECTOR = _SECTOR // 4
_PLAIN, _DAY = 0, 1
_EPOCH = date(1899, 12, 30)


def xls(
    rows: Rows,
    *,
    hidden: Collection[int] = (),
    hidden_columns: Collection[int] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    sheet: str = "Лист1",
) -> bytes:
    """Return a workbook; `hidden` rows count from 1, as on the screen, and columns from 0."""
    head = [_record(0x809, struct.pack("<HHHHII", 0x600, 0x05, 0, 0, 0, 0))]
    # Cells as they are, and such as are shown as days.
    head += [_record(0xE0, struct.pack("<HHHHHHIIH", 0, shown, 0, 0, 0, 0, 0, 0, 0)) for shown in (0, 14)]
    body = _sheet(rows, hidden, hidden_columns, merged)
    name = _text(sheet, length="<B")
    start = sum(map(len, head)) + 4 + 6 + len(name) + 4
    about = _record(0x85, struct.pack("<IBB", start, 0, 0) + name)
    return _file(b"".join([*head, about, _record(0x0A), body]))


def _sheet(
    rows: Rows,
    hidden: Collection[int],
    hidden_columns: Collection[int],
    merged: Sequence[tuple[int, int, int, int]],
) -> bytes:
    width = max(map(len, rows), default=0)
    records = [_record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))]
    records += [
        _record(0x7D, struct.pack("<HHHHHH", one, one, 2304, 0, 1, 0)) for one in sorted(hidden_columns)
    ]
    records.append(_record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)))
    for number in range(len(rows)):
        flags = 0x20 if number + 1 in hidden else 0
        records.append(_record(0x208, struct.pack("<HHHHHHI", number, 0, width, 255, 0, 0, flags)))
    records += [
        _cell(number, column, value)
        for number, row in enumerate(rows)
        for column, value in enumerate(row)
        if value is not None
    ]
    if merged:
        areas = b"".join(struct.pack("<HHHH", *area) for area in merged)
        records.append(_record(0xE5, struct.pack("<H", len(merged)) + areas))
    return b"".join([*records, _record(0x0A)])


def _cell(row: int, column: int, value: Value) -> bytes:
    if isinstance(value, str):
        return _record(0x204, struct.pack("<HHH", row, column, _PLAIN) + _text(value, length="<H"))
    if isinstance(value, date):
        return _record(0x203, struct.pack("<HHHd", row, column, _DAY, (value - _EPOCH).days))
    return _record(0x203, struct.pack("<HHHd", row, column, _PLAIN, value))


def _text(text: str, *, length: str) -> bytes:
    return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _file(stream: bytes) -> bytes:
    """Put the stream into a file of its own: first the table of sectors, then the directory, then the stream."""
    padded = stream.ljust(4096, b"\x00")
    padded += b"\x00" * (-len(padded) % _SECTOR)
    sectors = len(padded) // _SECTOR
    tables = 1
    while tables * _ENTRIES_OF_A_SECTOR < tables + 1 + sectors:
        tables += 1
    first = tables + 1
    chain = [_TABLE] * tables + [_END] + [*range(first + 1, first + sectors), _END]
    chain += [_FREE] * (tables * _ENTRIES_OF_A_SECTOR - len(chain))
    directory = _entry("Root Entry", 5, child=1) + _entry("Workbook", 2, start=first, size=len(padded))
    directory += _entry("", 0) * 2
    places = [*range(tables), *[_FREE] * (109 - tables)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, 4096, _END, 0, _END, 0
    )
    header += struct.pack("<109I", *places)
    return header + struct.pack(f"<{len(chain)}I", *chain) + directory + padded


def _entry(name: str, kind: int, *, child: int = _FREE, start: int = _END, size: int = 0) -> bytes:
    letters = name.encode("utf-16-le")
    length = len(letters) + 2 if name else 0
    head = letters.ljust(64, b"\x00") + struct.pack("<HBB", length, kind, 1)
    links = struct.pack("<III", _FREE, _FREE, child)
    return head + links + b"\x00" * 36 + struct.pack("<III", start, size, 0)

"""
What a workbook of Excel 97 hides: rows, columns, formulas, merged cells, which the reader of its values does not tell.

The file is a little file system (MS-CFB) with a stream of records in it (MS-XLS); both are walked once, and no more is
kept than a few numbers.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

_HEADER = struct.Struct("<30xHH14xI4xIIII4x109I")
_ENTRY = struct.Struct("<64sHB49xII4x")
#: Numbers of sectors from here on are the end of a chain, or none.
_LAST = 0xFFFFFFFA
_SECTORS, _SMALL_SECTOR = (9, 12), 6
_STREAM, _NAMES = 2, ("workbook", "book")

_RECORD = struct.Struct("<HH")
_ABOUT_SHEET, _BEGIN, _END = 0x85, 0x809, 0x0A
_ROW, _COLUMNS, _FORMULA, _MERGED = 0x208, 0x7D, 0x06, 0xE5
_ROW_IS_HIDDEN, _COLUMN_IS_HIDDEN = 0x20, 0x01
_MOST_COLUMNS = 256


@dataclass(slots=True)
class Hidden:
    """Of one sheet: numbers of rows from 1, of columns from 0; formulas, and those without a result."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    formulas: int = 0
    unreckoned: int = 0
    merged: int = 0


def hidden_in(content: bytes) -> list[Hidden] | None:
    """Return what each sheet of the workbook hides in the order of the tabs, or None where that cannot be told."""
    try:
        stream = _CompoundFile(content).stream(_NAMES)
        return [_hidden(stream, start) for start in _sheets(stream)]
    except (struct.error, LookupError, ValueError):
        return None


class _CompoundFile:
    """A file of sectors in chains. Nothing in it can be longer than the file is."""

    def __init__(self, content: bytes) -> None:
        shift, small, directory, self._small_below, small_table, _, more, *first = _HEADER.unpack_from(
            content
        )
        if shift not in _SECTORS or small != _SMALL_SECTOR:
            raise ValueError("sectors of a size that no file has")
        self._content = content
        self._size = 1 << shift
        self._count = len(content) // self._size
        self._table = self._numbers(
            islice(self._table_sectors(first, more), self._count // (self._size // 4) + 2)
        )
        self._entries = list(_ENTRY.iter_unpack(_whole(self._joined(directory), _ENTRY.size)))
        self._small_table = self._numbers(self._chain(small_table, self._table))

    def _table_sectors(self, first: Sequence[int], more: int) -> Iterator[int]:
        yield from (number for number in first if number < _LAST)
        for _step in range(self._count):
            if more >= _LAST:
                return
            *numbers, more = self._numbers([more])
            yield from (number for number in numbers if number < _LAST)

    def _numbers(self, sectors: Iterable[int]) -> list[int]:
        joined = _whole(b"".join(map(self._sector, sectors)), 4)
        return list(struct.unpack(f"<{len(joined) // 4}I", joined))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    def _chain(self, number: int, table: Sequence[int]) -> Iterator[int]:
        for _step in range(len(table)):
            if number >= _LAST:
                return
            yield number
            number = table[number]

    def _joined(self, first: int) -> bytes:
        return b"".join(map(self._sector, islice(self._chain(first, self._table), self._count)))

    def stream(self, names: Sequence[str]) -> bytes:
        """:raises LookupError: there is none of these names"""
        for name, length, kind, start, size in self._entries:
            if kind == _STREAM and name[: max(length - 2, 0)].decode("utf-16-le", "replace").lower() in names:
                return (self._small(start) if size < self._small_below else self._joined(start))[:size]
        raise LookupError(names)

    def _small(self, first: int) -> bytes:
        """Return a small stream: its sectors stand in the stream of the first entry."""
        sectors = self._joined(self._entries[0][3])
        size = 1 << _SMALL_SECTOR
        chain = islice(self._chain(first, self._small_table), len(sectors) // size)
        return b"".join(sectors[number * size : (number + 1) * size] for number in chain)


def _whole(content: bytes, size: int) -> bytes:
    """Return the content without what is left over by a multiple of the size."""
    return content[: len(content) // size * size]


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    while start + _RECORD.size <= len(stream):
        kind, length = _RECORD.unpack_from(stream, start)
        start += _RECORD.size
        yield kind, stream[start : start + length]
        start += length


def _sheets(stream: bytes) -> Iterator[int]:
    """Give where each sheet begins."""
    for kind, body in _records(stream, 0):
        if kind == _ABOUT_SHEET:
            yield struct.unpack_from("<I", body)[0]
        elif kind == _END:
            return
    raise ValueError("a workbook without its end")


def _hidden(stream: bytes, start: int) -> Hidden:
    """Look through the records of a sheet; charts within it have a beginning and an end of their own."""
    found, depth = Hidden(), 0
    for kind, body in _records(stream, start):
        depth += (kind == _BEGIN) - (kind == _END)
        if depth < 1:
            return found
        if depth == 1:
            _note(found, kind, body)
    raise ValueError("a sheet without its end")


def _note(found: Hidden, kind: int, body: bytes) -> None:
    if kind == _ROW:
        row, flags = struct.unpack_from("<H10xH", body)
        found.rows += [row + 1] if flags & _ROW_IS_HIDDEN else []
    elif kind == _COLUMNS:
        first, last, flags = struct.unpack_from("<HH4xH", body)
        if flags & _COLUMN_IS_HIDDEN:
            found.columns += range(first, min(last + 1, _MOST_COLUMNS))
    elif kind == _FORMULA:
        found.formulas += 1
    elif kind == _MERGED:
        found.merged += struct.unpack_from("<H", body)[0]

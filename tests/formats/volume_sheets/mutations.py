"""Sheets that were spoiled on the way, and what may come of reading them."""

import io
import zipfile
from random import Random

from kabinet.formats.archives import NotAnArchive
from kabinet.formats.volume_sheets import (
    Layout,
    Shape,
    SheetVolumes,
    Table,
    guess_layout,
    guess_month,
    needs_month,
    read_tables,
    read_volumes,
    signature_of,
)
from tests.formats.volume_sheets import books

_INSIDE = ("sheet1.xml", "content.xml", "workbook.xml", "sharedStrings.xml")
_MOST_SPOTS = 6
_INSERTED = (
    b"999999999",
    b'"',
    b'<row r="7">',
    b";",
    b"\n",
    b"29.02.2026",
    b"-",
    b"1e308",
    b"NaN",
    b"\xff",
    "\u202e".encode(),
    b' table:number-rows-repeated="999999999"',
    "УУГ-1".encode(),
    "Итого".encode(),
    b' hidden="1"',
    b"\xff\xff\xff\xff",
)


def spoiled(content: bytes, chance: Random) -> bytes:
    """Return the file with some of its bytes changed; of a workbook, those of the files inside."""
    if not content.startswith(b"PK"):
        return _spoil(content, chance)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(target, "w") as packed:
        for name in whole.namelist():
            file = whole.read(name)
            packed.writestr(name, _spoil(file, chance) if name.endswith(_INSIDE) else file)
    return target.getvalue()


def _spoil(content: bytes, chance: Random) -> bytes:
    file = bytearray(content)
    for _spot in range(chance.randint(1, _MOST_SPOTS)):
        place, length = chance.randrange(len(file) + 1), chance.randint(1, 40)
        kind = chance.randrange(4)
        if kind == 0:
            file[place : place + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del file[place : place + length]
        elif kind == 2:
            file[place:place] = file[place : place + length]
        else:
            file[place:place] = chance.choice(_INSERTED)
    return bytes(file)


def judged(content: bytes) -> str:
    """Return the code of the refusal, or "read" where volumes came of it that do not contradict each other."""
    try:
        tables = read_tables(content, "лист")
    except NotAnArchive as refusal:
        return refusal.code
    asked = [None, *Shape][len(content) % (len(Shape) + 1)]
    for table in tables:
        layout = guess_layout(table, books.UNITS, shape=asked)
        if Layout.of_json(layout.as_json()) != layout:
            raise AssertionError("a layout that is not what was kept of it")
        month = guess_month(table, layout, "лист")
        needs_month(table, layout)
        signature_of(table, layout)
        _check(table, layout, read_volumes(table, layout, month=month))
    return "read"


def _check(table: Table, layout: Layout, read: SheetVolumes) -> None:
    places = {(one.unit_id, one.day) for one in read.volumes}
    if len(places) != len(read.volumes) or not {one.unit_id for one in read.volumes} <= layout.unit_ids:
        raise AssertionError("two volumes of one day")
    if any(table.cell(one.place.row, one.place.column) == "" for one in read.volumes):
        raise AssertionError("a volume out of an empty cell")

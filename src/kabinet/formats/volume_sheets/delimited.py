"""Delimited texts: UTF-8, or one of the old Russian encodings, cells parted by semicolons, tabulators or commas."""

import csv
import io
import re
from collections import Counter

from kabinet.formats.archives.errors import NotAnArchive
from kabinet.formats.dates import MONTH_STEMS
from kabinet.formats.volume_sheets.table import MOST_COLUMNS, MOST_ROWS, Cell, Table

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
#: The likeliest first.
_OLD_ENCODINGS = ("cp1251", "cp866", "koi8-r")
#: Words of sheets with volumes: only in its own encoding does a text hold them.
_USUAL = re.compile(
    rf"дата|день|дни|сутки|число|об[ъь]?[её]м|расход|потреблен|газ|факт|тыс|узел|учёт|учет|итого|всего"
    rf"|{'|'.join(stem for stem in MONTH_STEMS if stem != 'ма')}",
    re.IGNORECASE,
)
_HEAD = 20_000
#: A comma is the decimal mark as well, and so comes last.
_MARKS = (";", "\t", ",")
_LOOKED_AT = 60
_LONGEST = 400


def read(content: bytes, name: str) -> tuple[Table, ...]:
    """:raises NotAnArchive: no text, or more rows than daily volumes can be"""
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        raise NotAnArchive("unknown", name=name)
    if text.count("\n") > MOST_ROWS:
        raise NotAnArchive("too-many-rows", most=MOST_ROWS)
    return (Table(name, _rows(text, _mark(text))),)


def _decoded(content: bytes) -> str:
    encoding = next((known for bom, known in _BOMS if content.startswith(bom)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        # Every byte is a sign in these; what is no text at all will hold no days either.
        texts = [content.decode(old, errors="replace") for old in _OLD_ENCODINGS]
        return max(texts, key=_usual_words)


def _usual_words(text: str) -> int:
    return sum(1 for _ in _USUAL.finditer(text[:_HEAD]))


def _mark(text: str) -> str:
    """Return the sign that parts most lines into equally many cells."""
    lines = [line for line in text.split("\n", _LOOKED_AT)[:_LOOKED_AT] if line.strip()]
    for mark in _MARKS:
        counts = Counter(line.count(mark) for line in lines)
        parted = sum(times for count, times in counts.items() if count)
        if parted * 2 > len(lines):
            return mark
    return ";"


def _rows(text: str, mark: str) -> list[list[Cell]]:
    try:
        rows = [row[:MOST_COLUMNS] for row in csv.reader(io.StringIO(text), delimiter=mark)]
    except csv.Error as error:
        raise NotAnArchive("damaged") from error
    return [[cell[:_LONGEST] for cell in row] for row in rows]

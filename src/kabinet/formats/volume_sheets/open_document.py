"""Workbooks as .ods. Repeated rows and cells are counted before they are unfolded."""

import io
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, ParseError, iterparse

from kabinet.formats.archives.errors import NotAnArchive
from kabinet.formats.volume_sheets.table import MOST_COLUMNS, MOST_ROWS, Cell, Table, figure

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BOM = b"\xef\xbb\xbf"
_MOST_TAGS = 1_500_000
_LONGEST = 400
_ISO_DAY = len("2026-11-22")


def read(content: bytes) -> tuple[Table, ...]:
    """
    Read the sheets of a `content.xml`.

    :raises NotAnArchive: more than daily volumes can be, entities, or damaged
    """
    _check(content)
    try:
        return tuple(_sheets(content))
    except (ParseError, LookupError, ValueError) as error:
        if isinstance(error, NotAnArchive):
            raise
        raise NotAnArchive("damaged") from error


def _check(content: bytes) -> None:
    """Refuse what the parser would make much of; in UTF-8, a declaration cannot hide in other bytes."""
    if not content.removeprefix(_BOM).startswith(b"<") or b"\x00" in content:
        raise NotAnArchive("damaged")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NotAnArchive("entities")
    if content.count(b"<") > _MOST_TAGS:
        raise NotAnArchive("too-many-rows", most=MOST_ROWS)


def _sheets(content: bytes) -> Iterator[Table]:
    hidden_styles: set[str] = set()
    reader = _Reader()
    for event, element in iterparse(io.BytesIO(content), events=("start", "end")):  # noqa: S314 (checked above)
        if event == "start" and element.tag == f"{_TABLE}table":
            reader = _Reader()
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            reader.take(element)
            element.clear()
        elif event == "end" and element.tag == f"{_TABLE}table-column":
            reader.take_column(element)
        elif event == "end" and element.tag.endswith("}style"):
            if any(child.get(f"{_TABLE}display") == "false" for child in element):
                hidden_styles.add(_style_name(element))
        elif event == "end" and element.tag == f"{_TABLE}table":
            style = element.get(f"{_TABLE}style-name", "")
            yield reader.table(element.get(f"{_TABLE}name", ""), visible=style not in hidden_styles)
            element.clear()


def _style_name(element: Element) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}name")), "")


class _Reader:
    """The rows of one sheet."""

    def __init__(self) -> None:
        self._rows: list[list[Cell]] = []
        self._blank = 0
        self._hidden: list[int] = []
        self._columns = 0
        self._hidden_columns: list[int] = []
        self._formulas = 0
        self._unreckoned = 0
        self._merged = 0

    def take(self, element: Element) -> None:
        """Add a row; blank ones are only counted until something follows them."""
        repeated = _count(element, "number-rows-repeated")
        cells = self._cells(element)
        if not cells:
            self._blank += repeated
            return
        if len(self._rows) + self._blank + repeated > MOST_ROWS:
            raise NotAnArchive("too-many-rows", most=MOST_ROWS)
        self._rows += [[] for _ in range(self._blank)]
        self._blank = 0
        if element.get(f"{_TABLE}visibility", "visible") != "visible":
            self._hidden += range(len(self._rows) + 1, len(self._rows) + repeated + 1)
        self._rows += [cells] * repeated

    def take_column(self, element: Element) -> None:
        """Count the columns: they are declared before the rows."""
        last = min(self._columns + _count(element, "number-columns-repeated"), MOST_COLUMNS)
        if element.get(f"{_TABLE}visibility", "visible") != "visible":
            self._hidden_columns += range(self._columns, last)
        self._columns = last

    def _cells(self, row: Element) -> list[Cell]:
        cells: list[Cell] = []
        blank = 0
        for element in row:
            if element.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            self._note(element)
            cell, repeated = _cell(element), _count(element, "number-columns-repeated")
            if cell == "":
                blank += repeated
                continue
            if len(cells) + blank + repeated > MOST_COLUMNS:
                raise NotAnArchive("too-many-rows", most=MOST_ROWS)
            cells += [""] * blank + [cell] * repeated
            blank = 0
        return cells

    def _note(self, element: Element) -> None:
        is_formula = f"{_TABLE}formula" in element.attrib
        self._formulas += is_formula
        self._unreckoned += is_formula and f"{_OFFICE}value-type" not in element.attrib
        spans = (_count(element, "number-columns-spanned"), _count(element, "number-rows-spanned"))
        self._merged += max(spans) > 1

    def table(self, name: str, *, visible: bool) -> Table:
        return Table(
            name,
            self._rows,
            visible=visible,
            hidden=tuple(self._hidden),
            hidden_columns=tuple(self._hidden_columns),
            formulas=self._formulas,
            unreckoned=self._unreckoned,
            merged=self._merged,
        )


def _count(element: Element, name: str) -> int:
    return max(1, int(element.get(f"{_TABLE}{name}", "1")))


def _cell(element: Element) -> Cell:
    kind = element.get(f"{_OFFICE}value-type", "")
    if kind in {"float", "currency", "percentage"}:
        return _figure(element.get(f"{_OFFICE}value", ""))
    if kind == "date":
        return date.fromisoformat(element.get(f"{_OFFICE}date-value", "")[:_ISO_DAY])
    paragraphs = ("".join(one.itertext()) for one in element.iter(f"{_TEXT}p"))
    return "\n".join(paragraphs)[:_LONGEST]


def _figure(text: str) -> Cell:
    try:
        return figure(float(text))
    except ValueError:
        return text[:_LONGEST]

"""Which column of a sheet is what, and how a sheet of the same shape is known again."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kabinet.formats.dates import MONTH_STEMS
from kabinet.formats.lookalikes import folded
from kabinet.formats.volume_sheets.table import Cell, Table, cell_text

#: Headings stand among these first rows.
HEAD_ROWS = 40

# What changes from month to month in a heading. Other figures stay: "ГРС-1" and "ГРС-2" must not change places unseen.
_TIMELY = re.compile(rf"\b(?:{'|'.join(MONTH_STEMS[:4])}|ма[йя]\b|{'|'.join(MONTH_STEMS[5:])})[а-я]*|20\d\d")
_ALPHABET = 26


@dataclass(frozen=True, slots=True)
class Layout:
    """
    `heading` is the number of the row with the headings, 0 where there is none; columns count from 0.

    `volumes` are the columns of volumes by metering unit id, in thousand m³ or in m³.
    """

    heading: int
    day: int
    volumes: Mapping[int, int]
    thousand: bool = True

    def as_json(self) -> dict[str, Any]:
        volumes = {str(unit): column for unit, column in self.volumes.items()}
        return {"heading": self.heading, "day": self.day, "volumes": volumes, "thousand": self.thousand}

    @classmethod
    def of_json(cls, kept: Mapping[str, Any], *, heading: int | None = None) -> "Layout":
        """Return a layout that was kept; in this sheet the headings may stand in another row."""
        volumes = {int(unit): int(column) for unit, column in kept["volumes"].items()}
        return cls(kept["heading"] if heading is None else heading, kept["day"], volumes, kept["thousand"])


def signatures(table: Table) -> dict[str, int]:
    """Return the digest of each row that may hold the headings, with its number; the lowest of equal rows."""
    return {
        digest: number
        for number, row in enumerate(table.rows[:HEAD_ROWS], start=1)
        if (digest := signature(row))
    }


def signature(row: Sequence[Cell]) -> str:
    """Return the digest of a row of headings, without month and year; empty where it cannot be one."""
    if any(isinstance(cell, Decimal | date) for cell in row):
        return ""
    words = [folded(_TIMELY.sub("", cell_text(cell).casefold())) for cell in row]
    while words and not words[-1].strip():
        words.pop()
    if sum(bool(word.strip()) for word in words) < 2:  # noqa: PLR2004 (a day and a volume)
        return ""
    return hashlib.sha256("\x1f".join(" ".join(word.split()) for word in words).encode()).hexdigest()


def column_name(column: int) -> str:
    """Return the letters of a column: A for 0, AA for 26."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, _ALPHABET)
        name = chr(ord("A") + letter) + name
    return name

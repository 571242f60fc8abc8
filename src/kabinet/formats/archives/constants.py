"""Constants of the device, such as the density of the gas, that stand in every row of its archive."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from kabinet.formats.archives.archive import Constant
from kabinet.formats.archives.findings import FindingCode, Findings
from kabinet.formats.archives.layouts.table import Table

_SHOWN = 40


def read_constants(table: Table, places: Sequence[int], starts_at: Sequence[datetime]) -> list[Constant]:
    """Return every value that each constant had; `places` are the rows of the hours."""
    found = []
    for name, position in table.positions.constants.items():
        texts = [table.rows[place][position].strip()[:_SHOWN] for place in places]
        for at in _changes(texts):
            file, row = table.where(places[at])
            found.append(Constant(name, texts[at], starts_at[at], row, file))
    return found


def tell_changes(constants: Sequence[Constant], findings: Findings) -> None:
    for before, after in pairwise(constants):
        if before.name == after.name:
            findings.add(
                FindingCode.CONSTANT_CHANGED,
                row=(after.file, after.row),
                hour=after.since,
                name=after.name,
                before=before.value,
                after=after.value,
            )


def _changes(texts: Sequence[str]) -> Iterator[int]:
    """Return where the first text stands, and each one that differs from the one before it."""
    if texts:
        yield 0
    if len(set(texts)) > 1:
        yield from (place for place in range(1, len(texts)) if texts[place] != texts[place - 1])

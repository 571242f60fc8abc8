"""Figures of a column, all at once where they are written alike, one by one where they are not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kabinet.formats.signs import plain

# Ten digits and nine places: times 10,000 a float still holds them to the last one (2**53 is 9.0e15).
_ALIKE = re.compile(r"(?:-?[0-9]{1,10}(?:[.,][0-9]{1,9})?\n)+")
_ONE = re.compile(r"-?[0-9]{1,10}(?:[.,][0-9]{1,9})?")
NO_FIGURE = frozenset(("", "-", "—", "–"))


@dataclass(frozen=True, slots=True)
class Figures:
    values: Sequence[float | None]
    unreadable: Sequence[int] = ()
    """Places of texts that are no figure; an empty cell or a dash is none of them."""
    commas: int = 0
    points: int = 0

    @property
    def mixed(self) -> bool:
        return bool(self.commas and self.points)


def read_figures(texts: Sequence[str]) -> Figures:
    """Read a column; a single mark is always the decimal one."""
    joined = "\n".join(texts) + "\n"
    if _ALIKE.fullmatch(joined) and joined.count("\n") == len(texts):
        commas = joined.count(",")
        if not commas:
            return Figures(list(map(float, texts)))
        values = list(map(float, joined.replace(",", ".").split("\n")[:-1]))
        return Figures(values, commas=commas, points=joined.count("."))
    return _read_one_by_one([plain(text).replace(" ", "") for text in texts])


def _read_one_by_one(texts: Sequence[str]) -> Figures:
    values: list[float | None] = []
    unreadable: list[int] = []
    commas = points = 0
    for place, text in enumerate(texts):
        if _ONE.fullmatch(text):
            commas += "," in text
            points += "." in text
            values.append(float(text.replace(",", ".")))
        else:
            values.append(None)
            if text not in NO_FIGURE:
                unreadable.append(place)
    return Figures(values, unreadable, commas, points)


def whole(values: Sequence[float | None], factor: float) -> list[int | None]:
    """Return the figures times the factor, as whole numbers."""
    if None in values:
        return [None if value is None else round(value * factor) for value in values]
    return [round(value * factor) for value in values]  # type: ignore[operator]

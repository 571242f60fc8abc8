"""Figures of a column, all at once where they are written alike, one by one where they are not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kabinet.formats.signs import plain

# Ten digits and nine places: times 10,000 a float still holds them to the last one (2**53 is 9.0e15).
_LARGEST = 1e10
_MOST_SIGNS = 21
_OTHER_SIGN = re.compile(r"[^0-9.,\n-]")
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
    joined = "\n".join(texts)
    if joined and not _OTHER_SIGN.search(joined):
        commas = joined.count(",")
        plain_texts = joined.replace(",", ".").split("\n") if commas else texts
        values = _floats(plain_texts)
        if values and len(values) == len(texts):
            return Figures(values, commas=commas, points=joined.count(".") if commas else 0)
    return _read_one_by_one([plain(text).replace(" ", "") for text in texts])


def _floats(texts: Sequence[str]) -> list[float]:
    """Return the figures, or nothing where one of them wants a closer look."""
    try:
        values = list(map(float, texts))
    except ValueError:
        return []
    if max(map(len, texts)) > _MOST_SIGNS or not -_LARGEST < min(values) <= max(values) < _LARGEST:
        return []
    return values


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

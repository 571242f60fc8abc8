"""
Numbers as people type and paste them (a grid cell, a form field, a column from a spreadsheet).

The browser reads by the same rules in `frontend/js/numbers.js`; both are tested with
`tests/formats/typed_numbers.json`.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from kabinet.formats.signs import plain

_LONGEST_TEXT = 64
_MOST_DIGITS = 12
_DASHES = "-— "

_DIGITS = re.compile(r"[0-9 .,]*[0-9][0-9 .,]*")
_EXPONENT = re.compile(r"[+-]?[0-9 .,]*[0-9][.,]?[eе][+-]?[0-9]+", re.IGNORECASE)
_GROUPED_BY_SPACES = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+|[0-9]*")
_CUBIC_METRE = r"(?:ст\.? ?|н\.? ?)?(?:(?:м|m) ?(?:³|\^?3)|куб\.? ?(?:м\.?|метр[а-я]*))"


class Unit(StrEnum):
    """A unit that may be written behind the number."""

    THOUSAND_M3 = "thousand-m3"
    M3 = "m3"
    RUB = "rub"
    PERCENT = "percent"


_UNITS = {
    Unit.THOUSAND_M3: re.compile(
        rf" ?(?:тыс(?:\.|яч[а-я]*)?|thous(?:\.|and)?) ?{_CUBIC_METRE}$", re.IGNORECASE
    ),
    Unit.M3: re.compile(rf" ?{_CUBIC_METRE}$", re.IGNORECASE),
    Unit.RUB: re.compile(r" ?(?:₽|руб(?:\.|л[а-я]*)?|р\.?|rub)$", re.IGNORECASE),
    Unit.PERCENT: re.compile(r" ?%$"),
}


class NotANumber(ValueError):  # noqa: N818 - named as what happened, like every refusal
    """
    The text is not one number.

    `code` is one of empty, not-a-number, exponent, two-decimal-marks, grouping, other-unit, too-long.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    value: Decimal
    rounded: bool
    """Whether more was typed than the places hold, so that the value is no longer what was typed."""


def parse_number(text: str, *, places: int, unit: Unit | None = None) -> ParsedNumber:
    """
    Read one decimal number with exactly `places` decimals, rounding half away from zero.

    A unit behind the number is dropped when it is the field's `unit`; a field that names none takes any.

    :raises NotANumber: with the reason as its code
    """
    if len(text) > _LONGEST_TEXT:
        raise NotANumber("too-long")
    body = plain(text)
    if not body.strip(_DASHES):  # a dash is how tables write "nothing here"
        raise NotANumber("empty")
    whole, fraction = _split(_unsigned(_without_unit(body, unit)))
    if len(whole.lstrip("0")) > _MOST_DIGITS:
        raise NotANumber("too-long")
    exact = Decimal(f"{'-' if body.startswith('-') else ''}{whole or '0'}.{fraction or '0'}")
    value = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return ParsedNumber(value=value + 0, rounded=value != exact)


def _without_unit(body: str, expected: Unit | None) -> str:
    for unit, pattern in _UNITS.items():
        if found := pattern.search(body):
            if expected not in (None, unit):
                raise NotANumber("other-unit")
            return body[: found.start()]
    return body


def _unsigned(body: str) -> str:
    if _EXPONENT.fullmatch(body):
        raise NotANumber("exponent")
    digits = body.removeprefix("-") if body.startswith("-") else body.removeprefix("+")
    digits = digits.removeprefix(" ")
    if not _DIGITS.fullmatch(digits):
        raise NotANumber("not-a-number")
    return digits


def _split(digits: str) -> tuple[str, str]:
    """Return the digits before and after the decimal mark; a single mark is always the decimal one."""
    mark = max(digits.rfind("."), digits.rfind(","))
    if mark < 0:
        return _ungrouped(digits), ""
    whole, fraction = digits[:mark], digits[mark + 1 :]
    if digits[mark] in whole:
        raise NotANumber("two-decimal-marks")
    if " " in fraction:
        raise NotANumber("grouping")
    return _ungrouped(whole), fraction


def _ungrouped(whole: str) -> str:
    other_marks = whole.replace(".", " ").replace(",", " ")
    mixed = other_marks != whole and " " in whole
    if mixed or not _GROUPED_BY_SPACES.fullmatch(other_marks):
        raise NotANumber("grouping")
    return other_marks.replace(" ", "")

"""Versions of the offer agreement: what a new one has to be, and how they follow each other. Plain Python."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kabinet.formats.differences import paragraphs_of
from kabinet.foundation.refusal import Refusal

# A name stands in addresses and file names; a figure in it keeps it apart from the words there.
_NAME = re.compile(r"(?=.*\d)[0-9A-Za-zА-ЯЁа-яё][0-9A-Za-zА-ЯЁа-яё.-]{0,19}")
_HEADING = re.compile(r"\d+\.\s.{1,100}(?<![.;:,])")


class State(StrEnum):
    FUTURE = "future"
    IN_FORCE = "in-force"
    REPLACED = "replaced"


class VersionNameUnfit(Refusal):
    """A name is up to 20 letters, figures, dots and hyphens, with a figure among them."""

    code = "access.offer-version-unfit"


class VersionTaken(Refusal):
    """Facts: version."""

    code = "access.offer-version-taken"


class OfferInPast(Refusal):
    """Nobody can have accepted a version before it was there. Facts: day, today."""

    code = "access.offer-in-past"


class DayTaken(Refusal):
    """Another version comes into force on the day. Facts: version, day."""

    code = "access.offer-day-taken"


class OfferUnchanged(Refusal):
    """It says what the version before it says. Facts: version."""

    code = "access.offer-unchanged"


class OfferEmpty(Refusal):
    code = "access.offer-empty"


@dataclass(frozen=True, slots=True)
class Draft:
    """A version before it is published; the text is lines, each a paragraph."""

    version: str
    title: str
    text: str
    in_force_from: date

    def content(self) -> dict[str, str]:
        """Return it in JSON types, as a proposal keeps it."""
        return {
            "version": self.version,
            "title": self.title,
            "text": self.text,
            "in_force_from": self.in_force_from.isoformat(),
        }

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Draft":
        day = date.fromisoformat(content["in_force_from"])
        return cls(content["version"], content["title"], content["text"], day)

    def check(self, *, today: date) -> None:
        """
        Judge it by itself.

        :raises VersionNameUnfit: the name cannot stand in an address
        :raises OfferEmpty: it has no text
        :raises OfferInPast: its day has passed
        """
        if _NAME.fullmatch(self.version) is None:
            raise VersionNameUnfit
        if not paragraphs_of(self.text):
            raise OfferEmpty
        if self.in_force_from < today:
            raise OfferInPast(day=self.in_force_from, today=today)

    def says_the_same(self, *, title: str, text: str) -> bool:
        return (self.title, paragraphs_of(self.text)) == (title, paragraphs_of(text))


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    is_heading: bool


def paragraphs(text: str) -> list[Paragraph]:
    """Return the text as it is set: "3. Access" without a full stop heads what follows."""
    return [Paragraph(line, _HEADING.fullmatch(line) is not None) for line in paragraphs_of(text)]


def state_of(*, in_force_from: date, is_in_force: bool, on: date) -> State:
    if is_in_force:
        return State.IN_FORCE
    return State.FUTURE if in_force_from > on else State.REPLACED

"""A figure as it is now beside what it will be: for what must not be overlooked."""

from dataclasses import dataclass
from typing import ClassVar

from kabinet.foundation.ui.base import Part


@dataclass(frozen=True, slots=True)
class Side:
    """`value` is the figure in large, `note` what belongs to it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Versus(Part):
    """A warning with the two sides; each says in words which one it is."""

    name: ClassVar[str] = "versus"

    title: str
    text: str
    old: Side
    new: Side

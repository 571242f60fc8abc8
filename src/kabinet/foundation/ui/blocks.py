"""The larger parts of a page: events, figures, notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from django.utils.translation import gettext

from kabinet.foundation.ui.base import Content, Part
from kabinet.foundation.ui.words import Action


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a history; `expected` ones have not happened yet."""

    title: str
    meta: str = ""
    text: str = ""
    kind: Literal["", "done", "problem", "expected"] = ""


@dataclass(frozen=True, slots=True)
class Timeline(Part):
    """Newest first."""

    name: ClassVar[str] = "timeline"

    events: Sequence[Event]


@dataclass(frozen=True, slots=True)
class Figure(Part):
    """A big number with what it is."""

    name: ClassVar[str] = "figure"

    label: str
    value: str
    unit: str = ""
    note: Content = ""
    kind: Literal["", "good", "problem", "quiet"] = ""


@dataclass(frozen=True, slots=True)
class Meter(Part):
    """How much of a limit is used, in whole percent, with a mark where it ought to be by now."""

    name: ClassVar[str] = "meter"

    percent: int
    label: str
    mark: int | None = None

    @property
    def width(self) -> int:
        return min(max(self.percent, 0), 100)

    @property
    def over(self) -> bool:
        return self.percent > 100  # noqa: PLR2004 (percent)


@dataclass(frozen=True, slots=True)
class Empty(Part):
    """Why there is nothing here, and what to do next."""

    name: ClassVar[str] = "empty"

    title: str
    text: str = ""
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class Notice(Part):
    """`urgent` ones are announced and take the focus: the result of what was just done."""

    name: ClassVar[str] = "notice"

    text: Content
    title: str = ""
    kind: Literal["info", "good", "warning", "problem"] = "info"
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Receipt(Part):
    """The head of a receipt's page; its facts follow in a card. `label` stands before the number: «Квитанция №»."""

    name: ClassVar[str] = "receipt"

    title: str
    number: str
    text: Content = ""
    late: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake and the id of the field where it is."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class ErrorSummary(Part):
    name: ClassVar[str] = "error_summary"

    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class Progress(Part):
    """How far a long job is, in whole percent."""

    name: ClassVar[str] = "progress"

    percent: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Upload(Part):
    """The field for files; `accept` are endings as ".pdf,.jpg"; limits and formats are told in `hint`."""

    name: ClassVar[str] = "upload"

    field: str
    label: str
    hint: str
    accept: str = ""
    several: bool = True
    errors: Sequence[str] = ()

    @property
    def words(self) -> dict[str, str]:
        """What the script of the field says, in the language of the page."""
        return {
            "remove": gettext("Remove {name}"),
            "sending": gettext("Uploading: {percent} %"),
            "checking": gettext("Uploaded. The files are being checked."),
            "cancel": gettext("Cancel"),
            "cancelled": gettext("The upload is cancelled. The files are still chosen."),
            "failed": gettext("The files did not upload. Try again."),
            "size": gettext("{size} MB"),
            "smallSize": gettext("{size} KB"),
        }

"""The small parts inside sentences and cells: made without a template, for a page holds hundreds of them."""

from dataclasses import dataclass
from html import escape
from typing import Literal

from django.utils.safestring import SafeString

from kabinet.foundation.ui.base import Part, safe

TagKind = Literal["my-move", "progress", "sent", "done", "problem", "warning", "closed"]
ActionKind = Literal["primary", "secondary", "small", "link"]

_BUTTONS = {
    "primary": "govuk-button",
    "secondary": "govuk-button govuk-button--secondary",
    "warning": "govuk-button govuk-button--warning",
    "small": "govuk-button govuk-button--secondary button-small",
    "link": "button-link",
}


def button_class(kind: str) -> str:
    return _BUTTONS[kind]


@dataclass(frozen=True, slots=True)
class Tag(Part):
    """A status in words and colour; what is done has no colour."""

    text: str
    kind: str = "closed"

    def render(self) -> SafeString:
        return safe(f'<span class="tag tag-{self.kind}">{escape(self.text)}</span>')


@dataclass(frozen=True, slots=True)
class Turn(Part):
    """Whose turn it is: the reader's, or the other side's."""

    text: str
    mine: bool = False

    def render(self) -> SafeString:
        kind = " turn-mine" if self.mine else ""
        return safe(f'<span class="turn{kind}">{escape(self.text)}</span>')


@dataclass(frozen=True, slots=True)
class Link(Part):
    """A link; `hidden` is added for those who do not see the row it stands in."""

    text: str
    url: str
    hidden: str = ""

    def render(self) -> SafeString:
        more = f'<span class="govuk-visually-hidden"> {escape(self.hidden)}</span>' if self.hidden else ""
        return safe(f'<a href="{escape(self.url)}">{escape(self.text)}{more}</a>')


@dataclass(frozen=True, slots=True)
class Action(Part):
    """A link that looks like a button: it leads somewhere and changes nothing."""

    text: str
    url: str
    kind: str = "secondary"

    def render(self) -> SafeString:
        look = button_class(self.kind)
        return safe(f'<a class="{look}" href="{escape(self.url)}">{escape(self.text)}</a>')


@dataclass(frozen=True, slots=True)
class Button(Part):
    """A button that sends the form in which it stands; `hidden` is added for those who do not see its row."""

    text: str
    sent_as: str
    value: str
    kind: str = "small"
    hidden: str = ""

    def render(self) -> SafeString:
        more = f'<span class="govuk-visually-hidden"> {escape(self.hidden)}</span>' if self.hidden else ""
        sent = f'name="{escape(self.sent_as)}" value="{escape(self.value)}"'
        look = button_class(self.kind)
        return safe(f'<button type="submit" class="{look}" {sent}>{escape(self.text)}{more}</button>')


@dataclass(frozen=True, slots=True)
class Noted(Part):
    """A text with a quieter second line."""

    text: "str | Part"
    note: str

    def render(self) -> SafeString:
        first = self.text.render() if isinstance(self.text, Part) else escape(self.text)
        return safe(f'{first}<span class="cell-note">{escape(self.note)}</span>')

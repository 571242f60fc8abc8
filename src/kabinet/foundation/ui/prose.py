"""A long text to be read, in paragraphs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import ClassVar, Protocol

from django.utils.safestring import SafeString

from kabinet.foundation.ui.base import Part, safe


class Paragraph(Protocol):
    """What an area calls a paragraph."""

    @property
    def text(self) -> str: ...

    @property
    def is_heading(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Prose(Part):
    """Paragraphs one after another; those that head others stand out, and are no headings of the page."""

    name: ClassVar[str] = "prose"

    paragraphs: Sequence[Paragraph]

    def render(self) -> SafeString:
        return safe("\n".join(_paragraphs(self.paragraphs)))


def _paragraphs(paragraphs: Iterable[Paragraph]) -> Iterable[str]:
    for one in paragraphs:
        look = "prose prose-head" if one.is_heading else "prose"
        yield f'<p class="{look}">{escape(one.text)}</p>'

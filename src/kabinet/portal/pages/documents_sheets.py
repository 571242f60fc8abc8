"""The list of documents as a spreadsheet: all pages of what is found, in the same order."""

from collections.abc import Sequence

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from kabinet.documents import wording
from kabinet.documents.queries import Document
from kabinet.formats.sheets import Column, Sheet, Value, to_csv, to_xlsx
from kabinet.foundation import downloads, formatting


def answer(rows: Sequence[Document], *, wanted: str) -> HttpResponseBase:
    sheet = Sheet(_("Documents"), _columns(), [_row(document) for document in rows])
    name = _("Documents")
    if wanted == "xlsx":
        return downloads.made_file(to_xlsx([sheet]), name=f"{name}.xlsx", media_type=downloads.XLSX)
    return downloads.made_file(to_csv(sheet), name=f"{name}.csv", media_type=downloads.CSV)


def _columns() -> list[Column]:
    return [
        Column(_("Kind")),
        Column(_("Number")),
        Column(_("Date")),
        Column(_("Month")),
        Column(_("Amount, ₽"), 2),
        Column(_("Status")),
        Column(_("From whom")),
        Column(_("Contract")),
        Column(_("Description")),
        Column(_("File")),
    ]


def _row(document: Document) -> list[Value]:
    return [
        str(wording.KIND[document.kind]),
        document.number,
        document.dated_on,
        formatting.month(document.month) if document.month else None,
        document.amount,
        str(wording.CLIENT_STATUS[document.status]),
        str(wording.DIRECTION[document.direction]),
        document.contract.number,
        document.title,
        document.file_name,
    ]

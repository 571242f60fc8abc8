"""The register of documents as a list: found, filtered, page by page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.documents import bundles
from kabinet.documents.queries import DocumentPage, DocumentRow, Filter
from kabinet.foundation import formatting, ui
from kabinet.portal import papers
from kabinet.portal.forms.documents import SIZES, Choice, new_key
from kabinet.values.months import BillingMonth

#: A print or an export of more is of no use to anybody.
MOST_ROWS = 20_000


def page_of(
    found: DocumentPage,
    *,
    choice: Choice,
    query: Mapping[str, str],
    today: date,
    may_send: bool,
    several: bool,
) -> dict[str, Any]:
    is_print = query.get("print") == "1"
    closed = BillingMonth.of(today).previous
    return {
        "form": choice.form,
        "title": _title(found, is_print=is_print),
        "is_print": is_print,
        "found": _found_words(found.total),
        "read_as": found.read_as,
        "chips": ui.Chips(_chips(choice, query)) if choice.active else None,
        "table": _table(found.rows, choice, query, several=several, is_print=is_print),
        "has_rows": bool(found.rows),
        "pages": ui.Pages(found.page, found.pages, query) if found.pages > 1 and not is_print else None,
        "sizes": _sizes(choice, query, found.total),
        "all_in_zip": formatting.number(found.total) if found.total <= bundles.MOST else "",
        "by_job": bundles.MOST_AT_ONCE < found.total <= bundles.MOST,
        "month_zip": closed,
        "month_zip_name": formatting.month(closed),
        "query": ui.query_url(query, page=None)[1:],
        "key": new_key(),
        "may_send": may_send,
        "xlsx_url": ui.query_url(query, format="xlsx", page=None),
        "csv_url": ui.query_url(query, format="csv", page=None),
        "print_url": ui.query_url(query, print="1", page=None),
    }


def _title(found: DocumentPage, *, is_print: bool) -> str:
    if found.pages == 1 or is_print:
        return _("Documents")
    return _("Documents, page %(page)s of %(pages)s") % {"page": found.page, "pages": found.pages}


def _found_words(total: int) -> str:
    words = ngettext("%(count)s document found", "%(count)s documents found", total)
    return words % {"count": formatting.number(total)}


def _chips(choice: Choice, query: Mapping[str, str]) -> list[ui.Chip]:
    return [
        ui.Chip(text, ui.query_url(query, page=None, **{name: None})) for name, text in choice.active.items()
    ]


def _sizes(choice: Choice, query: Mapping[str, str], total: int) -> list[tuple[int, str]]:
    """Return how many rows a page may have, each with its link; the present one has none."""
    if total <= min(SIZES):
        return []
    return [
        (size, "" if size == choice.size else ui.query_url(query, size=str(size), page=None))
        for size in SIZES
    ]


def _table(
    rows: Sequence[DocumentRow], choice: Choice, query: Mapping[str, str], *, several: bool, is_print: bool
) -> ui.Table:
    return ui.Table(
        caption=_("Documents"),
        columns=[
            ui.Column(_("Document"), sort="number"),
            ui.Column(_("Date"), sort="date"),
            ui.Column(_("Month")),
            ui.Column(_("Amount"), numeric=True, unit="₽", sort="amount"),
            ui.Column(_("Status")),
            ui.Column(_("File")),
        ],
        rows=[_row(document, several=several) for document in rows],
        empty=_empty(choice),
        sort=choice.narrowed.sort,
        query=query,
        ticks="" if is_print else "document",
        stack=True,
    )


def _row(document: DocumentRow, *, several: bool) -> ui.Row:
    note = _note(document, several=several)
    name = papers.card_link(document)
    return ui.Row(
        [
            ui.Noted(name, note) if note else name,
            formatting.day(document.dated_on),
            _month_cell(document),
            formatting.money(document.amount) if document.amount is not None else formatting.DASH,
            papers.status_tag(document),
            papers.file_link(document),
        ],
        tick=str(document.pk),
        tick_label=papers.full_name_of(document),
    )


def _month_cell(document: DocumentRow) -> str:
    if document.month is None:
        return formatting.DASH
    return formatting.month(document.month).replace(" ", formatting.SPACE)


def _note(document: DocumentRow, *, several: bool) -> str:
    """Say what the name does not: the title, that it is the client's own, of which contract."""
    parts = [document.title] if document.title else []
    if document.direction == "in":
        parts.insert(0, _("sent by you"))
    if several:
        parts.append(_("contract No. %(number)s") % {"number": document.contract})
    return ", ".join(parts)


def _empty(choice: Choice) -> ui.Empty:
    if not choice.active:
        return ui.Empty(_("There are no documents yet"), _("They appear when the first month is closed."))
    if words := choice.narrowed.words:
        title = _("Nothing is found for “%(words)s”") % {"words": words}
    else:
        title = _("No document fits these filters")
    return ui.Empty(
        title,
        _("Take a filter away, or look for the number, the sum, the day or the month alone."),
        ui.Action(_("All documents"), "?"),
    )


def narrowed_by(choice: Choice, *, month: BillingMonth | None) -> Filter:
    """Return the filter of everything found, or of a whole month of the supplier's documents."""
    return Filter(month=month, direction="out") if month else choice.narrowed

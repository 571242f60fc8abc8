"""The account of a year: what is owed as of a day, the payments to come, the months and their entries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kabinet.documents import wording as document_words
from kabinet.documents.queries import PaperRow
from kabinet.documents.rules.words import Kind
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.portal.forms.settlements import Choice
from kabinet.portal.pages import settlements_due
from kabinet.settlements import wording
from kabinet.settlements.queries import Account, LedgerEntry, MonthRow
from kabinet.settlements.rules.words import EntryKind
from kabinet.values.months import BillingMonth

_PAPERS = (Kind.ACT, Kind.INVOICE, Kind.TAX_INVOICE, Kind.RECONCILIATION)


def months_of(account: Account) -> set[BillingMonth]:
    """Return the months whose documents the page links: those of the table, and those still to be paid."""
    return {row.month for row in account.rows} | {one.month for one in account.due.coming}


def page_of(
    account: Account,
    *,
    choice: Choice,
    papers: Sequence[PaperRow],
    today: date,
    query: Mapping[str, str],
    zone: ZoneInfo,
) -> dict[str, Any]:
    is_print = query.get("print") == "1"
    unfolded = [row for row in account.rows if row.month == choice.month]
    return {
        "form": choice.form,
        "note": choice.note,
        "is_print": is_print,
        "as_of": formatting.day_in_words(account.due.on),
        "year": account.year,
        "years": ui.Tabs(_years(account, choice, today, query), label=_("Year")),
        "figures": settlements_due.figures(account.due),
        "unpriced": settlements_due.unpriced(account.due),
        "calendar": settlements_due.calendar(account.due),
        "invoice": settlements_due.invoice(account.due, papers),
        "months": _months(account, papers, query, choice),
        "unfolded": [
            (formatting.month_as_title(row.month), _opening(row), _entries(row)) for row in unfolded
        ],
        "fold_url": ui.query_url(query, month=None),
        "latest": formatting.moment(account.latest_at, zone) if account.latest_at else "",
        "is_new": account.first_day is None,
        "xlsx_url": ui.query_url(query, format="xlsx", month=None),
        "csv_url": ui.query_url(query, format="csv", month=None),
        "print_url": ui.query_url(query, print="1"),
    }


def _years(account: Account, choice: Choice, today: date, query: Mapping[str, str]) -> list[ui.Tab]:
    last = max(today.year, account.year)
    first = min(account.first_day.year if account.first_day else last, account.year)
    return [
        ui.Tab(str(year), ui.query_url(query, year=str(year), month=None), current=year == choice.year)
        for year in range(last, first - 1, -1)
    ]


def _months(
    account: Account, papers: Iterable[PaperRow], query: Mapping[str, str], choice: Choice
) -> ui.Table:
    """Show a row for each month, newest first; documents are linked on the screen only."""
    by_month: dict[BillingMonth, list[PaperRow]] = {}
    for paper in papers:
        if paper.month and paper.kind in _PAPERS:
            by_month.setdefault(paper.month, []).append(paper)
    rows = [
        _month_row(row, by_month.get(row.month, []), query, is_open=row.month == choice.month)
        for row in reversed(account.rows)
    ]
    opening = _("Balance on %(day)s") % {"day": formatting.day(date(account.year, 1, 1))}
    rows.append(ui.Row([opening, "", "", "", *_balance_cells(account.opening), ""], kind="quiet"))
    table = _month_table(account, rows)
    if query.get("print") != "1":
        return table
    return replace(
        table,
        columns=table.columns[:-1],
        rows=[replace(row, cells=row.cells[:-1]) for row in table.rows],
        total=table.total and replace(table.total, cells=table.total.cells[:-1]),
    )


def _month_table(account: Account, rows: Sequence[ui.Row]) -> ui.Table:
    return ui.Table(
        caption=_("Months of %(year)s") % {"year": account.year},
        columns=_month_columns(),
        rows=rows if account.rows else [],
        total=_total(account) if account.rows else None,
        empty=ui.Empty(
            _("There are no entries in %(year)s") % {"year": account.year},
            _("The first charge appears when the month is closed."),
        ),
        stack=True,
    )


def _month_columns() -> list[ui.Column]:
    return [
        ui.Column(_("Month")),
        ui.Column(_("Charged"), numeric=True, unit="₽"),
        ui.Column(_("Paid"), numeric=True, unit="₽"),
        ui.Column(_("Corrections"), numeric=True, unit="₽"),
        ui.Column(_("Debt at the end"), numeric=True, unit="₽"),
        ui.Column(_("Overpayment at the end"), numeric=True, unit="₽"),
        ui.Column(_("Documents")),
    ]


def _month_row(
    row: MonthRow, papers: Sequence[PaperRow], query: Mapping[str, str], *, is_open: bool
) -> ui.Row:
    url = ui.query_url(query, month=None if is_open else str(row.month))
    hidden = _("fold the entries") if is_open else _("show the entries")
    return ui.Row(
        [
            ui.Link(formatting.month_as_title(row.month), f"{url}#entries", hidden),
            _charge_cell(row),
            _sum_or_dash(row.paid),
            _sum_or_dash(row.corrected),
            *_balance_cells(row.balance),
            _paper_links(papers) or formatting.DASH,
        ],
        kind="attention" if is_open else "",
    )


def _charge_cell(row: MonthRow) -> ui.Content:
    charges = [entry for entry in row.entries if entry.kind == EntryKind.CHARGE]
    text = _sum_or_dash(row.charged)
    if len(charges) != 1:
        return text
    return ui.Link(text, row_address("portal:entry", charges[0].pk), _("how it was computed"))


def _paper_links(papers: Sequence[PaperRow]) -> str:
    """Name the papers by their kind, and by number where there are several of it."""
    kinds = [paper.kind for paper in papers]
    return ui.join([_paper_link(paper, alone=kinds.count(paper.kind) == 1) for paper in papers], ", ")


def _paper_link(paper: PaperRow, *, alone: bool) -> ui.Link:
    kind, number = str(document_words.KIND[paper.kind]), _("No. %(number)s") % {"number": paper.number}
    url = row_address("portal:document", paper.pk)
    return ui.Link(kind, url, number) if alone else ui.Link(f"{kind} {number}", url)


def _total(account: Account) -> ui.Row:
    rows = account.rows
    return ui.Row(
        [
            _("Total"),
            formatting.money(sum((row.charged for row in rows), Decimal(0))),
            formatting.money(sum((row.paid for row in rows), Decimal(0))),
            formatting.money(sum((row.corrected for row in rows), Decimal(0))),
            *_balance_cells(rows[-1].balance),
            "",
        ]
    )


def _balance_cells(balance: Decimal) -> tuple[str, str]:
    """Return the debt and the overpayment, of which one is nothing: a balance never bears a bare sign."""
    if balance < 0:
        return formatting.DASH, formatting.money(-balance)
    return formatting.money(balance), formatting.DASH


def _sum_or_dash(amount: Decimal) -> str:
    return formatting.money(amount) if amount else formatting.DASH


def _opening(row: MonthRow) -> str:
    words = _("At the beginning of the month: %(opening)s. At its end: %(closing)s.")
    facts = {"opening": formatting.balance(row.opening), "closing": formatting.balance(row.balance)}
    return words % facts


def _entries(row: MonthRow) -> ui.Table:
    return ui.Table(
        caption=_("Entries of %(month)s") % {"month": formatting.month(row.month)},
        columns=[
            ui.Column(_("Entry")),
            ui.Column(_("Date")),
            ui.Column(_("Basis")),
            ui.Column(_("Charged"), numeric=True, unit="₽"),
            ui.Column(_("Paid or credited"), numeric=True, unit="₽"),
        ],
        rows=[_entry_row(entry) for entry in row.entries],
        stack=True,
    )


def _entry_row(entry: LedgerEntry) -> ui.Row:
    raised = formatting.money(entry.amount) if entry.amount > 0 else formatting.DASH
    lowered = formatting.money(-entry.amount) if entry.amount <= 0 else formatting.DASH
    return ui.Row(
        [
            ui.Noted(
                ui.Link(str(wording.KIND[entry.kind]), row_address("portal:entry", entry.pk)),
                entry.reason or entry.title,
            ),
            formatting.day(entry.posted_on),
            source_of(entry),
            raised,
            lowered,
        ]
    )


def source_of(entry: LedgerEntry) -> str:
    """Return the paper behind the entry: «№ 118 от 05.11.2026»."""
    if not entry.source_number:
        return formatting.DASH
    if entry.source_date is None:
        return f"№ {entry.source_number}"
    facts = {"number": entry.source_number, "day": formatting.day(entry.source_date)}
    return _("No. %(number)s of %(day)s") % facts

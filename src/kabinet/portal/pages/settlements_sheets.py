"""The account as a spreadsheet: what is on the screen, with numbers as numbers."""

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from kabinet.formats.sheets import Column, Sheet, Value, to_csv, to_xlsx
from kabinet.foundation import downloads, formatting
from kabinet.organizations.queries import Contract
from kabinet.settlements import wording
from kabinet.settlements.queries import Account, LedgerEntry


def answer(account: Account, *, contract: Contract, wanted: str) -> HttpResponseBase | None:
    """Return the file of the wanted format; None where a page is wanted."""
    title = _("Settlements")
    name = f"{title}_{contract.number}_{account.year}".replace("/", "-")
    if wanted == "xlsx":
        data = to_xlsx([_months(account), _entries(account), _calendar(account)])
        return downloads.made_file(data, name=f"{name}.xlsx", media_type=downloads.XLSX)
    if wanted == "csv":
        return downloads.made_file(to_csv(_months(account)), name=f"{name}.csv", media_type=downloads.CSV)
    return None


def _months(account: Account) -> Sheet:
    """A balance is the client's debt here, and an overpayment less than nothing: sums are to be summed."""
    columns = [
        Column(_("Month")),
        Column(_("Debt at the beginning (overpayment with a minus), ₽"), 2),
        Column(_("Charged, ₽"), 2),
        Column(_("Paid, ₽"), 2),
        Column(_("Corrections, ₽"), 2),
        Column(_("Debt at the end (overpayment with a minus), ₽"), 2),
    ]
    rows: list[list[Value]] = [
        [formatting.month_as_title(row.month), row.opening, row.charged, row.paid, row.corrected, row.balance]
        for row in reversed(account.rows)
    ]
    return Sheet(_("Months of %(year)s") % {"year": account.year}, columns, rows)


def _entries(account: Account) -> Sheet:
    columns = [
        Column(_("Date")),
        Column(_("Entry")),
        Column(_("Description")),
        Column(_("Number")),
        Column(_("Dated")),
        Column(_("Amount, ₽"), 2),
        Column(_("Reason")),
    ]
    rows = [_entry(entry) for row in reversed(account.rows) for entry in row.entries]
    return Sheet(_("Entries"), columns, rows)


def _entry(entry: LedgerEntry) -> list[Value]:
    return [
        entry.posted_on,
        str(wording.KIND[entry.kind]),
        entry.title,
        entry.source_number,
        entry.source_date,
        entry.amount,
        entry.reason,
    ]


def _calendar(account: Account) -> Sheet:
    columns = [
        Column(_("Due by")),
        Column(_("Month")),
        Column(_("Share, %"), 0),
        Column(_("Amount, ₽"), 2),
        Column(_("Paid, ₽"), 2),
        Column(_("Left to pay, ₽"), 2),
        Column(_("State")),
    ]
    rows: list[list[Value]] = [
        [
            one.due_on,
            formatting.month_as_title(one.month),
            None if one.share is None else one.share * 100,
            one.amount,
            one.paid,
            one.left,
            str(wording.TRANCHE_STATE[one.state(account.due.on)]),
        ]
        for one in account.due.schedule
    ]
    return Sheet(_("Payment calendar"), columns, rows)

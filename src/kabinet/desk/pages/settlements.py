"""A contract's account and its entries, as they are stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.desk.forms.settlements import PaymentForm
from kabinet.desk.pages.days import local_day
from kabinet.desk.pages.organizations import balance
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Contract, Organization
from kabinet.settlements import queries
from kabinet.settlements.queries import ChargeLine, LedgerEntry, MonthRow
from kabinet.settlements.rules.words import EntryKind
from kabinet.settlements.wording import KIND
from kabinet.values.money import ZERO
from kabinet.values.months import BillingMonth

_REVERSIBLE = frozenset({EntryKind.CHARGE, EntryKind.PAYMENT, EntryKind.CORRECTION, EntryKind.PENALTY})


@dataclass(frozen=True, slots=True)
class Paying:
    """For whom a payment is posted, and on which day."""

    organization: Organization
    contracts: list[Contract]
    today: date

    @classmethod
    def load(cls, *, viewer: Viewer, organization_id: int, now: datetime) -> "Paying":
        """
        Two queries.

        :raises OrganizationNotFound: it does not exist, or is not among the viewer's clients
        :raises NotAllowed: the viewer has no right to post payments
        """
        found = organizations.get_organization(viewer=viewer, organization_id=organization_id)
        viewer.check_may(Right.POST_PAYMENTS)
        contracts = organizations.contracts_of(viewer=viewer, organization_id=organization_id)
        return cls(found, contracts, local_day(now))

    def form(self, *args: Any) -> PaymentForm:
        return PaymentForm(*args, contracts=self.contracts, today=self.today)


def _crumbs(organization: Organization, *more: ui.Link) -> ui.Breadcrumbs:
    customer = ui.Link(organization.name, row_address("desk:client", organization.pk))
    return ui.Breadcrumbs([ui.Link(_("Customers"), reverse("desk:clients")), customer, *more])


def payment(paying: Paying) -> dict[str, Any]:
    return {"organization": paying.organization, "crumbs": _crumbs(paying.organization)}


def account(
    *, viewer: Viewer, contract_id: int, year: int | None, month: str, now: datetime
) -> dict[str, Any]:
    """Return what the account's page shows. Eight queries."""
    contract = organizations.get_contract(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.SEE_MONEY)
    today = local_day(now)
    year = min(year or today.year, today.year)
    opening, rows = queries.month_rows(viewer=viewer, contract_id=contract_id, year=year, until=today)
    chosen = next((row.month for row in rows if str(row.month) == month), rows[-1].month if rows else None)
    owed = queries.balance(viewer=viewer, contract_id=contract_id, on=today)
    return {
        "title": _("Account under contract No. %(number)s") % {"number": contract.number},
        "organization": contract.organization,
        "crumbs": _crumbs(contract.organization),
        "balance": formatting.balance(owed),
        "on": formatting.day(today),
        "months": _months_table(opening, rows, year),
        "stepper": _years(year, today.year, contract.valid_from.year),
        "entries": _entries(viewer, contract_id, chosen, today) if chosen else None,
        "may_post": viewer.may(Right.POST_PAYMENTS),
    }


def _years(year: int, last: int, first: int) -> ui.Stepper:
    return ui.Stepper(
        str(year),
        str(year - 1),
        str(year + 1),
        previous_url=ui.query_url({"year": str(year - 1)}) if year > first else "",
        next_url=ui.query_url({"year": str(year + 1)}) if year < last else "",
    )


def _months_table(opening: Decimal, rows: Sequence[MonthRow], year: int) -> ui.Table:
    labels = [_("Charged"), _("Paid"), _("Corrected"), _("Balance")]
    lines = [
        ui.Row(
            [
                ui.Link(
                    formatting.month_as_title(row.month),
                    ui.query_url({"year": str(year), "month": str(row.month)}) + "#entries",
                ),
                formatting.money(row.charged),
                formatting.money(row.paid),
                formatting.money(row.corrected) if row.corrected else formatting.DASH,
                balance(row.balance),
            ]
        )
        for row in reversed(rows)
    ]
    if rows:
        lines.append(ui.Row([_("At the beginning of the year"), "", "", "", balance(opening)], kind="quiet"))
    total = ui.Row(
        [
            _("Total of the year"),
            formatting.money(sum((row.charged for row in rows), ZERO)),
            formatting.money(sum((row.paid for row in rows), ZERO)),
            formatting.money(sum((row.corrected for row in rows), ZERO)),
            "",
        ]
    )
    return ui.Table(
        caption=_("Months of %(year)d") % {"year": year},
        columns=[
            ui.Column(_("Month")),
            *(ui.Column(label, numeric=True, unit="₽") for label in labels),
        ],
        rows=lines,
        total=total if rows else None,
        empty=ui.Empty(_("There are no entries in %(year)d") % {"year": year}),
    )


def _entries(viewer: Viewer, contract_id: int, month: BillingMonth, today: date) -> ui.Table:
    until = min(month.last_day, today)
    found = queries.statement(viewer=viewer, contract_id=contract_id, since=month.first_day, until=until)
    rows = [
        ui.Row(
            [
                ui.Link(str(KIND[one.kind]), row_address("desk:entry", one.pk), hidden=one.title),
                formatting.day(one.posted_on),
                one.title,
                one.source_number or formatting.DASH,
                formatting.money(one.amount),
            ]
        )
        for one in found.entries
    ]
    return ui.Table(
        caption=_("Entries of %(month)s") % {"month": formatting.month(month)},
        columns=[
            ui.Column(_("Entry")),
            ui.Column(_("Date")),
            ui.Column(_("What for")),
            ui.Column(_("Source No.")),
            ui.Column(_("Sum"), numeric=True, unit="₽"),
        ],
        rows=rows,
        show_caption=True,
    )


def entry(*, viewer: Viewer, entry_id: int) -> dict[str, Any]:
    """Return what the page of an entry shows. Three queries."""
    found = queries.get_entry(viewer=viewer, entry_id=entry_id)
    lines = queries.lines_of(viewer=viewer, entry_id=entry_id)
    contract = organizations.get_contract(viewer=viewer, contract_id=found.contract_id)
    reversal = getattr(found, "reversal", None)
    account_url = row_address("desk:account", contract.pk)
    link = ui.Link(_("Account under contract No. %(number)s") % {"number": contract.number}, account_url)
    open_to_reversal = found.kind in _REVERSIBLE and reversal is None
    return {
        "title": _entry_title(found),
        "crumbs": _crumbs(contract.organization, link),
        "facts": _entry_facts(found, reversal),
        "lines": _lines_table(lines) if lines else None,
        "reversal": reversal,
        "may_reverse": open_to_reversal and viewer.may(Right.POST_PAYMENTS),
    }


def _entry_title(found: LedgerEntry) -> str:
    return _("%(kind)s of %(day)s") % {"kind": KIND[found.kind], "day": formatting.day(found.posted_on)}


def _entry_facts(found: LedgerEntry, reversal: LedgerEntry | None) -> ui.Facts:
    facts = [
        ui.Fact(_("Sum"), _side(found)),
        ui.Fact(_("What for"), found.title),
        ui.Fact(_("Month"), formatting.month(found.month)),
    ]
    if found.source_number:
        source = _("No. %(number)s") % {"number": found.source_number}
        if found.source_date:
            source = _("%(number)s of %(day)s") % {"number": source, "day": formatting.day(found.source_date)}
        facts.append(ui.Fact(_("Source"), source))
    if found.reason:
        facts.append(ui.Fact(_("Reason"), found.reason))
    if found.reverses:
        facts.append(ui.Fact(_("Takes back"), _entry_link(found.reverses)))
    if reversal is not None:
        facts.append(ui.Fact(_("Taken back by"), ui.Noted(_entry_link(reversal), reversal.reason)))
    posted = f"{found.posted_by}, {formatting.moment(found.posted_at)}"
    facts.append(ui.Fact(_("Posted"), posted))
    return ui.Facts(facts)


def _side(found: LedgerEntry) -> str:
    sums = {"sum": formatting.rub(abs(found.amount))}
    if found.amount > 0:
        return _("%(sum)s, the customer owes more") % sums
    return _("%(sum)s, the customer owes less") % sums


def _entry_link(found: LedgerEntry) -> ui.Link:
    return ui.Link(_entry_title(found), row_address("desk:entry", found.pk))


def _lines_table(lines: Sequence[ChargeLine]) -> ui.Table:
    rows = [
        ui.Row(
            [
                ui.Noted(line.name, line.supply_point.name),
                formatting.volume(line.volume),
                formatting.money(line.price),
                line.coefficient,
                formatting.money(line.net),
                formatting.percent(Decimal(line.vat_percent), 0),
                formatting.money(line.vat),
                formatting.money(line.net + line.vat),
            ],
            kind="attention" if line.coefficient not in {"", "1", "1.0"} else "",
        )
        for line in lines
    ]
    net, vat = sum((line.net for line in lines), ZERO), sum((line.vat for line in lines), ZERO)
    return ui.Table(
        caption=_("Lines of the charge"),
        columns=[
            ui.Column(_("Line")),
            ui.Column(_("Volume"), numeric=True, unit=_("thousand m³")),
            ui.Column(_("Price"), numeric=True, unit=_("₽ a thousand m³")),
            ui.Column(_("Coefficient"), numeric=True),
            ui.Column(_("Without VAT"), numeric=True, unit="₽"),
            ui.Column(_("VAT"), numeric=True),
            ui.Column(_("VAT"), numeric=True, unit="₽"),
            ui.Column(_("With VAT"), numeric=True, unit="₽"),
        ],
        rows=rows,
        total=ui.Row(
            [
                _("Total"),
                "",
                "",
                "",
                formatting.money(net),
                "",
                formatting.money(vat),
                formatting.money(net + vat),
            ]
        ),
    )

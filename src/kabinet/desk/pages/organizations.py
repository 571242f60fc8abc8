"""The customers' list, and one customer as needed during a telephone call."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.access import queries as access
from kabinet.desk.pages import client_tabs
from kabinet.desk.pages.days import local_day
from kabinet.desk.pages.words import curator_name, curator_of
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.foundation.rights import Right, Role
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries as metering
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import ClientPage, ClientRow, Contract, Organization
from kabinet.settlements import queries as settlements
from kabinet.values.money import ZERO

PAGE = 50


def clients(*, viewer: Viewer, words: str, page: int, now: datetime) -> dict[str, Any]:
    """Return what the list shows. Four queries."""
    viewer.check_may(Right.SEE_SUPPLY)
    found = organizations.list_clients(viewer=viewer, words=words, page=page, size=PAGE)
    balances = _balances(viewer, [pk for numbers in found.contracts.values() for pk in numbers], now=now)
    text = ngettext("%(count)s customer found", "%(count)s customers found", found.total)
    return {
        "found": text % {"count": formatting.number(found.total)},
        "table": _clients_table(found, balances, words=words),
        "pages": ui.Pages(page, max(1, -(-found.total // PAGE)), {"q": words}),
    }


def _balances(viewer: Viewer, contract_ids: Sequence[int], *, now: datetime) -> dict[int, Decimal] | None:
    """Return what is owed by contract id; None to whoever may not see money."""
    if not viewer.may(Right.SEE_MONEY):
        return None
    return settlements.balances(viewer=viewer, contract_ids=contract_ids, on=local_day(now))


def _clients_table(found: ClientPage, balances: Mapping[int, Decimal] | None, *, words: str) -> ui.Table:
    columns = [
        ui.Column(_("Customer")),
        ui.Column(_("Contracts")),
        ui.Column(_("Telephone")),
        ui.Column(_("Curator")),
    ]
    if balances is not None:
        columns.append(ui.Column(_("Balance"), numeric=True, unit="₽"))
    return ui.Table(
        caption=_("Customers"),
        columns=columns,
        rows=[_client_row(row, found.contracts.get(row.pk, {}), balances) for row in found.rows],
        empty=_nobody(words),
        stack=True,
    )


def _client_row(
    row: ClientRow, contracts: Mapping[int, str], balances: Mapping[int, Decimal] | None
) -> ui.Row:
    cells: list[ui.Content | ui.Cell] = [
        ui.Noted(ui.Link(row.name, row_address("desk:client", row.pk)), _("INN %(inn)s") % {"inn": row.inn}),
        ", ".join(contracts.values()) or formatting.DASH,
        row.phone,
        curator_name(row.curator, acts=row.curator_works and row.curator_role == Role.CURATOR),
    ]
    if balances is not None:
        owed = sum((balances.get(contract_id, ZERO) for contract_id in contracts), ZERO)
        cells.append(balance(owed))
    return ui.Row(cells)


def balance(owed: Decimal) -> ui.Content:
    """Return the sum with the word for its side beneath; nothing owed is a plain zero."""
    if not owed:
        return formatting.money(owed)
    word = _("debt") if owed > 0 else _("overpayment")
    return ui.Noted(formatting.money(abs(owed)), word)


def _nobody(words: str) -> ui.Empty:
    if not words:
        return ui.Empty(
            _("No customer is entrusted to you yet"), _("The head of the department assigns them.")
        )
    text = _("Check the spelling, or search by a part of the name, the INN or the contract's number.")
    title = _("Nothing found for “%(words)s”") % {"words": words}
    return ui.Empty(title, text, ui.Action(_("All customers"), reverse("desk:clients")))


def client(*, viewer: Viewer, organization_id: int, tab: str, page: int, now: datetime) -> dict[str, Any]:
    """Return one customer's page. Eight queries at most besides the frame's."""
    found = organizations.get_organization(viewer=viewer, organization_id=organization_id)
    contents = client_tabs.TABS.get(tab, client_tabs.TABS[""])
    return {
        "organization": found,
        "subtitle": _("INN %(inn)s") % {"inn": found.inn},
        "crumbs": ui.Breadcrumbs([ui.Link(_("Customers"), reverse("desk:clients"))]),
        "tabs": _tabs(tab),
        "actions": _actions(viewer, found),
        "may_look": viewer.may(Right.LOOK_AS_CLIENT),
        **(
            _overview(viewer, found, now)
            if contents is None
            else {"table": contents(viewer=viewer, organization_id=found.pk, page=page)}
        ),
    }


def _tabs(current: str) -> ui.Tabs:
    labels = {
        "": _("Overview"),
        "requests": _("Requests"),
        "readings": _("Readings"),
        "units": _("Instruments"),
        "documents": _("Documents"),
        "people": _("People"),
    }
    tabs = [
        ui.Tab(label, ui.query_url({"tab": tab}), current=tab == (current if current in labels else ""))
        for tab, label in labels.items()
    ]
    return ui.Tabs(tabs, label=_("About the customer"))


def _actions(viewer: Viewer, found: Organization) -> list[ui.Action]:
    actions = []
    if viewer.may(Right.PUBLISH_DOCUMENTS):
        actions.append(ui.Action(_("Publish a document"), row_address("desk:publish", found.pk)))
    if viewer.may(Right.POST_PAYMENTS):
        actions.append(ui.Action(_("Post a payment"), row_address("desk:payment", found.pk)))
    if viewer.may(Right.SEE_JOURNAL):
        url = reverse("desk:journal") + ui.query_url({"organization": str(found.pk)})
        actions.append(ui.Action(_("Journal"), url))
    return actions


def _overview(viewer: Viewer, found: Organization, now: datetime) -> dict[str, Any]:
    contracts = organizations.contracts_of(viewer=viewer, organization_id=found.pk)
    balances = _balances(viewer, [contract.pk for contract in contracts], now=now)
    newest = metering.latest_volume_day(viewer=viewer, organization_id=found.pk)
    signed_in = access.latest_sign_in_at(viewer=viewer, organization_id=found.pk)
    figures = []
    if balances is not None:
        figures.append(_owed(sum(balances.values(), ZERO), now))
    day = formatting.day(newest) if newest else formatting.DASH
    figures.append(ui.Figure(_("Newest reading"), day, note=_("gas day") if newest else _("none yet")))
    at = formatting.day(local_day(signed_in)) if signed_in else formatting.DASH
    note = formatting.clock_time(signed_in) if signed_in else _("nobody has signed in yet")
    figures.append(ui.Figure(_("Last sign-in"), at, note=note))
    return {
        "figures": figures,
        "waiting": client_tabs.waiting(viewer=viewer, organization_id=found.pk),
        "contracts": _contracts(viewer, contracts, balances),
        "facts": _facts(found),
    }


def _owed(owed: Decimal, now: datetime) -> ui.Figure:
    return ui.Figure(
        _("Overpayment") if owed < 0 else _("Debt"),
        formatting.rub(abs(owed)),
        note=_("on %(day)s") % {"day": formatting.day(local_day(now))},
        kind="" if owed > 0 else "quiet",
    )


def _contracts(
    viewer: Viewer, contracts: Sequence[Contract], balances: Mapping[int, Decimal] | None
) -> ui.Table:
    columns = [ui.Column(_("Contract")), ui.Column(_("In force")), ui.Column(_("Gas day begins"))]
    if balances is not None:
        columns.append(ui.Column(_("Balance"), numeric=True, unit="₽"))
    rows = []
    for contract in contracts:
        ends = formatting.day(contract.valid_to) if contract.valid_to else _("open end")
        cells: list[ui.Content | ui.Cell] = [
            _contract_link(viewer, contract),
            f"{formatting.day(contract.valid_from)} – {ends}",
            f"{contract.contract_hour:02d}:00",
        ]
        if balances is not None:
            cells.append(balance(balances.get(contract.pk, ZERO)))
        rows.append(ui.Row(cells))
    empty = ui.Empty(_("No contract is in force"))
    return ui.Table(caption=_("Contracts"), columns=columns, rows=rows, empty=empty, stack=True)


def _contract_link(viewer: Viewer, contract: Contract) -> ui.Content:
    text = _("No. %(number)s of %(day)s") % {
        "number": contract.number,
        "day": formatting.day(contract.dated_on),
    }
    if not viewer.may(Right.SEE_MONEY):
        return text
    return ui.Link(text, row_address("desk:account", contract.pk), hidden=_("account"))


def _facts(found: Organization) -> ui.Facts:
    email: ui.Content = ui.Link(found.email, f"mailto:{found.email}") if found.email else formatting.DASH
    return ui.Facts(
        [
            ui.Fact(_("Telephone"), found.phone),
            ui.Fact(_("E-mail"), email),
            ui.Fact(_("Curator"), curator_of(found)),
            ui.Fact(_("Full name"), found.full_name),
            ui.Fact(_("Address"), found.address),
            ui.Fact(_("KPP, OGRN"), f"{found.kpp}, {found.ogrn}"),
            ui.Fact(_("Bank"), _("%(bank)s, BIK %(bik)s") % {"bank": found.bank_name, "bik": found.bik}),
            ui.Fact(_("Account"), found.account),
        ],
        tight=True,
    )

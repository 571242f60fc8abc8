"""How a figure of the account came about: the stored record of one entry, nothing of it computed anew."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.documents.queries import PaperRow
from kabinet.documents.rules.words import Kind
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.portal.pages.settlements import source_of
from kabinet.portal.pages.settlements_basis import basis_facts
from kabinet.settlements import wording
from kabinet.settlements.queries import ChargeLine, LedgerEntry
from kabinet.settlements.rules.parts import Keyed, Part, parts_of
from kabinet.settlements.rules.words import EntryKind
from kabinet.values.money import ZERO


def page_of(entry: LedgerEntry, *, lines: Sequence[ChargeLine], papers: Iterable[PaperRow]) -> dict[str, Any]:
    is_charge = entry.kind == EntryKind.CHARGE
    return {
        "entry_title": _title(entry),
        "is_charge": is_charge,
        "crumbs": ui.Breadcrumbs([ui.Link(_("Settlements"), _account_url(entry))]),
        "figure": ui.Figure(_effect(entry), formatting.money(abs(entry.amount)), "₽"),
        "facts": ui.Facts(_facts(entry)),
        "links": ui.Facts(_links(entry, papers), tight=True),
        "points": [_point(list(parts)) for _id, parts in groupby(_parts(lines), key=_point_id)],
        "total": _totals(lines) if lines else None,
        "differs": _difference(entry, lines),
        "basis": ui.Facts(basis_facts([entry.basis])),
    }


def _difference(entry: LedgerEntry, lines: Sequence[ChargeLine]) -> ui.Notice | None:
    if not lines or sum((line.net + line.vat for line in lines), ZERO) == entry.amount:
        return None
    text = _("The lines do not add up to the sum of the entry. Call your curator.")
    return ui.Notice(text, kind="problem")


def _account_url(entry: LedgerEntry) -> str:
    query = ui.query_url({}, year=str(entry.posted_on.year), month=f"{entry.posted_on:%Y-%m}")
    return reverse("portal:settlements") + query


def _title(entry: LedgerEntry) -> str:
    kind = str(wording.KIND[entry.kind])
    if entry.kind == EntryKind.PAYMENT:
        return _("%(entry)s of %(day)s") % {"entry": kind, "day": formatting.day(entry.posted_on)}
    return _("%(entry)s, %(month)s") % {"entry": kind, "month": formatting.month(entry.month)}


def _effect(entry: LedgerEntry) -> str:
    if entry.kind == EntryKind.PAYMENT:
        return _("Paid")
    return _("Adds to the debt") if entry.amount > 0 else _("Takes from the debt")


def _facts(entry: LedgerEntry) -> list[ui.Fact]:
    is_payment = entry.kind == EntryKind.PAYMENT
    facts = [
        ui.Fact(_("Entry"), str(wording.KIND[entry.kind])),
        ui.Fact(_("Posted on"), formatting.day_in_words(entry.posted_on)),
        ui.Fact(_("Payment order") if is_payment else _("Basis"), source_of(entry)),
        ui.Fact(_("Purpose of payment") if is_payment else _("Description"), entry.title),
    ]
    if not is_payment:
        facts.insert(1, ui.Fact(_("For the month"), formatting.month_as_title(entry.month)))
    if entry.reason:
        facts.append(ui.Fact(_("Reason"), entry.reason))
    if entry.reverses is not None:
        facts.append(ui.Fact(_("Takes back"), _entry_link(entry.reverses)))
    if reversal := getattr(entry, "reversal", None):
        words = ui.Noted(_entry_link(reversal), _("Reason: %(reason)s") % {"reason": reversal.reason})
        facts.append(ui.Fact(_("Taken back by"), words))
    posted = {"who": entry.posted_by, "when": formatting.moment(entry.posted_at)}
    facts.append(ui.Fact(_("Entered by"), _("%(who)s, %(when)s") % posted))
    return facts


def _entry_link(entry: LedgerEntry) -> ui.Link:
    facts = {
        "entry": str(wording.KIND[entry.kind]),
        "day": formatting.day(entry.posted_on),
        "amount": formatting.rub(abs(entry.amount)),
    }
    text = _("%(entry)s of %(day)s, %(amount)s") % facts
    return ui.Link(text, row_address("portal:entry", entry.pk))


def _links(entry: LedgerEntry, papers: Iterable[PaperRow]) -> list[ui.Fact]:
    """Return the ways to what the charge was made of, and to its papers."""
    if entry.kind != EntryKind.CHARGE:
        return []
    month = formatting.month(entry.month)
    days = ui.Link(
        _("Gas days of %(month)s") % {"month": month}, reverse("portal:readings_month", args=[entry.month])
    )
    facts = [ui.Fact(_("Volumes"), days)]
    names = {Kind.ACT: _("Act"), Kind.INVOICE: _("Invoice"), Kind.TAX_INVOICE: _("Tax invoice")}
    for kind, name in names.items():
        found = [_paper_link(paper) for paper in papers if paper.kind == kind]
        if found:
            facts.append(ui.Fact(name, ui.join(found, ", ")))
    return facts


def _paper_link(paper: PaperRow) -> ui.Link:
    facts = {"number": paper.number, "day": formatting.day(paper.dated_on)}
    return ui.Link(_("No. %(number)s of %(day)s") % facts, row_address("portal:document", paper.pk))


# --- The lines of a charge ---


def _parts(lines: Iterable[ChargeLine]) -> list[Part[ChargeLine]]:
    return parts_of(Keyed(line.supply_point_id, line.code, Decimal(line.coefficient), line) for line in lines)


def _point_id(part: Part[ChargeLine]) -> int:
    return part.supply_point_id


def _point(parts: Sequence[Part[ChargeLine]]) -> dict[str, Any]:
    point = parts[0].lines[0].supply_point
    return {
        "name": point.name,
        "address": point.address,
        "parts": [(_volume_words(part), _part_table(part)) for part in parts],
        "basis": ui.Facts(basis_facts([line.basis for part in parts for line in part.lines]), tight=True),
    }


def _volume_words(part: Part[ChargeLine]) -> str:
    words = _("Overtake: %(volume)s over the daily maximum") if part.over else _("Volume: %(volume)s")
    return words % {"volume": formatting.volume_with_unit(part.lines[0].volume)}


def _part_table(part: Part[ChargeLine]) -> ui.Table:
    return ui.Table(
        caption=f"{part.lines[0].supply_point.name}. {_volume_words(part)}",
        columns=_columns(),
        rows=[_line_row(line, over=part.over) for line in part.lines],
        total=_total_row(_("Total"), part.lines),
    )


def _columns() -> list[ui.Column]:
    return [
        ui.Column(_("Part of the price")),
        ui.Column(_("Volume"), numeric=True, unit=_("thousand m³")),
        ui.Column(_("Price without VAT"), numeric=True, unit=_("₽ per thousand m³")),
        ui.Column(_("Coefficient"), numeric=True),
        ui.Column(_("Cost without VAT"), numeric=True, unit="₽"),
        ui.Column(_("VAT rate"), numeric=True),
        ui.Column(_("VAT"), numeric=True, unit="₽"),
        ui.Column(_("Cost with VAT"), numeric=True, unit="₽"),
    ]


def _line_row(line: ChargeLine, *, over: bool) -> ui.Row:
    factor = Decimal(line.coefficient)
    return ui.Row(
        [
            line.name,
            formatting.volume(line.volume),
            formatting.money(line.price),
            ui.Cell(formatting.number(factor, 2), over=over and factor != 1),
            formatting.money(line.net),
            formatting.percent(Decimal(line.vat_percent), 0),
            formatting.money(line.vat),
            formatting.money(line.net + line.vat),
        ]
    )


def _total_row(name: str, lines: Iterable[ChargeLine]) -> ui.Row:
    lines = list(lines)
    net = sum((line.net for line in lines), ZERO)
    vat = sum((line.vat for line in lines), ZERO)
    return ui.Row(
        [name, "", "", "", formatting.money(net), "", formatting.money(vat), formatting.money(net + vat)]
    )


def _totals(lines: Sequence[ChargeLine]) -> ui.Table:
    """Add up the parts: what was within the daily maximum, what was over it, and both."""
    parts = _parts(lines)
    rows = []
    for name, over in ((_("Within the daily maximum"), False), (_("Overtake"), True)):
        some = [line for part in parts if part.over is over for line in part.lines]
        volume = sum((part.lines[0].volume for part in parts if part.over is over), ZERO)
        if some:
            rows.append(_sum_row(name, volume, some))
    whole = sum((part.lines[0].volume for part in parts), ZERO)
    return ui.Table(
        caption=_("Total of the charge"),
        columns=[
            ui.Column(_("Charge")),
            ui.Column(_("Volume"), numeric=True, unit=_("thousand m³")),
            ui.Column(_("Cost without VAT"), numeric=True, unit="₽"),
            ui.Column(_("VAT"), numeric=True, unit="₽"),
            ui.Column(_("Cost with VAT"), numeric=True, unit="₽"),
        ],
        rows=rows,
        total=_sum_row(_("To be paid"), whole, lines),
    )


def _sum_row(name: str, volume: Decimal, lines: Sequence[ChargeLine]) -> ui.Row:
    net = sum((line.net for line in lines), ZERO)
    vat = sum((line.vat for line in lines), ZERO)
    sums = (formatting.money(amount) for amount in (net, vat, net + vat))
    return ui.Row([name, formatting.volume(volume), *sums])

"""The invoice: of a closed month by the lines of its charge, of an open one for its planned payment."""

from decimal import Decimal
from typing import Any

from kabinet.documents.drawing.base import (
    NothingToDraw,
    line_name,
    money_of,
    requisites,
    supplier_as_payee,
    totals,
)
from kabinet.documents.models import Document
from kabinet.formats.amount_words import amount_in_words
from kabinet.formats.payment_qr import PaymentOrder, QrRefused, payment_bytes, qr_svg, shortened_purpose
from kabinet.foundation import formatting
from kabinet.foundation.viewer import Viewer
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Contract
from kabinet.organizations.rules.deadlines import tranche_day
from kabinet.organizations.rules.requisites import Requisites
from kabinet.settlements import queries as settlements
from kabinet.settlements.queries import ChargeLine
from kabinet.values.money import ZERO, round_to_kopeck
from kabinet.values.months import BillingMonth


def data(*, document: Document, month: BillingMonth, viewer: Viewer) -> dict[str, Any]:
    """
    Return what typst/invoice.typ prints.

    :raises NothingToDraw: the month has no charge, and the document no sum of its own
    """
    terms = organizations.get_terms(viewer=viewer, contract_id=document.contract_id)
    contract = terms.contract
    charge = settlements.charge_of_month(viewer=viewer, contract_id=contract.pk, month=month)
    lines = settlements.lines_of(viewer=viewer, entry_id=charge.pk) if charge else []
    if not lines and document.amount is None:
        raise NothingToDraw(month=month)
    amount = sum((line.net + line.vat for line in lines), ZERO) if lines else document.amount or ZERO
    own = organizations.supplier_on(document.dated_on)
    purpose = _purpose(document, contract, month)
    last = terms.parameters(month.first_day).tranches[-1]
    planned = _planned(amount, month) if not lines else {}
    return {
        "number": document.number,
        "date": formatting.day_in_words(document.dated_on),
        "supplier": supplier_as_payee(own),
        "payer": requisites(contract.organization),
        "contract": f"№ {contract.number} от {formatting.day(contract.dated_on)}",
        "period": formatting.month(month),
        "kind": "Окончательный расчёт" if lines else "Плановый платёж",
        "due": formatting.day_in_words(tranche_day(last, month)),
        "lines": [_line(line) for line in lines] or [planned],
        "totals": totals(lines) if lines else {name: planned[name] for name in ("net", "vat", "gross")},
        "words": amount_in_words(amount),
        "purpose": purpose,
        "qr": _code(own, document, contract, amount, purpose),
        "signers": [
            {"position": own.signer_position, "person": own.signer},
            {"position": "Главный бухгалтер", "person": own.accountant},
        ],
        "note": "",
    }


def _line(line: ChargeLine) -> dict[str, str]:
    return {
        "name": line_name(line),
        "volume": formatting.volume(line.volume),
        "price": formatting.money(line.price),
        "rate": formatting.percent(Decimal(line.vat_percent), 0),
        **money_of(net=line.net, vat=line.vat, gross=line.net + line.vat),
    }


def _planned(amount: Decimal, month: BillingMonth) -> dict[str, str]:
    percent = settlements.Prices.load().vat_percent(month.first_day)
    vat = round_to_kopeck(amount * percent / (100 + percent))
    return {
        "name": f"Плановый платёж за газ, {formatting.month(month)}",
        "volume": formatting.DASH,
        "price": formatting.DASH,
        "rate": formatting.percent(Decimal(percent), 0),
        **money_of(net=amount - vat, vat=vat, gross=amount),
    }


def _purpose(document: Document, contract: Contract, month: BillingMonth) -> str:
    paid_for = f"за газ, {formatting.month(month)}"
    return shortened_purpose(f"Оплата {paid_for} по договору № {contract.number}, счёт № {document.number}")


def _code(own: Requisites, document: Document, contract: Contract, amount: Decimal, purpose: str) -> str:
    """Return the payment code as SVG; requisites that do not fit give none, for nothing is ever cut."""
    order = PaymentOrder(
        name=own.name,
        account=own.account,
        bank=own.bank,
        bik=own.bik,
        correspondent_account=own.correspondent_account,
        amount=amount,
        purpose=purpose,
        inn=own.inn,
        kpp=own.kpp,
        payer_inn=contract.organization.inn,
        document_number=document.number[:15],
        document_date=document.dated_on,
    )
    try:
        return qr_svg(payment_bytes(order))
    except QrRefused:
        return ""

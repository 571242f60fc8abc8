"""The tax invoice (счёт-фактура) of a closed month, by the lines of its charge (RULES part C)."""

from decimal import Decimal
from typing import Any

from kabinet.documents.drawing.base import NothingToDraw, line_name, money_of, requisites, totals
from kabinet.documents.models import Document
from kabinet.foundation import formatting
from kabinet.foundation.viewer import Viewer
from kabinet.organizations import queries as organizations
from kabinet.settlements import queries as settlements
from kabinet.settlements.queries import ChargeLine
from kabinet.values.months import BillingMonth

_DASH = formatting.DASH


def data(*, document: Document, month: BillingMonth, viewer: Viewer) -> dict[str, Any]:
    """
    Return what typst/tax_invoice.typ prints.

    :raises NothingToDraw: the month has no charge
    """
    contract = organizations.get_contract(viewer=viewer, contract_id=document.contract_id)
    charge = settlements.charge_of_month(viewer=viewer, contract_id=contract.pk, month=month)
    if charge is None:
        raise NothingToDraw(month=month)
    lines = settlements.lines_of(viewer=viewer, entry_id=charge.pk)
    own = organizations.supplier_on(document.dated_on)
    return {
        "number": document.number,
        "date": formatting.day_in_words(document.dated_on),
        "correction": {"number": _DASH, "date": _DASH},
        "seller": {name: getattr(own, name) for name in ("name", "address", "inn", "kpp")},
        "buyer": requisites(contract.organization),
        "shipper": "он же",
        "consignee": contract.organization.full_name,
        "payments": _DASH,
        "shipments": f"№ п/п 1 № {document.number} от {formatting.day(document.dated_on)}",
        "currency": "Российский рубль, 643",
        "state_contract": _DASH,
        "lines": [_line(line) for line in lines],
        "totals": totals(lines),
        "head": own.signer,
        "accountant": own.accountant,
    }


def _line(line: ChargeLine) -> dict[str, str]:
    return {
        "name": line_name(line),
        "kind_code": _DASH,
        "unit_code": "114",
        "unit": "тыс. м³",
        "quantity": formatting.volume(line.volume),
        "price": formatting.money(line.price),
        "excise": "без акциза",
        "rate": formatting.percent(Decimal(line.vat_percent), 0),
        **money_of(net=line.net, vat=line.vat, gross=line.net + line.vat),
        "country_code": _DASH,
        "country": _DASH,
        "declaration": _DASH,
    }

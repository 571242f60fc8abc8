"""What several forms share: the parties, and sums as they are printed."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from kabinet.foundation import formatting
from kabinet.foundation.refusal import Refusal
from kabinet.organizations.queries import Organization
from kabinet.organizations.rules.requisites import Requisites
from kabinet.settlements.queries import ChargeLine
from kabinet.values.money import ZERO

#: A line on which a name is written by hand, where none is known.
_BY_HAND = "________________"


class NothingToDraw(Refusal):
    """The month has no figures to draw the document from. Facts: month."""

    code = "documents.nothing-to-draw"


def supplier_as_signer(own: Requisites) -> dict[str, str]:
    return {
        "name": own.name,
        "represented_by": own.signer_in_genitive,
        "basis": own.signer_basis,
        "position": own.signer_position,
        "person": own.signer,
    }


def buyer_as_signer(organization: Organization) -> dict[str, str]:
    return {
        "name": organization.full_name,
        "represented_by": organization.signer_in_genitive or _BY_HAND,
        "basis": organization.signer_basis or _BY_HAND,
        "position": organization.signer_position,
        "person": organization.signer_name or _BY_HAND,
    }


def supplier_as_payee(own: Requisites) -> dict[str, str]:
    names = ("name", "inn", "kpp", "address", "account", "bank", "bik", "correspondent_account")
    return {name: getattr(own, name) for name in names}


def requisites(organization: Organization) -> dict[str, str]:
    return {
        "name": organization.full_name,
        "inn": organization.inn,
        "kpp": organization.kpp,
        "address": organization.address,
    }


def totals(lines: Iterable[ChargeLine]) -> dict[str, str]:
    """Return the sums of rounded lines, so that what is printed adds up."""
    lines = list(lines)
    net = sum((line.net for line in lines), ZERO)
    vat = sum((line.vat for line in lines), ZERO)
    return money_of(net=net, vat=vat, gross=net + vat)


def money_of(**sums: Decimal) -> dict[str, Any]:
    return {name: formatting.money(amount) for name, amount in sums.items()}


def line_name(line: ChargeLine) -> str:
    """Return the component's name, and the overtake coefficient where it was applied."""
    factor = Decimal(line.coefficient)
    return line.name if factor == 1 else f"{line.name}, сверх договора (× {formatting.number(factor, 1)})"

"""
Small real rows for tests, in one database, the same every time.

A `Cast` is the standing cast: two enterprises that must not see each other, and the supplier's staff. Single
rows are made by the functions; each takes what the test is about and fills in the rest.
"""

from tests.factories.applications import application, applied
from tests.factories.common import issue_point, offer, price_list, rule_set, supplier_requisites, vat_rate
from tests.factories.customers import contract, contract_volume, organization, supply_point
from tests.factories.metering import (
    carried,
    equipment,
    gas_quality,
    instrument,
    metering_unit,
    sealed,
    volumes,
)
from tests.factories.moments import GROUP, MONTH, MOSCOW, NOW, PARAMETERS, PASSWORD, SEEN_FROM, TODAY
from tests.factories.papers import document, ledger_entry
from tests.factories.people import grant, member, signed_in, user, viewer_of
from tests.factories.standing import Cast, cast

__all__ = [
    "GROUP",
    "MONTH",
    "MOSCOW",
    "NOW",
    "PARAMETERS",
    "PASSWORD",
    "SEEN_FROM",
    "TODAY",
    "Cast",
    "application",
    "applied",
    "carried",
    "cast",
    "contract",
    "contract_volume",
    "document",
    "equipment",
    "gas_quality",
    "grant",
    "instrument",
    "issue_point",
    "ledger_entry",
    "member",
    "metering_unit",
    "offer",
    "organization",
    "price_list",
    "rule_set",
    "sealed",
    "signed_in",
    "supplier_requisites",
    "supply_point",
    "user",
    "vat_rate",
    "viewer_of",
    "volumes",
]

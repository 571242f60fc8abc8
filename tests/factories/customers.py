"""Enterprises, their contracts and supply points."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from kabinet.access.models import User
from kabinet.organizations.models import Contract, ContractVolume, Organization, SupplyPoint
from kabinet.values.months import BillingMonth
from tests.factories.moments import GROUP, MONTH


def organization(
    name: str = "ООО «Завод Керамик»", *, curator: User, inn: str = "9876543210", **columns: Any
) -> Organization:
    columns = {
        "full_name": name,
        "kpp": "987601001",
        "ogrn": "1900000000019",
        "address": "Москва, ул. Заводская, д. 1",
        "phone": "+7 495 100-00-01",
        "bank_name": "ПАО «Банк»",
        "bik": "049999999",
        "account": "40702810600000000001",
        "correspondent_account": "30101810300000000999",
        "search": f"{name} {inn}".lower(),
    } | columns
    row = Organization(name=name, inn=inn, curator=curator, **columns)
    row.save(force_insert=True)
    return row


def contract(owner: Organization, number: str = "12-4-0345/26", **columns: Any) -> Contract:
    columns = {"dated_on": date(2025, 12, 1), "valid_from": date(2026, 1, 1), "contract_hour": 8} | columns
    row = Contract(organization=owner, number=number, **columns)
    row.save(force_insert=True)
    return row


def supply_point(of: Contract, code: str = "ТП-1", **columns: Any) -> SupplyPoint:
    columns = {"name": f"Площадка {code}", "address": "Москва", "price_group": GROUP} | columns
    row = SupplyPoint(contract=of, code=f"{of.number}/{code}", **columns)
    row.save(force_insert=True)
    return row


def contract_volume(
    point: SupplyPoint, volume: Decimal | str, *, month: BillingMonth = MONTH, version: int = 1
) -> ContractVolume:
    """Set the month's contract volume of the point, m³."""
    row = ContractVolume(
        contract=point.contract,
        supply_point=point,
        month=month,
        version=version,
        volume=Decimal(volume),
        reason="договор",
        set_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    row.save(force_insert=True)
    return row

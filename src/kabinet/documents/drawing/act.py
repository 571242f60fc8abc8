"""The act of gas delivered and received, with its annex of daily volumes (RULES A1 and part C)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from kabinet.documents.drawing.base import NothingToDraw, buyer_as_signer, supplier_as_signer
from kabinet.documents.models import Document
from kabinet.foundation import formatting
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries as metering
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.corridor import Corridor
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO, to_thousand


def data(*, document: Document, month: BillingMonth, viewer: Viewer) -> dict[str, Any]:
    """
    Return what typst/act.typ prints.

    :raises NothingToDraw: the month has no volumes
    """
    terms = organizations.get_terms(viewer=viewer, contract_id=document.contract_id)
    contract = terms.contract
    days = metering.daily_totals(
        viewer=viewer, contract_id=contract.pk, since=month.first_day, until=month.last_day
    )
    if not days:
        raise NothingToDraw(month=month)
    total = formatting.month_total(sum(days.values(), ZERO))
    return {
        "appendix": f"Приложение к договору поставки газа № {contract.number} от {formatting.day(contract.dated_on)}",
        "number": document.number,
        "date": f"{formatting.day_in_words(document.dated_on)} года",
        "month": formatting.month(month),
        "contract": {"number": contract.number, "date": formatting.day(contract.dated_on)},
        "supplier": supplier_as_signer(organizations.supplier_on(document.dated_on)),
        "buyer": buyer_as_signer(contract.organization),
        "period": _period(terms, month),
        "volume": total,
        "rows": _rows(document, viewer=viewer, month=month, total=total),
        **_annex(viewer=viewer, terms=terms, month=month, days=days),
        "note": "",
    }


def _period(terms: Terms, month: BillingMonth) -> dict[str, str]:
    hour = f"{terms.clock.hour:02d}:00"
    return {
        "from": f"{hour} {formatting.day(month.first_day)}",
        "to": f"{hour} {formatting.day(month.next.first_day)}",
    }


def _rows(document: Document, *, viewer: Viewer, month: BillingMonth, total: str) -> list[dict[str, Any]]:
    facts = metering.totals_by_point(viewer=viewer, contract_id=document.contract_id, month=month)
    points = organizations.list_supply_points(viewer=viewer, contract_id=document.contract_id)
    head = [
        {"name": "Всего принято-передано в целом по договору", "heat": "", "volume": total, "level": 0},
        {
            "name": "Газ, принятый-переданный по всем точкам подключения, в т. ч.",
            "heat": "",
            "volume": total,
            "level": 1,
        },
    ]
    return head + [
        {
            "name": f"Точка подключения: {point.address}",
            "heat": "",
            "volume": formatting.volume(facts.get(point.pk, ZERO)),
            "level": 2,
        }
        for point in points
    ]


def _overtakes(
    *, viewer: Viewer, terms: Terms, month: BillingMonth, days: Iterable[date]
) -> dict[date, Decimal]:
    """Return the overtake by day, thousand m³, supply point by supply point, as the charge reckons it."""
    over = terms.clock.ends_at(month.last_day)
    found = metering.plan_fact(viewer=viewer, terms=terms, since=month, until=month, now=over)
    return {day: to_thousand(found.day(day).over) for day in days}


def _annex(*, viewer: Viewer, terms: Terms, month: BillingMonth, days: dict[Any, Decimal]) -> dict[str, Any]:
    plan = organizations.volumes_by_point(viewer=viewer, contract_id=terms.contract.pk, month=month)
    corridor = organizations.corridor_of(terms=terms, month=month, volumes=plan)
    rounding = terms.parameters(month.first_day).rounding
    overtakes = _overtakes(viewer=viewer, terms=terms, month=month, days=days)
    return {
        "daily": [
            {
                "date": formatting.day(day),
                **_corridor(corridor, planned=bool(plan)),
                "fact": formatting.volume(days[day], rounding) if day in days else formatting.DASH,
                "overtake": formatting.number(overtakes[day], 3) if plan and day in days else formatting.DASH,
            }
            for day in month.days()
        ],
        "totals": {
            **_corridor(corridor, planned=bool(plan), times=month.length),
            "fact": formatting.month_total(sum(days.values(), ZERO)),
            "overtake": formatting.number(sum(overtakes.values(), Decimal(0)), 3)
            if plan
            else formatting.DASH,
        },
    }


def _corridor(corridor: Corridor, *, planned: bool, times: int = 1) -> dict[str, str]:
    if not planned:
        return {"contract": formatting.DASH, "most": formatting.DASH}
    return {
        "contract": formatting.volume(corridor.norm * times),
        "most": formatting.volume(corridor.maximum * times),
    }

"""The entries of a contract's account, collected in any order and entered by date."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kabinet.demo.case import Case
from kabinet.demo.clients import Deal, Point
from kabinet.demo.scope import moment
from kabinet.demo.sheets import Row
from kabinet.settlements.models import ChargeLine, LedgerEntry
from kabinet.settlements.rules.charges import Line
from kabinet.settlements.rules.words import EntryKind
from kabinet.values.months import BillingMonth
from kabinet.values.volume import from_thousand

_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip

#: The number of the first client's act of October 2025; those of other months and contracts follow from it.
_ACT = 1045
_ACTS_A_CONTRACT = 200


def act_number(deal: Deal, month: BillingMonth) -> str:
    """Return the number that the act, the invoice and the tax invoice of the month share."""
    months = (month.year - 2025) * 12 + month.month - 10
    return str(_ACT + months + (deal.serial - 1) * _ACTS_A_CONTRACT)


def month_words(month: BillingMonth) -> str:
    return f"{_MONTHS[month.month - 1]} {month.year}"


#: A line of a charge with its supply point and what it was computed from.
Priced = tuple[Point, Line, dict[str, Any]]


@dataclass(slots=True)
class Account:
    """What a contract's account holds: entries, charges and planned costs by month."""

    charges: dict[BillingMonth, Row] = field(default_factory=dict)
    planned: dict[BillingMonth, Decimal] = field(default_factory=dict)
    entries: list[Row] = field(default_factory=list)


class Ledger:
    """Takes down the entries of one contract."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.dice = case.dice("ledger")
        self.account = Account()

    def note(
        self,
        kind: EntryKind,
        *,
        month: BillingMonth,
        on: date,
        amount: Decimal,
        title: str,
        posted_at: datetime | None = None,
        **rest: Any,
    ) -> Row:
        row: Row = {
            "contract_id": self.case.deal.pk,
            "kind": kind,
            "month": month,
            "posted_on": on,
            "amount": amount,
            "title": title,
            "posted_at": posted_at or moment(on, 15, self.dice.randrange(60)),
            "posted_by": self.case.client.staff.accountant.name,
            **rest,
        }
        self.account.entries.append(row)
        return row

    def enter_all(self) -> None:
        """Give the entries their keys in the order of their days."""
        self.account.entries.sort(key=lambda row: (row["posted_on"], row["posted_at"]))
        for row in self.account.entries:
            self._enter(row)

    def _enter(self, row: Row) -> None:
        """Give the entry its key in the order of the account, and note it in the journal."""
        lines: list[Priced] = row.pop("lines", [])
        wrong: Row | None = row.pop("reverses", None)
        row["reverses_id"] = wrong["id"] if wrong else None
        self.case.sheets[LedgerEntry].add_row(row)
        row["key"] = f"reversal-{wrong['id']}" if wrong else f"demo-{row['kind']}-{row['id']}"
        for position, priced in enumerate(lines, start=1):
            self._enter_line(row, position, priced)
        self.case.client.book.note(
            f"settlements.{row['kind']}.posted",
            actor=self.case.client.staff.accountant,
            subject=f"entry:{row['id']}",
            data={
                "amount": row["amount"],
                "on": row["posted_on"],
                "source": row.get("source_number", ""),
                "reverses": row["reverses_id"],
                "reason": row.get("reason", ""),
            },
            at=row["posted_at"],
        )

    def _enter_line(self, entry: Row, position: int, priced: Priced) -> None:
        point, line, basis = priced
        self.case.sheets[ChargeLine].add(
            entry_id=entry["id"],
            position=position,
            supply_point_id=point.pk,
            code=line.code,
            name=line.name,
            volume=from_thousand(line.volume),
            price=line.price,
            coefficient=str(line.coefficient),
            net=line.net,
            vat_percent=line.vat_percent,
            vat=line.vat,
            basis=basis,
        )

"""The settlement account of a contract: charges from its very volumes, payments by its schedule, corrections."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from kabinet.demo.clients import Client, Deal, Point
from kabinet.demo.readings import Taken
from kabinet.demo.scope import CLOSING_DAYS, Scope, moment
from kabinet.demo.sheets import Row, Sheets
from kabinet.demo.terms import Plan, Terms
from kabinet.organizations.rules.corridor import daily_corridor
from kabinet.organizations.rules.deadlines import tranche_day
from kabinet.settlements.models import ChargeLine, LedgerEntry
from kabinet.settlements.rules.charges import Line, charge_lines, planned_cost, split_by_overtake
from kabinet.settlements.rules.words import EntryKind
from kabinet.values.money import ZERO, round_to_kopeck
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


@dataclass(slots=True)
class Charge:
    entry: Row
    volume: Decimal


@dataclass(slots=True)
class Account:
    """What was owed and paid so far, roubles, and the charges by month."""

    owed: Decimal = ZERO
    paid: Decimal = ZERO
    charges: dict[BillingMonth, Charge] = field(default_factory=dict)
    planned: dict[BillingMonth, Decimal] = field(default_factory=dict)
    entries: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Due:
    """What a payment is asked for: by when, how much, for what."""

    on: date
    amount: Decimal
    title: str


class Bookkeeper:
    """Keeps the account of one contract."""

    def __init__(
        self, scope: Scope, sheets: Sheets, terms: Terms, client: Client, deal: Deal, plan: Plan, taken: Taken
    ) -> None:
        self.scope = scope
        self.sheets = sheets
        self.terms = terms
        self.client = client
        self.deal = deal
        self.plan = plan
        self.taken = taken
        self.dice = client.dice(scope, "account", deal.serial)
        self.account = Account()
        self._apart: list[Row] = []
        self.manner = "punctual" if client.index <= 2 else self.dice.choice(  # noqa: PLR2004
            ("punctual", "punctual", "punctual", "late", "late", "partial", "over")
        )

    def write(self) -> Account:
        dues = [self._open()]
        for month in self.scope.months():
            dues += self._advances(month)
            if self.scope.is_closed(month):
                dues.append(self._close(month))
        self._correct()
        self._apart = [row for row in self.account.entries if row["kind"] in _APART]
        for due in sorted(dues, key=lambda due: due.on):
            self._pay(due)
        self.account.entries.sort(key=lambda row: (row["posted_on"], row["posted_at"]))
        for row in self.account.entries:
            self._enter(row)
        return self.account

    def _open(self) -> Due:
        first = self.scope.first_month.first_day
        amount = Decimal(self.dice.randrange(-80_000, 240_000)) + Decimal(self.dice.randrange(100)) / 100
        self._note(
            EntryKind.OPENING, month=self.scope.first_month, on=first, amount=amount, title="Сальдо, перенесённое из прежней системы"
        )
        return Due(first + timedelta(days=20), amount, "Оплата задолженности прошлых периодов")

    def _advances(self, month: BillingMonth) -> list[Due]:
        planned = self._planned_cost(month)
        found = []
        for tranche in self.terms.parameters(self.deal, month.first_day).tranches:
            if tranche.share is not None:
                title = f"Оплата газа за {month_words(month)}, {tranche.share * 100:.0f} % по договору № {self.deal.number}"
                found.append(Due(tranche_day(tranche, month), round_to_kopeck(planned * tranche.share), title))
        return found

    def _planned_cost(self, month: BillingMonth) -> Decimal:
        if month not in self.account.planned:
            self.account.planned[month] = self._reckon_planned_cost(month)
        return self.account.planned[month]

    def _reckon_planned_cost(self, month: BillingMonth) -> Decimal:
        """As the settlements reckon it: the whole volume at the prices of the first supply point's group."""
        return planned_cost(
            volume=sum(self.plan[month].values(), Decimal(0)),
            components=self.terms.components(self.deal.points[0].group, month),
            vat_percent=self.terms.vat_percent(month),
        )

    def _close(self, month: BillingMonth) -> Due:
        priced = [(point, line) for point in self.deal.points for line in self._lines(point, month)]
        amount = sum((line.gross for _, line in priced), ZERO)
        entry = self._note(
            EntryKind.CHARGE,
            month=month,
            on=month.last_day,
            amount=amount,
            title=f"Начислено за газ, {month_words(month)}",
            source_number=act_number(self.deal, month),
            source_date=month.last_day,
            basis=self._basis(month),
            posted_at=moment(month.next.first_day + timedelta(days=CLOSING_DAYS - 1), 11, 20),
        )
        entry["lines"] = priced
        first_code = {line.code for _, line in priced[:1]}
        volume = sum((line.volume for _, line in priced if line.code in first_code), Decimal(0))
        self.account.charges[month] = Charge(entry, volume)
        advances = sum((due.amount for due in self._advances(month)), ZERO)
        last = self.terms.parameters(self.deal, month.first_day).tranches[-1]
        return Due(tranche_day(last, month), amount - advances, f"Окончательный расчёт за газ, {month_words(month)}")

    def _lines(self, point: Point, month: BillingMonth) -> list[Line]:
        parameters = self.terms.parameters(self.deal, month.first_day)
        corridor = daily_corridor(month_volume=self.plan[month][point.pk], month=month, parameters=parameters)
        split = split_by_overtake(self.taken.of_month(point.pk, month), corridor=corridor, parameters=parameters)
        return charge_lines(
            split=split,
            components=self.terms.components(point.group, month),
            vat_percent=self.terms.vat_percent(month),
        )

    def _basis(self, month: BillingMonth) -> dict[str, Any]:
        parameters = self.terms.parameters(self.deal, month.first_day)
        return {
            "volumes": {unit.code: self._versions(unit.code, month) for unit in self.deal.units},
            "rule_set": parameters.rule_set,
            "rounding": parameters.rounding,
            "vat_percent": self.terms.vat_percent(month),
        }

    def _versions(self, code: str, month: BillingMonth) -> dict[str, int]:
        """Return the days of the unit that count in another version than the first."""
        return {str(day): version for day, version in self.taken.versions[code].items() if day in month}

    def _line_basis(self, point: Point, month: BillingMonth) -> dict[str, Any]:
        parameters = self.terms.parameters(self.deal, month.first_day)
        prices = self.terms.prices.price_list(point.group, month.first_day)
        corridor = daily_corridor(month_volume=self.plan[month][point.pk], month=month, parameters=parameters)
        return {
            "volumes": {unit.code: self._versions(unit.code, month) for unit in point.units},
            "contract_volume": str(self.plan[month][point.pk]),
            "daily_maximum": str(corridor.maximum),
            "price_list": {"group": prices.group, "valid_from": prices.valid_from.isoformat(), "act": prices.act},
            "rule_set": parameters.rule_set,
            "rounding": parameters.rounding,
        }

    def _correct(self) -> None:
        """A payment entered twice and taken back, and a correction, each on some of the contracts."""
        month = self.scope.month.plus(-4)
        if self.deal.serial % 4 == 1:
            amount = Decimal(self.dice.randrange(20_000, 90_000))
            wrong = self._note(
                EntryKind.PAYMENT, month=month, on=month.first_day.replace(day=11), amount=-amount, title="Оплата по договору", source_number="771"
            )
            self._note(
                EntryKind.REVERSAL,
                month=month,
                on=month.first_day.replace(day=13),
                amount=amount,
                title="Оплата по договору",
                source_number="771",
                reason="Платёж другого потребителя разнесён ошибочно",
                reverses=wrong,
            )
        if self.deal.serial % 5 == 1:
            self._note(
                EntryKind.CORRECTION,
                month=month,
                on=month.first_day.replace(day=20),
                amount=Decimal(self.dice.randrange(-9_000, 12_000)) + Decimal("0.37"),
                title=f"Корректировка начисления за {month_words(month.previous)}",
                reason="Объём исправлен по акту проверки узла учёта",
            )
        if self.manner in {"late", "partial"}:
            self._note(
                EntryKind.PENALTY,
                month=month,
                on=month.last_day,
                amount=Decimal(self.dice.randrange(900, 14_000)) + Decimal("0.62"),
                title=f"Пени за просрочку оплаты, {month_words(month.previous)}",
            )

    def _pay(self, due: Due) -> None:
        on, share = self._habit(due)
        others = sum((row["amount"] for row in self._apart if row["posted_on"] <= on), ZERO)
        self.account.owed += due.amount
        left = self.account.owed + others - self.account.paid
        amount = round_to_kopeck(left * share)
        if self.manner == "over":
            amount = -(-amount // 1000) * 1000
        if amount <= 0 or on >= self.scope.today:
            return
        self.account.paid += amount
        number = str(self.dice.randrange(100, 4000))
        self._note(EntryKind.PAYMENT, month=BillingMonth.of(on), on=on, amount=-amount, title=due.title, source_number=number, source_date=on)

    def _habit(self, due: Due) -> tuple[date, Decimal]:
        """Return when the client pays, and which share of what is owed."""
        if self.manner == "late":
            return due.on + timedelta(days=self.dice.randrange(0, 13)), Decimal(1)
        on = due.on - timedelta(days=self.dice.randrange(0, 4) if due.on < self.scope.today else 0)
        if self.manner == "partial" and due.on.month % 3:
            return on, Decimal(self.dice.randrange(60, 96)) / 100
        return on, Decimal(1)

    def _note(
        self, kind: EntryKind, *, month: BillingMonth, on: date, amount: Decimal, title: str, posted_at: datetime | None = None, **rest: Any
    ) -> Row:
        row: Row = {
            "contract_id": self.deal.pk,
            "kind": kind,
            "month": month,
            "posted_on": on,
            "amount": amount,
            "title": title,
            "posted_at": posted_at or moment(on, 15, self.dice.randrange(60)),
            "posted_by": self.client.staff.accountant.name,
            **rest,
        }
        self.account.entries.append(row)
        return row

    def _enter(self, row: Row) -> None:
        """Give the entry its key in the order of the account, and note it in the journal."""
        lines: list[tuple[Point, Line]] = row.pop("lines", [])
        wrong: Row | None = row.pop("reverses", None)
        row["reverses_id"] = wrong["id"] if wrong else None
        self.sheets[LedgerEntry].add_row(row)
        row["key"] = f"reversal-{wrong['id']}" if wrong else f"demo-{row['kind']}-{row['id']}"
        for position, (point, line) in enumerate(lines, start=1):
            self._enter_line(row, position, point, line)
        self.client.book.note(
            f"settlements.{row['kind']}.posted",
            actor=self.client.staff.accountant,
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

    def _enter_line(self, entry: Row, position: int, point: Point, line: Line) -> None:
        self.sheets[ChargeLine].add(
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
            basis=self._line_basis(point, entry["month"]),
        )


#: Entries that no payment was asked for in particular.
_APART = frozenset({EntryKind.CORRECTION, EntryKind.PENALTY})

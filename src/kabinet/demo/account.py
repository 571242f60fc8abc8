"""The settlement account of a contract: charges from its very volumes, payments by its schedule, corrections."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from kabinet.demo.case import Case
from kabinet.demo.clients import Point
from kabinet.demo.ledger import Account, Ledger, Priced, act_number, month_words
from kabinet.demo.scope import CLOSING_DAYS, moment, workday, workday_from
from kabinet.demo.sheets import Row
from kabinet.demo.terms import Plan
from kabinet.demo.volumes import Taken
from kabinet.organizations.rules.corridor import Corridor, daily_corridor
from kabinet.organizations.rules.deadlines import tranche_day
from kabinet.settlements.rules.charges import charge_lines, planned_cost, split_by_overtake
from kabinet.settlements.rules.words import EntryKind
from kabinet.values.money import ZERO, round_to_kopeck
from kabinet.values.months import BillingMonth


@dataclass(frozen=True, slots=True)
class Due:
    """What a payment is asked for: by when, how much, for what."""

    on: date
    amount: Decimal
    title: str


class Bookkeeper:
    """Keeps the account of one contract."""

    def __init__(self, case: Case, plan: Plan, taken: Taken) -> None:
        self.scope, self.terms = case.scope, case.terms
        self.client, self.deal = case.client, case.deal
        self.plan = plan
        self.taken = taken
        self.dice = case.dice("account")
        self.ledger = Ledger(case)
        self.account = self.ledger.account
        self.owed = ZERO
        self.paid = ZERO
        self.manner = _MANNERS.get(self.client.index) or self.dice.choice(_HABITS)

    def write(self) -> Account:
        dues = [self._open()]
        for month in self.scope.months():
            advances = self._advances(month)
            dues += advances
            if self.scope.is_closed(month):
                dues.append(self._close(month, advances))
        self._correct()
        apart = [row for row in self.account.entries if row["kind"] in _APART]
        for due in sorted(dues, key=lambda due: due.on):
            self._pay(due, apart)
        self.ledger.enter_all()
        return self.account

    def _open(self) -> Due:
        first = self.scope.first_month.first_day
        amount = Decimal(self.dice.randrange(-80_000, 240_000)) + Decimal(self.dice.randrange(100)) / 100
        self.ledger.note(
            EntryKind.OPENING,
            month=self.scope.first_month,
            on=first,
            amount=amount,
            title="Сальдо, перенесённое из прежней системы",
        )
        return Due(first + timedelta(days=20), amount, "Оплата задолженности прошлых периодов")

    def _advances(self, month: BillingMonth) -> list[Due]:
        planned = self._planned_cost(month)
        purpose = f"Оплата газа за {month_words(month)} по договору № {self.deal.number}"
        return [
            Due(
                tranche_day(tranche, month),
                round_to_kopeck(planned * tranche.share),
                f"{purpose}, {tranche.share * 100:.0f} %",
            )
            for tranche in self.terms.parameters(self.deal, month.first_day).tranches
            if tranche.share is not None
        ]

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

    def _close(self, month: BillingMonth, advances: list[Due]) -> Due:
        priced = [found for point in self.deal.points for found in self._price(point, month)]
        amount = sum((line.gross for _, line, _ in priced), ZERO)
        self.account.charges[month] = self.ledger.note(
            EntryKind.CHARGE,
            month=month,
            on=month.last_day,
            amount=amount,
            title=f"Начислено за газ, {month_words(month)}",
            source_number=act_number(self.deal, month),
            source_date=month.last_day,
            basis=self._basis(month),
            posted_at=moment(month.next.first_day + timedelta(days=CLOSING_DAYS - 1), 11, 20),
            lines=priced,
        )
        rest = amount - sum((due.amount for due in advances), ZERO)
        last = self.terms.parameters(self.deal, month.first_day).tranches[-1]
        return Due(tranche_day(last, month), rest, f"Окончательный расчёт за газ, {month_words(month)}")

    def _price(self, point: Point, month: BillingMonth) -> list[Priced]:
        parameters = self.terms.parameters(self.deal, month.first_day)
        corridor = daily_corridor(month_volume=self.plan[month][point.pk], month=month, parameters=parameters)
        lines = charge_lines(
            split=split_by_overtake(
                self.taken.days[point.pk, month], corridor=corridor, parameters=parameters
            ),
            components=self.terms.components(point.group, month),
            vat_percent=self.terms.vat_percent(month),
        )
        basis = self._line_basis(point, month, corridor)
        return [(point, line, basis) for line in lines]

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
        return {str(day): version for day, version in self.taken.versions[code, month].items()}

    def _line_basis(self, point: Point, month: BillingMonth, corridor: Corridor) -> dict[str, Any]:
        parameters = self.terms.parameters(self.deal, month.first_day)
        prices = self.terms.prices.price_list(point.group, month.first_day)
        return {
            "volumes": {unit.code: self._versions(unit.code, month) for unit in point.units},
            "contract_volume": str(self.plan[month][point.pk]),
            "daily_maximum": str(corridor.maximum),
            "price_list": {
                "group": prices.group,
                "valid_from": prices.valid_from.isoformat(),
                "act": prices.act,
            },
            "rule_set": parameters.rule_set,
            "rounding": parameters.rounding,
        }

    def _correct(self) -> None:
        """A payment taken back and a correction, each on some contracts, and penalties of those who pay late."""
        if self.deal.serial % 4 == 1:
            self._take_back(self._some_month())
        if self.deal.serial % 5 == 1:
            month = self._some_month()
            self.ledger.note(
                EntryKind.CORRECTION,
                month=month,
                on=workday(month.first_day.replace(day=20)),
                amount=self._kopecks(-900_000, 1_200_000),
                title=f"Корректировка начисления за {month_words(month.previous)}",
                reason="Объём исправлен по акту проверки узла учёта",
            )
        if self.manner in _PENALIZED:
            for month in self.account.charges:
                if month.month % 3 == 0:
                    self._penalize(month)

    def _some_month(self) -> BillingMonth:
        """Return one of the months whose sum is long settled."""
        return self.scope.month.plus(-self.dice.randrange(3, 12 * self.scope.years))

    def _kopecks(self, least: int, most: int) -> Decimal:
        return Decimal(self.dice.randrange(least, most)) / 100

    def _take_back(self, month: BillingMonth) -> None:
        """A payment of somebody else that was entered here, and its reversal two days later."""
        amount, number = self._kopecks(2_000_000, 9_000_000), str(self.dice.randrange(100, 4000))
        entered = workday(month.first_day.replace(day=11))
        wrong = self.ledger.note(
            EntryKind.PAYMENT,
            month=month,
            on=entered,
            amount=-amount,
            title="Оплата по договору",
            source_number=number,
        )
        self.ledger.note(
            EntryKind.REVERSAL,
            month=month,
            on=workday_from(entered + timedelta(days=2)),
            amount=amount,
            title="Оплата по договору",
            source_number=number,
            reason="Платёж другого потребителя разнесён ошибочно",
            reverses=wrong,
        )

    def _penalize(self, month: BillingMonth) -> None:
        self.ledger.note(
            EntryKind.PENALTY,
            month=month,
            on=month.last_day,
            amount=self._kopecks(90_000, 1_400_000),
            title=f"Пени за просрочку оплаты, {month.quarter} квартал {month.year}",
        )

    def _pay(self, due: Due, apart: list[Row]) -> None:
        on, share = self._habit(due)
        others = sum((row["amount"] for row in apart if row["posted_on"] <= on), ZERO)
        self.owed += due.amount
        left = self.owed + others - self.paid
        amount = round_to_kopeck(left * share)
        if self.manner == "over":
            amount = (amount // 1000 + 1) * 1000
        if amount <= 0 or on >= self.scope.today:
            return
        self.paid += amount
        number = str(self.dice.randrange(100, 4000))
        self.ledger.note(
            EntryKind.PAYMENT,
            month=BillingMonth.of(on),
            on=on,
            amount=-amount,
            title=due.title,
            source_number=number,
            source_date=on,
        )

    def _habit(self, due: Due) -> tuple[date, Decimal]:
        """Return when the client pays, and which share of what is owed."""
        if self.manner in _DELAYS:
            delay = timedelta(days=self.dice.randrange(*_DELAYS[self.manner]))
            return workday_from(due.on + delay), _ALL
        on = workday(due.on - timedelta(days=self.dice.randrange(0, 4) if due.on < self.scope.today else 0))
        if self.manner == "partial" and due.on.month % 3:
            return on, Decimal(self.dice.randrange(60, 96)) / 100
        return on, _ALL


_ALL = Decimal(1)

#: How the clients pay: the first two so that nothing is overdue there, the fifth so that something always is.
_HABITS = ("punctual",) * 6 + ("late", "late", "partial", "over", "in-arrears")
_MANNERS = {1: "punctual", 2: "punctual", 5: "in-arrears"}

#: By how many days those who pay late are late.
_DELAYS = {"late": (0, 13), "in-arrears": (25, 50)}
_PENALIZED = frozenset({"late", "partial", "in-arrears"})

#: Entries that no payment was asked for in particular.
_APART = frozenset({EntryKind.CORRECTION, EntryKind.PENALTY})

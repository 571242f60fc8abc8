"""The register of documents of a contract: what the supplier placed, and the scans that the client sent back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from kabinet.demo.book import Actor
from kabinet.demo.case import Case
from kabinet.demo.ledger import Account, act_number
from kabinet.demo.people import power_number
from kabinet.demo.scope import CLOSING_DAYS, moment, workday
from kabinet.demo.sheets import Row
from kabinet.documents.models import Document
from kabinet.documents.operations import Facts
from kabinet.documents.rules.search import words_of
from kabinet.documents.rules.words import ABOUT_MONEY, DRAWN_UP, Direction, Kind, Status
from kabinet.files.models import StoredFile
from kabinet.foundation.rights import Role
from kabinet.organizations.rules.deadlines import Deadline, scan_deadline
from kabinet.values.months import BillingMonth

_FILE_NAMES = {
    Kind.ACT: "Акт",
    Kind.INVOICE: "Счёт",
    Kind.TAX_INVOICE: "Счёт-фактура",
    Kind.RECONCILIATION: "Акт_сверки",
    Kind.CONTRACT: "Договор",
    Kind.QUALITY_PASSPORT: "Паспорт_качества",
    Kind.POWER_OF_ATTORNEY: "Доверенность",
    Kind.LETTER: "Письмо",
    Kind.OTHER: "Документ",
}

#: How the scan of the newest act stands, by the last digit of the client's number; None: not sent yet.
_NEWEST_SCAN: tuple[Status | None, ...] = (
    Status.UNDER_REVIEW,
    None,
    Status.UNDER_REVIEW,
    None,
    Status.RETURNED,
    Status.ACCEPTED,
    Status.UNDER_REVIEW,
    None,
    Status.RETURNED,
    Status.ACCEPTED,
)
_BAD_SCAN = "На скане не видна печать. Отсканируйте акт заново, цветным, 300 dpi"
_LETTERS = (
    "О проведении ремонта газораспределительной станции",
    "О поверке приборов учёта",
    "Об изменении реквизитов для оплаты",
    "О графике работы в праздничные дни",
)

#: The stored file of each kind that is not drawn up by us, and of a client's scan.
Files = Mapping[str, StoredFile]


@dataclass(frozen=True, slots=True)
class Paper(Facts):
    """A document, and what its file is called."""

    @property
    def file_name(self) -> str:
        number = "".join(sign if sign.isalnum() or sign in "-." else "-" for sign in self.number)
        return f"{_FILE_NAMES[self.kind]}_{number}_{self.dated_on.isoformat()}.pdf"


class Archivist:
    """Places the documents of one contract."""

    def __init__(self, case: Case, account: Account, files: Files) -> None:
        self.case = case
        self.scope, self.sheets, self.terms = case.scope, case.sheets, case.terms
        self.client, self.deal = case.client, case.deal
        self.account = account
        self.files = files
        self.dice = case.dice("papers")
        self._newest = max(account.charges, default=None)

    def write(self) -> None:
        self._place_contract()
        for month in self.account.charges:
            self._place_month(month)
            if month.month % 3 == 0:
                self._place_reconciliation(month)
            if month.month % 4 == 1 and self.case.is_first:
                self._place_letter(month)
        self._place_invoice_of_advance()
        if self.client.index == 1 and self.case.is_first:
            self._place_extra()

    def _place_contract(self) -> None:
        since, signed = self.scope.first_month.first_day, self.deal.dated_on
        paper = Paper(Kind.CONTRACT, self.deal.number, signed, title="Договор поставки газа")
        self._place(paper, status=Status.SEEN, at=moment(since, 12))
        if self.case.is_first:
            number = power_number(Role.ENGINEER, number=self.client.index, since=signed)
            power = Paper(Kind.POWER_OF_ATTORNEY, number, signed, title="Доверенность главного энергетика")
            self._send(power, status=Status.ACCEPTED, at=moment(since, 10), answers=None, deadline=None)

    def _place_month(self, month: BillingMonth) -> None:
        number, day = act_number(self.deal, month), month.last_day
        placed = moment(month.next.first_day + timedelta(days=CLOSING_DAYS - 1), 12, self.dice.randrange(60))
        amount = self.account.charges[month]["amount"]
        seen = Status.NEW if self._is_newest(month) else Status.SEEN
        act = self._place(Paper(Kind.ACT, number, day, month), status=Status.AWAITS_SIGNATURE, at=placed)
        self._place(Paper(Kind.INVOICE, number, day, month, amount), status=seen, at=placed)
        self._place(Paper(Kind.TAX_INVOICE, number, day, month, amount), status=seen, at=placed)
        self._place(
            Paper(Kind.QUALITY_PASSPORT, f"{month.month}/{month.year % 100}", day, month),
            status=seen,
            at=placed,
        )
        self._answer_act(act, month, placed)

    def _is_newest(self, month: BillingMonth) -> bool:
        return month == self._newest

    def _answer_act(self, act: Row, month: BillingMonth, placed: datetime) -> None:
        """Every act but the newest came back signed; a few at the second try."""
        end: Status | None = Status.ACCEPTED
        if self._is_newest(month):
            newest = _NEWEST_SCAN[self.client.index % len(_NEWEST_SCAN)]
            end = newest if self.case.is_first else Status.UNDER_REVIEW
        elif self.dice.random() < 0.06:  # noqa: PLR2004
            self._send_scan(act, month, Status.RETURNED, at=self._sent_at(placed, days=1))
            placed += timedelta(days=7)
        if end is Status.UNDER_REVIEW:
            self._send_scan(act, month, end, at=self._sent_lately(placed))
        elif end is not None:
            self._send_scan(act, month, end, at=self._sent_at(placed, days=2))

    def _sent_at(self, placed: datetime, *, days: int) -> datetime:
        latest = self.scope.today - timedelta(days=2)
        day = min(placed.date() + timedelta(days=self.dice.randrange(days, days + 6)), latest)
        return moment(max(workday(day), placed.date()), 14, self.dice.randrange(60))

    def _sent_lately(self, placed: datetime) -> datetime:
        """Within the days that the supplier has for the review."""
        day = workday(self.scope.today - timedelta(days=self.dice.randrange(1, 4)))
        return moment(max(day, placed.date()), 14, self.dice.randrange(60))

    def _send_scan(self, act: Row, month: BillingMonth, status: Status, *, at: datetime) -> None:
        zone, parameters = self.deal.clock.zone, self.terms.parameters(self.deal, month.first_day)
        paper = Paper(Kind.ACT, act["number"], act["dated_on"], month, title="Подписанный акт, скан")
        self._send(
            paper,
            status=status,
            at=at,
            answers=act,
            deadline=scan_deadline(month, zone=zone, parameters=parameters),
        )
        act["status"] = status

    def _place_reconciliation(self, month: BillingMonth) -> None:
        """The account at the end of a quarter, to be signed as the acts are."""
        until = month.last_day
        balance = sum(
            (row["amount"] for row in self.account.entries if row["posted_on"] <= until), Decimal(0)
        )
        paper = Paper(
            Kind.RECONCILIATION,
            f"{month.year % 100}-{month.quarter}/{self.deal.serial}",
            month.last_day,
            month,
            balance,
            title=f"Акт сверки за {month.quarter} квартал {month.year}",
        )
        newest = month.plus(3) not in self.account.charges
        row = self._place(
            paper,
            status=Status.AWAITS_SIGNATURE if newest and self.client.index % 2 == 0 else Status.ACCEPTED,
            at=moment(month.next.first_day + timedelta(days=CLOSING_DAYS - 1), 16),
        )
        if row["status"] is Status.ACCEPTED:
            row.update(
                decided_at=row["placed_at"] + timedelta(hours=5), decided_by=self.client.staff.accountant.name
            )

    def _place_letter(self, month: BillingMonth) -> None:
        paper = Paper(
            Kind.LETTER,
            f"01-{month.month:02d}/{month.year % 100}",
            workday(month.first_day.replace(day=14)),
            title=_LETTERS[(month.year * 3 + month.quarter) % len(_LETTERS)],
        )
        self._place(paper, status=Status.SEEN, at=moment(paper.dated_on, 13))

    def _place_invoice_of_advance(self) -> None:
        """The invoice for the advance payment of the current month."""
        month = self.scope.month
        on = month.first_day.replace(day=10)
        if on >= self.scope.today:
            return
        amount = (self.account.planned[month] * Decimal("0.35")).quantize(Decimal("0.01"))
        paper = Paper(
            Kind.INVOICE, f"{act_number(self.deal, month)}-А", on, month, amount, title="Счёт на аванс"
        )
        self._place(paper, status=Status.NEW, at=moment(on, 11))

    def _place_extra(self) -> None:
        """As many letters as asked for, spread evenly over the years of the demo."""
        since = self.scope.first_month.first_day
        days = (self.scope.today - since).days
        for number in range(self.scope.extra_documents):
            day = since + timedelta(days=number * days // self.scope.extra_documents)
            paper = Paper(Kind.LETTER, f"П-{number + 1:05d}", day, title=self.dice.choice(_LETTERS))
            self._place(paper, status=Status.SEEN, at=moment(day, 10))

    def _place(self, paper: Paper, *, status: Status, at: datetime) -> Row:
        about_money = paper.kind in ABOUT_MONEY
        row = self._enter(
            paper,
            Direction.OUT,
            author=self.client.staff.accountant if about_money else self.client.curator,
            at=at,
        )
        row.update(
            status=status,
            about_money=about_money,
            file_id=None if paper.kind in DRAWN_UP else self.files[paper.kind].pk,
            seen_at=None if status is Status.NEW else min(at + timedelta(hours=20), self.scope.midnight),
        )
        return row

    def _send(
        self, paper: Paper, *, status: Status, at: datetime, answers: Row | None, deadline: Deadline | None
    ) -> None:
        sender = self.client.people[Role.ACCOUNTANT]
        row = self._enter(paper, Direction.IN, author=sender, at=at)
        scan = self.files["scan"]
        row.update(
            status=status,
            about_money=paper.kind in ABOUT_MONEY,
            file_id=scan.pk,
            answers_id=answers["id"] if answers else None,
        )
        self.client.book.submit(
            "documents.scans",
            actor=sender,
            contract_id=self.deal.pk,
            subject=f"document:{row['id']}",
            content={
                "contract": self.deal.number,
                "files": [{"name": row["file_name"]}],
                "answers": paper.number,
            },
            at=at,
            deadline=deadline,
            rows=[row],
        )
        if status is not Status.UNDER_REVIEW:
            decided = at + timedelta(hours=self.dice.randrange(1, 4))
            reason = _BAD_SCAN if status is Status.RETURNED else ""
            self._decide(row, at=decided, reason=reason)
            if answers:
                answers.update(decided_at=decided, decided_by=row["decided_by"], decision_reason=reason)

    def _decide(self, row: Row, *, at: datetime, reason: str) -> None:
        curator = self.client.curator
        row.update(decided_at=at, decided_by=curator.name, decision_reason=reason, seen_at=at)
        self.client.book.note(
            f"documents.scan.{row['status']}",
            actor=curator,
            subject=f"document:{row['id']}",
            data={"status": [Status.UNDER_REVIEW, row["status"]], "reason": reason},
            at=at,
        )

    def _enter(self, paper: Paper, direction: Direction, *, author: Actor, at: datetime) -> Row:
        found: dict[str, Any] = {
            "kind": paper.kind,
            "number": paper.number,
            "title": paper.title,
            "dated_on": paper.dated_on,
            "month": paper.month,
            "amount": paper.amount,
        }
        row = self.sheets[Document].add(
            organization_id=self.client.pk,
            contract_id=self.deal.pk,
            direction=direction,
            placed_at=at,
            placed_by=author.name,
            file_name=paper.file_name,
            search=words_of(**found),
            **found,
        )
        row["key"] = f"demo-{row['id']}"
        return row

"""The journal of one organization while its past is made up: acts are noted in any order, and chained by time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kabinet.demo.sheets import Row, Sheets
from kabinet.journal import rules
from kabinet.journal.models import SUPPLIER, Chain, Receipt, Record, Sighting
from kabinet.journal.rules import canonical, digest
from kabinet.organizations.rules.deadlines import Deadline


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts in the demo, and on what authority."""

    user_id: int
    username: str
    name: str
    authority: str
    address: str


@dataclass(slots=True)
class Act:
    at: datetime
    event: str
    actor: Actor | None
    subject: str
    data: Mapping[str, Any]
    proof: "Proof | None" = None


@dataclass(slots=True)
class Proof:
    """What a receipt adds to its act. `rows` get its number; `seen` is who of the staff opened it, and when."""

    kind: str
    contract_id: int
    content: str
    deadline: Deadline | None
    key: str
    rows: list[Row]
    seen: tuple[str, datetime] | None


@dataclass(slots=True)
class Book:
    organization_id: int = SUPPLIER
    acts: list[Act] = field(default_factory=list)

    def note(
        self, event: str, *, actor: Actor | None, subject: str, data: Mapping[str, Any], at: datetime
    ) -> None:
        self.acts.append(Act(at, event, actor, subject, data))

    def submit(
        self,
        kind: str,
        *,
        actor: Actor,
        contract_id: int,
        subject: str,
        content: Mapping[str, Any],
        at: datetime,
        deadline: Deadline | None,
        rows: list[Row],
        seen: tuple[str, datetime] | None = None,
    ) -> None:
        """Note a submission; the rows get the number of its receipt as `receipt_number` when the book is bound."""
        text = canonical(content)
        data = {"content_sha256": digest(text), "deadline": deadline.at if deadline else None}
        key = f"demo-{self.organization_id}-{len(self.acts)}"
        proof = Proof(kind, contract_id, text, deadline, key, rows, seen)
        self.acts.append(Act(at, f"{kind}.submitted", actor, subject, data, proof))

    def bind(self, sheets: Sheets) -> None:
        """Put the acts in the order of time, chain them, and write the head of the chain."""
        previous = rules.GENESIS
        self.acts.sort(key=lambda act: act.at)
        for position, act in enumerate(self.acts, start=1):
            previous = self._write(act, position=position, previous=previous, sheets=sheets)
        sheets[Chain].add(organization_id=self.organization_id, length=len(self.acts), head_hash=previous)

    def _write(self, act: Act, *, position: int, previous: str, sheets: Sheets) -> str:
        text = canonical(act.data)
        link = rules.Link(
            organization_id=self.organization_id,
            position=position,
            event=act.event,
            actor_id=act.actor.user_id if act.actor else None,
            actor_name=act.actor.name if act.actor else "",
            subject=act.subject,
            data=text,
            at=act.at,
            previous_hash=previous,
        )
        record = sheets[Record].add(
            organization_id=self.organization_id,
            position=position,
            event=act.event,
            actor_id=link.actor_id,
            actor_name=link.actor_name,
            address=act.actor.address if act.actor else "",
            subject=act.subject,
            data=text,
            at=act.at,
            previous_hash=previous,
            hash=link.hash,
        )
        if act.proof:
            self._give_receipt(act, act.proof, record=record, sheets=sheets)
        return str(record["hash"])

    def _give_receipt(self, act: Act, proof: Proof, *, record: Row, sheets: Sheets) -> None:
        assert act.actor is not None  # noqa: S101 (a submission has an author)
        number = f"{act.at:%Y-%m}-{record['id']:07d}"
        for row in proof.rows:
            row["receipt_number"] = number
        receipt = sheets[Receipt].add(
            number=number,
            organization_id=self.organization_id,
            contract_id=proof.contract_id,
            record_id=record["id"],
            kind=proof.kind,
            subject=act.subject,
            at=act.at,
            deadline_at=proof.deadline.at if proof.deadline else None,
            deadline_rule=proof.deadline.rule if proof.deadline else "",
            actor_id=act.actor.user_id,
            actor_name=act.actor.name,
            authority=act.actor.authority,
            content=proof.content,
            content_hash=digest(proof.content),
            key=proof.key,
        )
        if proof.seen:
            sheets[Sighting].add(receipt_id=receipt["id"], by_name=proof.seen[0], at=proof.seen[1])

"""What took two people in the demo: a version of the offer that is to come, and a change that waits for the head."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from django.conf import settings

from kabinet.access.models import Offer, Proposal
from kabinet.access.rules.offers import Draft
from kabinet.access.rules.proposals import Kind, Status
from kabinet.access.wording.proposals import event
from kabinet.demo import names, numbers
from kabinet.demo.book import Actor, Book
from kabinet.demo.offers import TITLE, Version
from kabinet.demo.people import Staff
from kabinet.demo.scope import Scope, moment
from kabinet.demo.sheets import Row, Sheets
from kabinet.journal.rules import canonical, digest
from kabinet.notifications.models import Notification
from kabinet.notifications.wording import pack
from kabinet.organizations.rules.requisites import Requisites


class SecondPeople:
    """Writes proposals into the sheets and their steps into the supplier's book."""

    def __init__(
        self, scope: Scope, sheets: Sheets, staff: Staff, supplier: Book, versions: Sequence[Version]
    ) -> None:
        self.scope = scope
        self.taken = {version.since for version in versions}
        self.sheets = sheets
        self.staff = staff
        self.supplier = supplier

    def write(self) -> None:
        self._publish_offer()
        self._propose_requisites()

    def _publish_offer(self) -> None:
        """A version for a month to come: proposed by the administrator, approved by the head."""
        months = (self.scope.month.plus(ahead).first_day for ahead in (2, 3))
        day = next(first for first in months if first not in self.taken)
        text = files("kabinet.demo").joinpath("offer-next.txt").read_text(encoding="utf-8")
        draft = Draft(f"{day:%Y-%m}", TITLE, text, day)
        proposal = self._propose(
            Kind.OFFER,
            f"offer:{draft.version}",
            draft.content(),
            author=self.staff.administrator,
            reason="Администратор потребителя, срок ответа на заявку. Согласовано с юристами.",
            at=self._days_ago(9, 11, 40),
        )
        decided_at = self._days_ago(7, 16, 5)
        proposal |= {
            "status": Status.APPROVED,
            "decided_by_id": self.staff.head.user_id,
            "decided_at": decided_at,
        }
        self._note("approved", proposal, {"answer": ""}, actor=self.staff.head, at=decided_at)
        self.sheets[Offer].add(version=draft.version, title=TITLE, text=text, in_force_from=day)
        self.supplier.note(
            "access.offer.published",
            actor=self.staff.head,
            subject=f"offer:{draft.version}",
            data={
                "version": draft.version,
                "in_force_from": day,
                "sha256": digest(text),
                "proposal": f"proposal:{proposal['id']}",
            },
            at=decided_at,
        )

    def _propose_requisites(self) -> None:
        """Another bank from the next month on, which the head has yet to compare with its letter."""
        bank, bik = names.BANKS[1]
        own = replace(
            Requisites.of(settings.SUPPLIER),
            bank=bank,
            bik=bik,
            account=numbers.account(bik, 7),
            correspondent_account=numbers.correspondent_account(bik),
        )
        day, at = self.scope.month.next.first_day, self._days_ago(1, 15, 12)
        proposal = self._propose(
            Kind.REQUISITES,
            "requisites",
            {"valid_from": day.isoformat(), **own.content()},
            author=self.staff.accountant,
            reason="Переход на обслуживание в другой банк, письмо банка № 214.",
            at=at,
        )
        self.sheets[Notification].add(
            recipient_id=self.staff.head.user_id,
            event=event(Kind.REQUISITES, "proposed"),
            facts=pack({"by": self.staff.accountant.name, "reason": proposal["reason"]}),
            url=f"/desk/proposals/{proposal['id']}/",
            created_at=at,
        )

    def _propose(
        self,
        kind: Kind,
        subject: str,
        content: Mapping[str, Any],
        *,
        author: Actor,
        reason: str,
        at: datetime,
    ) -> Row:
        proposal = self.sheets[Proposal].add(
            kind=kind,
            subject=subject,
            content=dict(content),
            reason=reason,
            proposed_by_id=author.user_id,
            proposed_at=at,
            key=f"demo-{kind}",
        )
        proven = {"content_sha256": digest(canonical(content)), "reason": reason}
        self._note("proposed", proposal, proven, actor=author, at=at)
        return proposal

    def _note(self, step: str, proposal: Row, data: Mapping[str, Any], *, actor: Actor, at: datetime) -> None:
        self.supplier.note(
            f"access.proposal.{step}",
            actor=actor,
            subject=f"proposal:{proposal['id']}",
            data={"kind": proposal["kind"], "subject": proposal["subject"], **data},
            at=at,
        )

    def _days_ago(self, days: int, hour: int, minute: int) -> datetime:
        return moment(self.scope.today - timedelta(days=days), hour, minute)

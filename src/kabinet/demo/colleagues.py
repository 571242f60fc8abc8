"""Two more people of the first client, one of whom has left; and who stands in for whom among the curators."""

from datetime import date, timedelta

from kabinet.access.models import Grant, Membership, StandIn
from kabinet.access.rules.rights_history import ACCESS_ENDED
from kabinet.demo.book import Book
from kabinet.demo.clients import Client
from kabinet.demo.people import Registry, Staff
from kabinet.demo.scope import Scope, moment
from kabinet.demo.sheets import Row, Sheets
from kabinet.foundation.rights import Right, Role

_FORMER = "accountant-1b"
_REASON = "Перешла в другую организацию"


class Colleagues:
    """What is told in a chain is told while its book is open; the people are entered after everybody else."""

    def __init__(
        self, scope: Scope, sheets: Sheets, registry: Registry, staff: Staff, supplier: Book
    ) -> None:
        self.scope = scope
        self.sheets = sheets
        self.registry = registry
        self.staff = staff
        self.supplier = supplier
        self.client: Client | None = None

    def tell(self, client: Client) -> None:
        """Note that the director of the first client has ended a colleague's access."""
        if client.index != 1:
            return
        self.client = client
        client.book.note(
            ACCESS_ENDED,
            actor=client.people[Role.DIRECTOR],
            subject=f"user:{_FORMER}",
            data={"valid_to": [None, self._left_on], "reason": _REASON, "papers": []},
            at=moment(self._left_on - timedelta(days=1), 16, 40),
        )

    @property
    def _left_on(self) -> date:
        return self.scope.today - timedelta(days=40)

    def close(self) -> None:
        self._arrange(days=(-110, -97))
        self._arrange(days=(4, 11))
        if self.client is not None:
            self._enter_dispatcher(self.client)
            self._enter_former(self.client)

    def _arrange(self, *, days: tuple[int, int]) -> None:
        """Let the first curator stand in for the second, from the one day to the other."""
        colleague, absent = self.staff.curators[:2]
        first, last = (self.scope.today + timedelta(days=one) for one in days)
        at = moment(min(first, self.scope.today) - timedelta(days=3), 12, 15)
        self.sheets[StandIn].add(
            absent_id=absent.user_id,
            colleague_id=colleague.user_id,
            first_day=first,
            last_day=last,
            arranged_by=self.staff.head.name,
            arranged_at=at,
        )
        self.supplier.note(
            "access.stand_in_arranged",
            actor=self.staff.head,
            subject=f"user:{absent.username}",
            data={"colleague": colleague.username, "first_day": first, "last_day": last},
            at=at,
        )

    def _enter_dispatcher(self, client: Client) -> None:
        """One who hands in readings for the first contract alone, and whose powers end within the month."""
        membership = self._enter(
            client,
            "engineer-1b",
            "Лебедева Дарья Игоревна",
            Role.ENGINEER,
            position="Диспетчер газового хозяйства",
            valid_to=self.scope.today + timedelta(days=19),
        )
        self.sheets[Grant].add(
            membership_id=membership["id"],
            contract_id=client.deals[0].pk,
            rights=sorted({Right.SEE_SUPPLY, Right.SUBMIT_READINGS}),
        )

    def _enter_former(self, client: Client) -> None:
        membership = self._enter(
            client,
            _FORMER,
            "Соколова Нина Васильевна",
            Role.ACCOUNTANT,
            position="Бухгалтер",
            valid_to=self._left_on,
            end_reason=_REASON,
            ended_by=client.people[Role.DIRECTOR].name,
        )
        for deal in client.deals:
            self.sheets[Grant].add(
                membership_id=membership["id"],
                contract_id=deal.pk,
                rights=sorted({Right.SEE_SUPPLY, Right.SEE_MONEY}),
            )

    def _enter(
        self, client: Client, username: str, name: str, role: Role, *, position: str, **columns: object
    ) -> Row:
        since = self.scope.today.replace(day=1) - timedelta(days=360)
        authority = f"доверенность № {len(username) * 7}/{since.year % 100} от {since:%d.%m.%Y}"
        row, _actor = self.registry.enter(
            username=username,
            name=name,
            role=role,
            position=position,
            phone="+7 (495) 100-20-30",
            authority=authority,
        )
        row["issue_point_id"] = client.rows[role]["issue_point_id"]
        return self.sheets[Membership].add(
            user_id=row["id"],
            organization_id=client.pk,
            authority=authority,
            valid_from=since,
            **columns,
        )

"""Two points of issue, who works there, and where the demo's people received their access."""

from datetime import date, timedelta

from kabinet.access.models import Issue, IssuePoint, User
from kabinet.access.rules.applications import AuthorityKind
from kabinet.access.rules.credentials import IdentityKind, IssueKind
from kabinet.demo.book import Actor
from kabinet.demo.clients import Client
from kabinet.demo.people import Registry, power_number
from kabinet.demo.scope import Scope, moment
from kabinet.demo.sheets import Row, Sheets
from kabinet.foundation.rights import Role

_POINTS = (
    ("Москва, Удальцова", "119313, Москва, ул. Удальцова, д. 2, окно 3", "пн–пт 9:00–16:00", "+7 495 730-61-20"),
    ("Тверской участок", "170100, Тверь, ул. Газовиков, д. 11, каб. 104", "вт, чт 10:00–15:00", "+7 4822 33-40-15"),
)  # fmt: skip

#: Of how many clients the issues are told one by one; the rest only know where it was.
_TOLD = 3


class CredentialsDesk:
    """Opened before the first client is founded: whoever is entered then belongs to the staff."""

    def __init__(self, scope: Scope, sheets: Sheets, registry: Registry) -> None:
        self.scope = scope
        self.sheets = sheets
        self.registry = registry
        self.points = [
            sheets[IssuePoint].add(name=name, address=address, hours=hours, phone=phone)
            for name, address, hours, phone in _POINTS
        ]
        self.officer = self._place_staff()

    def _place_staff(self) -> Row:
        first = self.points[0]["id"]
        for row in self.sheets[User].rows:
            row["issue_point_id"] = first
            if row["role"] == Role.CREDENTIALS_DESK:
                row["desk_point_id"] = first
        return next(row for row in self.sheets[User].rows if row["role"] == Role.CREDENTIALS_DESK)

    def bind(self, client: Client) -> None:
        """Say where the client's people received access; every fifth client's at the second point."""
        point = self.points[1 if client.index % 5 == 2 else 0]  # noqa: PLR2004 (the second client is one of them)
        for role, row in client.rows.items():
            row["issue_point_id"] = point["id"]
            if client.index <= _TOLD and point is self.points[0]:
                self._tell(client, role, row)

    def _tell(self, client: Client, role: Role, person: Row) -> None:
        """Tell the issue as it was: checked, printed and signed for within a quarter of an hour."""
        since = client.deals[0].dated_on
        day = min(since + timedelta(days=list(client.rows).index(role)), self.scope.today - timedelta(days=3))
        at = moment(day, 10, 5)
        issue = self.sheets[Issue].add(
            user_id=person["id"],
            kind=IssueKind.FIRST,
            point_id=self.points[0]["id"],
            officer_id=self.officer["id"],
            identity_kind=IdentityKind.PASSPORT,
            identity_mark=f"{1000 + person['id'] * 37 % 9000}",
            issued_at=at,
            slip_printed_at=at + timedelta(minutes=4),
            slip_printed_by=self.officer["full_name"],
            signed_at=at + timedelta(minutes=9),
            key=f"demo-issue-{person['id']}",
            **_authority(role, client, since),
        )
        steps = (
            ("access.issued", issue["issued_at"]),
            ("access.slip_printed", issue["slip_printed_at"]),
            ("access.signed_for", issue["signed_at"]),
        )
        for event, then in steps:
            client.book.note(
                event,
                actor=self._actor(),
                subject=f"user:{person['username']}",
                data={"kind": IssueKind.FIRST, "point": self.points[0]["name"]},
                at=then,
            )

    def _actor(self) -> Actor:
        row = self.officer
        return Actor(row["id"], row["username"], row["full_name"], row["position"], "10.20.3.5")

    def close(self) -> None:
        """Enter the officer of the second point, after everybody else: other people keep their numbers."""
        row, _actor = self.registry.enter(
            username="desk-2",
            name="Мельников Антон Игоревич",
            role=Role.CREDENTIALS_DESK,
            position=self.officer["position"],
            phone="+7 (4822) 33-40-16",
            authority=self.officer["position"],
        )
        row["issue_point_id"] = self.points[0]["id"]
        row["desk_point_id"] = self.points[1]["id"]


def _authority(role: Role, client: Client, since: date) -> Row:
    if role is Role.DIRECTOR:
        return {"authority_kind": AuthorityKind.CHARTER, "authority_number": "", "authority_from": since}
    return {
        "authority_kind": AuthorityKind.POWER_OF_ATTORNEY,
        "authority_number": power_number(role, number=client.index, since=since),
        "authority_from": since,
        "authority_to": since + timedelta(days=5 * 365),
    }

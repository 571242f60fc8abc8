"""Applications for access in every status: from the public page, from the cabinet, and one of an unknown contract."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kabinet.access.models import Application, ApplicationPaper, ApplicationStep, ApplicationVersion
from kabinet.access.rules.application_secrets import hash_of
from kabinet.access.rules.applications import (
    Applied,
    AuthorityKind,
    Check,
    Origin,
    PaperKind,
    Status,
)
from kabinet.demo import names, numbers
from kabinet.demo.book import Actor, Book
from kabinet.demo.clients import Client
from kabinet.demo.papers import Files
from kabinet.demo.people import power_number
from kabinet.demo.scope import Scope, moment
from kabinet.demo.sheets import Row, Sheets
from kabinet.foundation.rights import CLIENT_RIGHTS, RIGHTS_OF, Role
from kabinet.journal.rules import canonical, digest

#: As the password, well known and the same for all: with it anybody looks at the status of a demo application.
SECRET = "DEME-DEME-2345"  # noqa: S105 (it is printed on purpose)

_ANSWER_DAYS = 3


@dataclass(frozen=True, slots=True)
class Story:
    """What became of one application: `days` ago it was sent, and a step came each following day."""

    role: Role
    days: int
    steps: Sequence[tuple[Status, str]] = ()
    origin: Origin = Origin.PUBLIC
    contract: str = ""
    scan: bool = True


#: All of the first client's; the last one names a contract that is nobody's.
STORIES = (
    Story(Role.ENGINEER, 1),
    Story(Role.ACCOUNTANT, 2, ((Status.CHECKING, ""),), Origin.CABINET),
    Story(
        Role.ENGINEER,
        5,
        (
            (Status.CHECKING, ""),
            (Status.RETURNED, "Нет подписи или печати. Нужна вторая страница доверенности"),
        ),
    ),
    Story(Role.ENGINEER, 6, ((Status.CHECKING, ""), (Status.READY, ""))),
    Story(Role.ACCOUNTANT, 9, ((Status.CHECKING, ""), (Status.READY, "")), Origin.CABINET),
    Story(Role.DIRECTOR, 8, ((Status.CHECKING, ""), (Status.STOPPED, "Уточняем полномочия у предприятия"))),
    Story(
        Role.ACCOUNTANT,
        20,
        ((Status.CHECKING, ""), (Status.REFUSED, "Доверенность не даёт запрошенных прав")),
        scan=False,
    ),
    Story(Role.ENGINEER, 1, contract="12-4-0435/26"),
)


def write_applications(scope: Scope, sheets: Sheets, client: Client, stored: Files, supplier: Book) -> None:
    """Write the applications of the first client; those whose contract is unknown stand in the supplier's book."""
    if client.index != 1:
        return
    for turn, story in enumerate(STORIES):
        book = supplier if story.contract else client.book
        _Writer(scope, sheets, client, stored, book).write(story, turn)
    _write_issued(scope, sheets, client, stored)


def _write_issued(scope: Scope, sheets: Sheets, client: Client, stored: Files) -> None:
    """The accountant's own access began with an application."""
    story = Story(Role.ACCOUNTANT, 300, ((Status.CHECKING, ""), (Status.READY, ""), (Status.ISSUED, "")))
    _Writer(scope, sheets, client, stored, client.book).write(
        story, len(STORIES), person=client.people[Role.ACCOUNTANT]
    )


class _Writer:
    """Writes one application with its steps, its scan, and what the journal says of it."""

    def __init__(self, scope: Scope, sheets: Sheets, client: Client, stored: Files, book: Book) -> None:
        self.scope = scope
        self.sheets = sheets
        self.client = client
        self.stored = stored
        self.book = book

    def write(self, story: Story, turn: int, *, person: Actor | None = None) -> None:
        applied = self._applied(story, turn, person)
        at = moment(self.scope.today - timedelta(days=story.days), 10 + turn % 6, 7 + 5 * turn)
        row = self._row(story, applied, at)
        self._version(row, applied, story, at)
        before = Status.RECEIVED
        for number, (status, reason) in enumerate(story.steps, start=1):
            taken = at + timedelta(hours=3) if number == 1 else at + timedelta(days=number - 1, hours=2)
            self._step(row, before, status, by=self._actor_of(status), reason=reason, at=taken)
            before = status
        row["status"] = before
        if before in {Status.READY, Status.ISSUED}:
            row["checked"] = sorted([Check.ORGANIZATION, Check.CONTRACT, Check.AUTHORITY, Check.SIGNED])
        if person is not None:
            row["user_id"] = person.user_id

    def _applied(self, story: Story, turn: int, person: Actor | None) -> Applied:
        index, deal = self.client.index, self.client.deals[0]
        region = names.REGIONS[index % len(names.REGIONS)]
        since = self.scope.today - timedelta(days=story.days + 12)
        dice = self.client.dice(self.scope, "application", turn)
        applied = Applied(
            organization_name=self.client.name,
            inn=numbers.tax_number(region, index),
            kpp=numbers.reason_code(region),
            ogrn=numbers.state_number(region, index, 2002 + index % 20),
            contract_number=story.contract or deal.number,
            contract_dated_on=deal.dated_on,
            full_name=person.name if person else names.person(dice),
            position=_POSITIONS[story.role],
            phone=f"+7 (8741) 55-1{turn}-2{turn}",
            email=f"applicant-{turn + 1}@example.ru",
            role=story.role,
            rights=CLIENT_RIGHTS & RIGHTS_OF[story.role],
            authority_kind=AuthorityKind.POWER_OF_ATTORNEY,
            authority_number=f"{40 + turn}/{since.year % 100:02d}",
            authority_from=since,
            authority_to=since + timedelta(days=730),
        )
        if person is None:
            return applied
        return replace(applied, authority_number=power_number(story.role, number=index, since=since))

    def _row(self, story: Story, applied: Applied, at: datetime) -> Row:
        known = not story.contract
        asked = story.origin is Origin.CABINET
        row = self.sheets[Application].add(
            **{name: getattr(applied, name) for name in Applied.__slots__ if name != "rights"},
            rights=sorted(applied.rights),
            origin=story.origin,
            organization_id=self.client.pk if known else None,
            contract_id=self.client.deals[0].pk if known else None,
            curator_id=self.client.curator.user_id if known else None,
            asked_by_id=self.client.people[Role.DIRECTOR].user_id if asked else None,
            submitted_at=at,
            answer_due_at=moment(at.date() + timedelta(days=_ANSWER_DAYS), 23, 59, 59),
            head_saw_at=at + timedelta(hours=5) if known and story.days > 1 else None,
        )
        row["number"] = f"{at:%Y}-{row['id']:05d}"
        row["key"] = f"demo-{row['number']}"
        row["secret_hash"] = hash_of(number=row["number"], secret=SECRET)
        words = (row["number"], applied.full_name, applied.organization_name, applied.inn)
        row["search"] = " ".join((*words, applied.contract_number, applied.email)).lower()
        return row

    def _version(self, row: Row, applied: Applied, story: Story, at: datetime) -> None:
        content = applied.content()
        self.sheets[ApplicationVersion].add(
            application_id=row["id"], version=1, typed=content, submitted_at=at
        )
        scan = self.stored["scan"]
        if story.scan:
            self.sheets[ApplicationPaper].add(
                application_id=row["id"],
                kind=PaperKind.POWER_OF_ATTORNEY,
                file_id=scan.pk,
                name=f"Доверенность_{applied.authority_number.replace('/', '-')}.pdf",
                version=1,
                added_at=at,
            )
        data = {
            "version": 1,
            "content_sha256": digest(canonical(content)),
            "papers": [scan.sha256] if story.scan else [],
        }
        asker = self.client.people[Role.DIRECTOR] if story.origin is Origin.CABINET else None
        self._step(row, Status.RECEIVED, Status.RECEIVED, by=asker, reason="", at=at, data=data)

    def _step(
        self,
        row: Row,
        before: Status,
        status: Status,
        *,
        by: Actor | None,
        reason: str,
        at: datetime,
        data: dict[str, object] | None = None,
    ) -> None:
        self.sheets[ApplicationStep].add(
            application_id=row["id"],
            status=status,
            reason=reason,
            by_user_id=by.user_id if by else None,
            by_name=by.name if by else row["full_name"],
            at=at,
        )
        self.book.note(
            f"access.application.{status}",
            actor=by,
            subject=f"application:{row['number']}",
            data={"status": [before, status], "reason": reason, **(data or {"version": 1})},
            at=at,
        )

    def _actor_of(self, status: Status) -> Actor:
        return self.client.staff.head if status is Status.STOPPED else self.client.curator


_POSITIONS = {
    Role.ENGINEER: "Инженер-энергетик",
    Role.ACCOUNTANT: "Бухгалтер",
    Role.DIRECTOR: "Заместитель директора",
}

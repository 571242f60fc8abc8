"""What lies at the credentials desk: an application that is ready, a scan, an issue with a slip and one without."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kabinet.access.models import ApplicationPaper, Issue, IssuePoint, User
from kabinet.access.rules.applications import Status
from kabinet.files.models import StoredFile
from kabinet.foundation.rights import Role
from tests import factories
from tests.factories import NOW


@dataclass(frozen=True)
class Desk:
    point: IssuePoint
    ready: str
    paper: int
    unprinted: int
    printed: int


def lay_out(cast: factories.Cast, officer: User, scan: StoredFile) -> Desk:
    point = factories.issue_point()
    officer.desk_point = point
    officer.save()
    ready = factories.application(Status.READY, full_name="Дунаев Лев Ильич")
    paper = ApplicationPaper(
        application=ready,
        kind="power-of-attorney",
        file=scan,
        name="доверенность.pdf",
        version=1,
        added_at=NOW,
    )
    paper.save(force_insert=True)
    return Desk(
        point=point,
        ready=ready.number,
        paper=int(paper.pk),
        unprinted=_issue(cast.accountant, officer, point),
        printed=_issue(
            _newcomer(cast), officer, point, slip_printed_at=NOW, slip_printed_by=officer.full_name
        ),
    )


def _newcomer(cast: factories.Cast) -> User:
    """Return somebody of the plant who has a slip and has not signed in yet."""
    person = factories.user(
        "vetrov.lp", role=Role.ENGINEER, name="Ветров Лев Павлович", code_expires_at=NOW + timedelta(days=14)
    )
    factories.grant(factories.member(person, cast.plant), cast.contract)
    return person


def _issue(person: User, officer: User, point: IssuePoint, **columns: Any) -> int:
    issue = Issue(
        user=person,
        kind="first",
        point=point,
        officer=officer,
        identity_kind="passport",
        identity_mark="4321",
        authority_kind="charter",
        authority_from=NOW.date(),
        issued_at=NOW,
        key=f"scene-{person.username}",
        **columns,
    )
    issue.save(force_insert=True)
    return int(issue.pk)


def checklist(**changes: str) -> dict[str, str]:
    """Return what an officer fills in for the application that is ready."""
    return {
        "identity": "passport",
        "identity_mark": "4321",
        "identity_seen": "on",
        "authority_kind": "power-of-attorney",
        "authority_number": "21",
        "authority_from": "01.11.2026",
        "authority_to": "31.10.2027",
        "authority_seen": "on",
        "signature_seen": "on",
        "holder": "new",
        "key": "isolation-issue",
    } | changes

"""The credentials desk of the tests: papers as the officer sees them, and what was issued."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from kabinet.access.models import Application, Issue, Proposal, User
from kabinet.access.operations import credentials as operations
from kabinet.access.operations import proposals
from kabinet.access.rules.applications import AuthorityKind
from kabinet.access.rules.applications import Status as ApplicationStatus
from kabinet.access.rules.credentials import Authority, IdentityKind, Papers, Proof
from kabinet.foundation.viewer import Viewer
from kabinet.journal.models import Record
from kabinet.notifications.models import Notification, OutgoingEmail
from tests import factories
from tests.factories import NOW

REASON = "a test's own rows"
AUTHORITY = Authority(AuthorityKind.POWER_OF_ATTORNEY, "21", date(2026, 11, 1), date(2027, 10, 31))
#: What the standing cast's people act on.
OWN_AUTHORITY = Authority(AuthorityKind.POWER_OF_ATTORNEY, "17", date(2026, 1, 12), None)
PAPERS = Papers(IdentityKind.PASSPORT, "4321", AUTHORITY, frozenset(Proof))
OWN_PAPERS = replace(PAPERS, authority=OWN_AUTHORITY)


def ready(**changes: Any) -> Application:
    return factories.application(ApplicationStatus.READY, **changes)


def issue(officer: Viewer, application: Application, **changes: Any) -> Issue:
    given: dict[str, Any] = {"holder_id": None, "papers": PAPERS, "key": "issue", "now": NOW} | changes
    return operations.issue_access(viewer=officer, number=application.number, **given)


def reissue(officer: Viewer, person: User, **changes: Any) -> Issue:
    given: dict[str, Any] = {"papers": OWN_PAPERS, "key": "reissue", "now": NOW} | changes
    return operations.reissue_access(viewer=officer, user_id=person.pk, **given)


def agreed(officer: Viewer, person: User, head: User) -> Proposal:
    """Let the officer ask for the consent to issue access at their own point, and the head give it."""
    asked = operations.ask_for_consent(
        viewer=officer, user_id=person.pk, reason="Получатель в командировке", key="ask", now=NOW
    )
    return proposals.approve(viewer=factories.viewer_of(head), proposal_id=asked.pk, now=NOW)


def printed(officer: Viewer, row: Issue, *, now: datetime = NOW) -> operations.Slip:
    return operations.print_slip(viewer=officer, issue_id=row.pk, now=now)


def issues() -> list[Issue]:
    return list(Issue.objects.everywhere(reason=REASON).order_by("id"))


def records(prefix: str = "access.") -> list[Record]:
    rows = Record.objects.everywhere(reason=REASON).filter(event__startswith=prefix)
    return list(rows.order_by("id"))


def events(organization_id: int) -> list[str]:
    """Return what the credentials desk has recorded in the organization's chain."""
    own = ("access.issued", "access.reissued", "access.slip_", "access.signed_for")
    return [
        row.event for row in records() if row.organization_id == organization_id and row.event.startswith(own)
    ]


def told(person: User) -> list[str]:
    rows = Notification.objects.everywhere(reason=REASON).filter(recipient_id=person.pk)
    return list(rows.order_by("id").values_list("event", flat=True))


def letters() -> Mapping[str, str]:
    """Return the bodies of all letters by the address they go to, the latest of each."""
    rows = OutgoingEmail.objects.everywhere(reason=REASON).order_by("id")
    return {row.address: row.body for row in rows}


TOMORROW = NOW + timedelta(days=1)

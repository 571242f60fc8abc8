"""Applications for access, in any status."""

from datetime import date
from typing import Any

from kabinet.access.models import Application, User
from kabinet.access.operations import applications
from kabinet.access.rules.applications import Applied, AuthorityKind, Check, Outcome, Seen
from kabinet.access.rules.applications import Status as ApplicationStatus
from kabinet.foundation.rights import Right, Role
from tests.factories.moments import NOW
from tests.factories.people import user, viewer_of


def applied(**changes: Any) -> Applied:
    """Return what somebody types into an application for the standing cast's contract."""
    typed: dict[str, Any] = {
        "organization_name": "ООО «Завод Керамик»",
        "inn": "9876543210",
        "kpp": "987601001",
        "ogrn": "1900000000019",
        "contract_number": "12-4-0345/26",
        "contract_dated_on": date(2025, 12, 1),
        "full_name": "Новикова Ольга Андреевна",
        "position": "инженер-энергетик",
        "phone": "+7 495 100-00-07",
        "email": "novikova@example.org",
        "role": Role.ENGINEER,
        "rights": frozenset({Right.SEE_SUPPLY, Right.SUBMIT_READINGS}),
        "authority_kind": AuthorityKind.POWER_OF_ATTORNEY,
        "authority_number": "21",
        "authority_from": date(2026, 11, 1),
        "authority_to": date(2027, 10, 31),
    }
    return Applied(**typed | changes)


def application(status: ApplicationStatus = ApplicationStatus.RECEIVED, **changes: Any) -> Application:
    """
    Send an application from the public page and take it to the status by those whose work that is.

    `changes` are of what was typed. Where its contract is found, a curator must be there; the head and, for an issued
    one, the desk officer and the person are made where nobody has been.
    """
    key = changes.pop("key", f"application-{Application.objects.everywhere(reason='test').count()}")
    sent = applications.submit_application(
        applied=applied(**changes), papers=[], language="ru", address="192.0.2.20", key=key, now=NOW
    )
    if status is ApplicationStatus.STOPPED or status in _OUTCOMES:
        _decide(sent, _OUTCOMES.get(status, Outcome.STOP), by=_one(Role.HEAD))
    if status is ApplicationStatus.CHECKING:
        applications.start_checking(
            viewer=viewer_of(sent.curator or _one(Role.HEAD)), number=sent.number, now=NOW
        )
    if status is ApplicationStatus.ISSUED:
        person = user(f"person-{sent.pk}", role=Role(sent.role), name=sent.full_name)
        desk = viewer_of(_one(Role.CREDENTIALS_DESK))
        applications.hand_over(viewer=desk, number=sent.number, user=person, at=NOW)
    return Application.objects.everywhere(reason="a test's own rows").get(pk=sent.pk)


_OUTCOMES = {
    ApplicationStatus.READY: Outcome.CLEAR,
    ApplicationStatus.ISSUED: Outcome.CLEAR,
    ApplicationStatus.RETURNED: Outcome.RETURN,
    ApplicationStatus.REFUSED: Outcome.REFUSE,
}


def _decide(sent: Application, outcome: Outcome, *, by: User) -> None:
    applications.decide_application(
        viewer=viewer_of(by),
        number=sent.number,
        seen=Seen(sent.version, ApplicationStatus(sent.status)),
        outcome=outcome,
        reason="" if outcome is Outcome.CLEAR else "Не приложена доверенность",
        checks=[Check.ORGANIZATION, Check.CONTRACT, Check.AUTHORITY, Check.SIGNED_AT_ISSUE],
        rights=[Right(right) for right in sent.rights],
        now=NOW,
    )


def _one(role: Role) -> User:
    return User.objects.filter(role=role).order_by("id").first() or user(role.value, role=role)

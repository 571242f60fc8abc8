"""Telling of applications: the curator, the head with their copy, and the applicant at each step."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from kabinet.access.models import Application, User
from kabinet.access.queries.curators import in_charge_of
from kabinet.access.queries.people import Person, person_of, staff_with
from kabinet.access.queries.places import list_places
from kabinet.access.rules.applications import Origin, Outcome, Status
from kabinet.access.telling import recipient
from kabinet.access.wording import applications as wording
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.notifications.operations import notify, write_to_stranger
from kabinet.notifications.wording import Fact


def tell_of_submission(application: Application, *, at: datetime) -> None:
    """Tell whoever has it in their queue until when to answer, the head of their copy, and the applicant."""
    answering = _answering(application, at)
    event = wording.SUBMITTED if application.version == 1 else wording.CORRECTED
    if application.contract_id is None:
        event = wording.UNKNOWN
    _tell_staff(answering, event, application, at=at, deadline=application.answer_due_at)
    copies = [head for head in staff_with(right=Right.OVERSEE_APPLICATIONS) if head not in answering]
    _tell_staff(copies, wording.COPY, application, at=at, by_email=False)
    if application.origin == Origin.PUBLIC:
        _tell_applicant(application, reason="", at=at)


def tell_of_step(
    application: Application, *, reason: str, outcome: Outcome | None, viewer: Viewer, at: datetime
) -> None:
    """Tell the applicant where the application stands and what to do next; the curator, what the head has done."""
    _tell_applicant(application, reason=reason, at=at)
    if outcome in {Outcome.STOP, Outcome.GO_ON}:
        event = wording.STOPPED if outcome is Outcome.STOP else wording.WENT_ON
        others = [person for person in _answering(application, at) if person.user_id != viewer.user_id]
        _tell_staff(others, event, application, at=at, reason=reason)


def tell_of_match(application: Application, *, at: datetime) -> None:
    """Tell the curator whose contract it turned out to be."""
    due = application.answer_due_at
    _tell_staff(_answering(application, at), wording.SUBMITTED, application, at=at, deadline=due)


def tell_of_scans(application: Application, *, at: datetime) -> None:
    """Tell whoever has it in their queue that there are more papers; that is worth no letter."""
    _tell_staff(_answering(application, at), wording.PAPERS, application, at=at, by_email=False)


def _answering(application: Application, at: datetime) -> list[Person]:
    """Return who answers: for the organization, or the head where nobody knows whose contract it is."""
    if application.organization_id is None:
        return staff_with(right=Right.OVERSEE_APPLICATIONS)
    return in_charge_of(organization_id=application.organization_id, on=timezone.localdate(at))


def _tell_staff(
    people: list[Person],
    event: str,
    application: Application,
    *,
    at: datetime,
    deadline: datetime | None = None,
    reason: str = "",
    by_email: bool = True,
) -> None:
    notify(
        [recipient(person) for person in people],
        event=event,
        facts={
            "number": application.number,
            "person": application.full_name,
            "organization": application.organization_name,
            "contract": application.contract_number,
            "reason": reason.rstrip("."),
        },
        url=reverse("desk:application", args=[application.number]),
        at=at,
        deadline=deadline,
        by_email=by_email,
    )


def _tell_applicant(application: Application, *, reason: str, at: datetime) -> None:
    """
    Write to the applicant; in the cabinet the asker is told, and the colleague when it is their turn.

    The letter to the applicant's address carries the number and nothing that was typed: see write_to_stranger.
    """
    facts: dict[str, Fact] = {
        "number": application.number,
        "day": timezone.localdate(application.answer_due_at),
        "reason": reason.rstrip("."),
        "places": "\n".join(place.line for place in list_places(on=timezone.localdate(at))),
    }
    if application.asked_by_id is not None:
        asker = person_of(User.objects.get(pk=application.asked_by_id))
        notify(
            [recipient(asker)],
            event=wording.asked(application.status),
            facts=facts | {"person": application.full_name},
            url=reverse("portal:colleague", args=[application.number]),
            at=at,
        )
    if application.origin == Origin.PUBLIC or application.status in {Status.READY, Status.ISSUED}:
        write_to_stranger(
            application.email,
            language=application.language,
            event=wording.applied(application.status),
            facts=facts,
            url=reverse("portal:applications"),
            at=at,
        )

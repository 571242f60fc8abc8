"""Telling of applications: the curator, the head with their copy, and the applicant at each step."""

from datetime import datetime

from kabinet.access.models import Application, User
from kabinet.access.queries.people import Person, person_of, staff_with
from kabinet.access.queries.places import list_places
from kabinet.access.rules.applications import Origin, Outcome, Status
from kabinet.access.telling import recipient
from kabinet.access.wording import applications as wording
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.notifications.operations import notify, write_to_stranger
from kabinet.notifications.wording import Fact

#: Both doors' addresses of an application.
_DESK, _STATUS, _CABINET = "/desk/applications/", "/access/applications/", "/access/colleague/"


def tell_of_submission(application: Application, *, at: datetime) -> None:
    """Tell whoever has it in their queue until when to answer, the head of their copy, and the applicant."""
    heads = staff_with(right=Right.OVERSEE_APPLICATIONS)
    if application.curator_id is None:
        _tell_staff(heads, wording.UNKNOWN, application, at=at, deadline=application.answer_due_at)
    else:
        event = wording.SUBMITTED if application.version == 1 else wording.CORRECTED
        curator = person_of(User.objects.get(pk=application.curator_id))
        _tell_staff([curator], event, application, at=at, deadline=application.answer_due_at)
        _tell_staff(heads, wording.COPY, application, at=at, by_email=False)
    if application.origin == Origin.PUBLIC:
        _tell_applicant(application, reason="", at=at)


def tell_of_step(
    application: Application, *, reason: str, outcome: Outcome | None, viewer: Viewer, at: datetime
) -> None:
    """Tell the applicant where the application stands and what to do next; the curator, what the head has done."""
    _tell_applicant(application, reason=reason, at=at)
    curator_id = application.curator_id
    if outcome in {Outcome.STOP, Outcome.GO_ON} and curator_id not in {None, viewer.user_id}:
        event = wording.STOPPED if outcome is Outcome.STOP else wording.WENT_ON
        curator = person_of(User.objects.get(pk=curator_id))
        _tell_staff([curator], event, application, at=at, reason=reason)


def tell_of_match(application: Application, *, at: datetime) -> None:
    """Tell the curator whose contract it turned out to be."""
    if application.curator_id is not None:
        curator = person_of(User.objects.get(pk=application.curator_id))
        _tell_staff([curator], wording.SUBMITTED, application, at=at, deadline=application.answer_due_at)


def tell_of_scans(application: Application, *, at: datetime) -> None:
    """Tell whoever has it in their queue that there are more papers; that is worth no letter."""
    people = staff_with(right=Right.OVERSEE_APPLICATIONS)
    if application.curator_id is not None:
        people = [person_of(User.objects.get(pk=application.curator_id))]
    _tell_staff(people, wording.PAPERS, application, at=at, by_email=False)


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
        url=f"{_DESK}{application.number}/",
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
        "day": application.answer_due_at.date(),
        "reason": reason.rstrip("."),
        "places": "\n".join(place.line for place in list_places(on=at.date())),
    }
    if application.asked_by_id is not None:
        asker = person_of(User.objects.get(pk=application.asked_by_id))
        notify(
            [recipient(asker)],
            event=wording.asked(application.status),
            facts=facts | {"person": application.full_name},
            url=f"{_CABINET}{application.number}/",
            at=at,
        )
    if application.origin == Origin.PUBLIC or application.status in {Status.READY, Status.ISSUED}:
        write_to_stranger(
            application.email,
            language=application.language,
            event=wording.applied(application.status),
            facts=facts,
            url=_STATUS,
            at=at,
        )

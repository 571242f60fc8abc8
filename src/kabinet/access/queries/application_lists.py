"""Reading many applications: what waits for somebody of the supplier's, the list with its search, the asker's own."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from kabinet.access.models import Application
from kabinet.access.rules.applications import RETURNABLE, TO_BE_CHECKED, Origin, Status
from kabinet.foundation.rights import Right, Role
from kabinet.foundation.viewer import Viewer

#: A curator acts for the organization: they have the application, and the head has a copy of it.
_HAS_CURATOR = Q(organization__curator__is_active=True, organization__curator__role=Role.CURATOR)


@dataclass(frozen=True, slots=True)
class WaitingApplication:
    """An application in the queue, as it was typed; `is_copy` for the head who only looks at it."""

    pk: int
    number: str
    version: int
    full_name: str
    organization: str
    contract: str
    is_matched: bool
    is_copy: bool
    submitted_at: datetime
    answer_due_at: datetime


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """One page of a list, and how many applications there are in each status."""

    rows: list[Application]
    total: int
    counts: dict[str, int]


def is_copy(*, viewer: Viewer, application: Application) -> bool:
    """Say whether the viewer is the head, who looks at what a curator has in their queue."""
    if not viewer.may(Right.OVERSEE_APPLICATIONS) or application.organization is None:
        return False
    curator = application.organization.curator
    return curator.is_active and curator.role == Role.CURATOR


def is_unopened(*, viewer: Viewer, application: Application) -> bool:
    """Say whether the viewer has to open it yet: the head their copy, anybody else what waits for the check."""
    if is_copy(viewer=viewer, application=application):
        return application.head_saw_at is None
    return application.status == Status.RECEIVED


def count_waiting(*, viewer: Viewer) -> int:
    return _waiting(viewer).count()


def list_waiting(*, viewer: Viewer, limit: int) -> list[WaitingApplication]:
    """Return what waits for the viewer, the earliest answer due first; to the head also copies not yet seen."""
    rows = _waiting(viewer).select_related("organization__curator").order_by("answer_due_at", "id")
    return [_row(one, viewer) for one in rows[:limit]]


def _row(one: Application, viewer: Viewer) -> WaitingApplication:
    return WaitingApplication(
        pk=one.pk,
        number=one.number,
        version=one.version,
        full_name=one.full_name,
        organization=one.organization_name,
        contract=one.contract_number,
        is_matched=one.contract_id is not None,
        is_copy=is_copy(viewer=viewer, application=one),
        submitted_at=one.submitted_at,
        answer_due_at=one.answer_due_at,
    )


def _waiting(viewer: Viewer) -> QuerySet[Application]:
    rows = Application.objects.visible_to(viewer)
    if viewer.may(Right.OVERSEE_APPLICATIONS):
        copies = Q(_HAS_CURATOR, status__in=RETURNABLE, head_saw_at__isnull=True)
        return rows.filter(Q(~_HAS_CURATOR, status__in=TO_BE_CHECKED) | copies)
    return rows.filter(status__in=TO_BE_CHECKED, organization_id__in=sorted(viewer.organizations))


def list_applications(
    *, viewer: Viewer, statuses: Collection[Status], own: bool, words: str, page: int, size: int
) -> ApplicationPage:
    """
    Return one page of the applications that hold every one of the words, the latest first. Two queries.

    `own` leaves out what the head has as a copy.
    """
    rows = Application.objects.visible_to(viewer)
    if own and viewer.may(Right.OVERSEE_APPLICATIONS):
        rows = rows.filter(~_HAS_CURATOR)
    for word in words.lower().split():
        rows = rows.filter(search__contains=word)
    counts = dict(rows.values_list("status").annotate(found=Count("id")).order_by("status"))
    shown = rows.filter(status__in=statuses).select_related("organization__curator")
    first = (page - 1) * size
    return ApplicationPage(
        rows=list(shown.order_by("-submitted_at", "-id")[first : first + size]),
        total=sum(counts.get(status, 0) for status in statuses),
        counts=counts,
    )


def list_asked(*, viewer: Viewer) -> list[Application]:
    """Return the applications for colleagues at the contracts whose people the viewer manages, the latest first."""
    rows = Application.objects.visible_to(viewer).filter(origin=Origin.CABINET)
    return list(rows.select_related("contract").order_by("-submitted_at", "-id"))

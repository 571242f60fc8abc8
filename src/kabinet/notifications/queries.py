"""What a person was told, and how their letters fare."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count

from kabinet.foundation.viewer import Viewer
from kabinet.notifications import wording
from kabinet.notifications.models import EmailStatus, Notification, OutgoingEmail
from kabinet.notifications.wording import WordingMissing

_PAGE = 50
_REMINDED = "whoever reminds asks who was told, of all people"
_OUTBOX = "the administrator watches the outbox of all clients"


@dataclass(frozen=True, slots=True)
class NotificationRow:
    """`subject` names the object, `body` says what to do, both in the language in force."""

    number: int
    subject: str
    body: str
    url: str
    deadline: datetime | None
    created_at: datetime
    unread: bool


@dataclass(frozen=True, slots=True)
class NotificationPage:
    rows: tuple[NotificationRow, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class EmailRow:
    address: str
    subject: str
    status: str
    attempts: int
    due_at: datetime | None
    error: str
    created_at: datetime


def told_before(keys: Collection[str]) -> set[str]:
    """Return those of the keys under which somebody was told already. One query."""
    told = Notification.objects.everywhere(reason=_REMINDED).filter(once__in=keys)
    return set(told.values_list("once", flat=True).distinct())


def count_unread(*, viewer: Viewer) -> int:
    return Notification.objects.visible_to(viewer).filter(read_at__isnull=True).count()


def list_notifications(*, viewer: Viewer, page: int = 1) -> NotificationPage:
    """Return one page of what the viewer was told, latest first; a page beyond the end is the last one."""
    notes = Notification.objects.visible_to(viewer).order_by("-created_at", "-id")
    found = Paginator(notes, _PAGE).get_page(page)
    return NotificationPage(
        rows=tuple(_row(note) for note in found.object_list),
        page=found.number,
        pages=found.paginator.num_pages,
        total=found.paginator.count,
    )


def count_outbox() -> dict[str, int]:
    """Return how many letters there are in each status, for the administrator's command."""
    counted = (
        OutgoingEmail.objects.everywhere(reason=_OUTBOX).values_list("status").annotate(letters=Count("id"))
    )
    return dict.fromkeys(EmailStatus.values, 0) | dict(counted)


def list_unsent(*, limit: int = 100) -> list[EmailRow]:
    """Return the latest letters that did not go out: given up, or tried and waiting for the next attempt."""
    letters = OutgoingEmail.objects.everywhere(reason=_OUTBOX).filter(
        status__in=[EmailStatus.RETRYING, EmailStatus.GIVEN_UP]
    )
    return [_email_row(letter) for letter in letters.order_by("-id")[:limit]]


def _row(note: Notification) -> NotificationRow:
    subject, body = _words(note)
    return NotificationRow(
        number=note.pk,
        subject=subject,
        body=body,
        url=note.url,
        deadline=note.deadline,
        created_at=note.created_at,
        unread=note.read_at is None,
    )


def _words(note: Notification) -> tuple[str, str]:
    """Word a row of the past, whose event may have lost its wording since, or got one that asks for more."""
    try:
        return wording.subject_of(note.event, note.facts), wording.body_of(note.event, note.facts)
    except (WordingMissing, KeyError):
        return note.event, ""


def _email_row(letter: OutgoingEmail) -> EmailRow:
    return EmailRow(
        address=letter.address,
        subject=letter.subject,
        status=letter.status,
        attempts=letter.attempts,
        due_at=letter.due_at,
        error=letter.error,
        created_at=letter.created_at,
    )

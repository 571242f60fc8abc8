"""Telling people: a row for their page, and a letter in the same transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.notifications import wording
from kabinet.notifications.models import Notification, OutgoingEmail
from kabinet.notifications.wording import Fact

_TELLING = "a notification is written for somebody else than the one who acts"


@dataclass(frozen=True, slots=True)
class Recipient:
    """`email` is empty where the person gave none; `language` is that of their letters: "ru" or "en"."""

    user_id: int
    email: str
    language: str


@transaction.atomic
def notify(
    recipients: Sequence[Recipient],
    *,
    event: str,
    facts: Mapping[str, Fact],
    url: str = "",
    at: datetime,
    deadline: datetime | None = None,
    by_email: bool = True,
    once: str = "",
) -> None:
    """
    Tell each recipient of the event, as a part of the transaction that caused it.

    `url` begins with a slash. `once` is a key under which a person is told only one time, however often this
    is asked: reminders carry one.

    :raises WordingMissing: no area has put the event into words
    :raises KeyError: the wording asks for a fact that was not given
    """
    packed = wording.pack(facts)
    letters = []
    for recipient in recipients:
        note = Notification(
            recipient_id=recipient.user_id,
            event=event,
            facts=packed,
            url=url,
            deadline=deadline,
            once=once,
            created_at=at,
        )
        letter = _letter(note, address=recipient.email, language=recipient.language)
        if _add(note) and by_email and recipient.email:
            letters.append(letter)
    OutgoingEmail.objects.everywhere(reason=_TELLING).bulk_create(letters)


@transaction.atomic
def write_to_stranger(
    address: str, *, language: str, event: str, facts: Mapping[str, Fact], url: str, at: datetime
) -> None:
    """
    Write to somebody who has no access yet, as a part of the transaction that caused it.

    Anybody may have given the address: whoever calls this puts nothing into the facts that a stranger has typed.

    :raises WordingMissing: no area has put the event into words
    :raises KeyError: the wording asks for a fact that was not given
    """
    note = Notification(event=event, facts=wording.pack(facts), url=url, created_at=at)
    _letter(note, address=address, language=language).save(force_insert=True)


@operation
def mark_all_read(*, viewer: Viewer, now: datetime) -> int:
    """Mark what the viewer has not read yet, and return how many that were."""
    return Notification.objects.visible_to(viewer).filter(read_at__isnull=True).update(read_at=now)


def _add(note: Notification) -> bool:
    """Save the notification, unless its key says that it was told before."""
    if not note.once:
        note.save(force_insert=True)
        return True
    columns: dict[str, Any] = {
        "event": note.event,
        "facts": note.facts,
        "url": note.url,
        "deadline": note.deadline,
        "created_at": note.created_at,
    }
    _, created = Notification.objects.everywhere(reason=_TELLING).get_or_create(
        recipient_id=note.recipient_id, once=note.once, defaults=columns
    )
    return created


def _letter(note: Notification, *, address: str, language: str) -> OutgoingEmail:
    with translation.override(language):
        subject = wording.subject_of(note.event, note.facts)
        return OutgoingEmail(
            recipient_id=note.recipient_id,
            address=address,
            subject=wording.discreet(subject),
            body=_body(subject, note),
            message_id=f"<{uuid4().hex}@{settings.PUBLIC_URL.partition('://')[2].partition(':')[0]}>",
            created_at=note.created_at,
        )


def _body(subject: str, note: Notification) -> str:
    """Write the letter: the object, what to do, until when, where."""
    parts = [subject, wording.body_of(note.event, note.facts)]
    if note.deadline:
        parts.append(gettext("Deadline: %(moment)s") % {"moment": wording.moment(note.deadline)})
    if note.url:
        where = gettext("Open in your account: %(link)s") if note.recipient_id else gettext("Open: %(link)s")
        parts.append(where % {"link": settings.PUBLIC_URL + note.url})
    parts.append(gettext("The letter was sent automatically. Answers to it are not read."))
    return "\n\n".join(parts) + "\n"

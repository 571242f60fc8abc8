"""The outbox is emptied by the worker, after the commits that filled it."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q, QuerySet

from kabinet.notifications.models import EmailStatus, OutgoingEmail

logger = logging.getLogger(__name__)

# After these pauses a letter is tried again; a letter that failed once more is given up.
PAUSES = tuple(timedelta(minutes=pause) for pause in (1, 5, 15, 60, 180, 360, 720))
# A sender that has not answered for so long was killed, and its letter is tried again.
_LEASE = timedelta(minutes=3)
_TIMEOUT_SECONDS = 20
_BATCH = 50
_PERMANENT = 500
_SENDING = "the worker sends the letters of all clients"


class _Unreachable(Exception):  # noqa: N818 (says what happened)
    """The server does not take letters just now: the rest of the batch would fare no better."""


def send_due(*, now: datetime) -> int:
    """Send the letters that are due, and return how many went out."""
    _give_up_lost(now)
    due = _letters().filter(_is_due(now)).order_by("id").values_list("id", flat=True)[:_BATCH]
    connection = get_connection(timeout=settings.EMAIL_TIMEOUT or _TIMEOUT_SECONDS)
    sent = 0
    try:
        for letter_id in list(due):
            sent += _send(connection, letter_id, now)
    except _Unreachable as error:
        logger.warning("letters wait, the mail server does not take them: %s", error)
    finally:
        connection.close()
    return sent


def _send(connection: BaseEmailBackend, letter_id: int, now: datetime) -> bool:
    letter = _claim(letter_id, now)
    if letter is None:
        return False
    try:
        connection.open()
        connection.send_messages([_message(letter)])
    except (SMTPException, BadHeaderError, OSError) as error:
        _fail(letter, error, now)
        if not _is_about_the_letter(error):
            raise _Unreachable(str(error)) from error
        return False
    letter.status, letter.sent_at, letter.error, letter.due_at = EmailStatus.SENT, now, "", None
    letter.save(update_fields=["status", "sent_at", "error", "due_at"])
    return True


def _claim(letter_id: int, now: datetime) -> OutgoingEmail | None:
    """Take the letter, unless another worker was quicker. The attempt counts from here."""
    letter = _letters().get(id=letter_id)
    taken = (
        _letters()
        .filter(_is_due(now), id=letter_id, attempts=letter.attempts)
        .update(status=EmailStatus.SENDING, attempts=letter.attempts + 1, due_at=now + _LEASE)
    )
    letter.refresh_from_db()
    return letter if taken else None


def _fail(letter: OutgoingEmail, error: Exception, now: datetime) -> None:
    letter.error = str(error)[:500]
    if _is_final(error) or letter.attempts > len(PAUSES):
        letter.status, letter.due_at = EmailStatus.GIVEN_UP, None
        logger.error("letter %s is given up: %s", letter.pk, letter.error)
    else:
        letter.status, letter.due_at = EmailStatus.RETRYING, now + PAUSES[letter.attempts - 1]
    letter.save(update_fields=["status", "due_at", "error"])


def _give_up_lost(now: datetime) -> None:
    """Give up the letters whose senders died at every attempt."""
    lost = _letters().filter(status=EmailStatus.SENDING, due_at__lte=now, attempts__gt=len(PAUSES))
    lost.update(status=EmailStatus.GIVEN_UP, due_at=None)


def _is_due(now: datetime) -> Q:
    waiting = Q(status__in=[EmailStatus.WAITING, EmailStatus.RETRYING])
    return (waiting & (Q(due_at__isnull=True) | Q(due_at__lte=now))) | Q(
        status=EmailStatus.SENDING, due_at__lte=now
    )


def _is_about_the_letter(error: Exception) -> bool:
    return isinstance(error, SMTPRecipientsRefused | SMTPDataError | BadHeaderError)


def _is_final(error: Exception) -> bool:
    """Say whether the server refused this very letter for good; a wrong password is not its fault."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= _PERMANENT for code, _ in error.recipients.values())
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= _PERMANENT
    return isinstance(error, BadHeaderError)


def _message(letter: OutgoingEmail) -> EmailMessage:
    """Make the message. Its number is the same at every attempt, so that a doubled letter is known as one."""
    return EmailMessage(
        subject=letter.subject,
        body=letter.body,
        to=[letter.address],
        headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
    )


def _letters() -> QuerySet[OutgoingEmail]:
    return OutgoingEmail.objects.everywhere(reason=_SENDING)

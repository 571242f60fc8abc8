"""Telling people what concerns their access. The nouns are modules."""

from datetime import datetime

from django.urls import reverse

from kabinet.access.models import User
from kabinet.access.queries.people import Person, person_of
from kabinet.notifications.operations import Recipient, notify
from kabinet.notifications.wording import Fact


def recipient(person: Person) -> Recipient:
    return Recipient(person.user_id, person.email, person.language)


def tell_of_own_access(event: str, user: User, *, at: datetime, once: str = "", **facts: Fact) -> None:
    """Tell somebody what was done in their name, as a part of the caller's transaction: it may not have been them."""
    notify(
        [recipient(person_of(user))],
        event=event,
        facts={"at": at, **facts},
        url=reverse("portal:settings"),
        at=at,
        once=once,
    )

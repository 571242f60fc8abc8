"""Telling people what concerns their access. The nouns are modules."""

from kabinet.access.queries.people import Person
from kabinet.notifications.operations import Recipient


def recipient(person: Person) -> Recipient:
    return Recipient(person.user_id, person.email, person.language)

"""People, what they may, and their browsers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.test import Client

from kabinet.access import queries as access
from kabinet.access.models import Grant, Membership, User
from kabinet.foundation.rights import CLIENT_RIGHTS, RIGHTS_OF, Right, Role
from kabinet.foundation.viewer import Viewer
from kabinet.organizations.models import Contract, Organization
from tests.factories.moments import PASSWORD, TODAY


def user(username: str, *, role: Role, name: str = "", **columns: Any) -> User:
    person = User(username=username, role=role, full_name=name or username.title(), **columns)
    person.set_password(PASSWORD)
    person.save()
    return person


def member(person: User, organization: Organization, **columns: Any) -> Membership:
    columns = {"authority": "Доверенность № 17 от 12.01.2026", "valid_from": date(2020, 1, 1)} | columns
    membership = Membership(user=person, organization=organization, **columns)
    membership.save(force_insert=True)
    return membership


def grant(membership: Membership, contract: Contract, rights: Sequence[Right] | None = None) -> Grant:
    """Give the rights for the contract; those of the person's role where none are named."""
    role = Role(membership.user.role)
    given = (CLIENT_RIGHTS & RIGHTS_OF[role]) if rights is None else frozenset(rights)
    row = Grant(membership=membership, contract=contract, rights=sorted(given))
    row.save(force_insert=True)
    return row


def viewer_of(person: User, *, on: date = TODAY) -> Viewer:
    return access.viewer_of(user=person, address="192.0.2.10", on=on)


def signed_in(person: User) -> Client:
    """Return a browser in which the person has signed in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client

"""Telling the supplier's own people of another role, and of customers that nobody serves."""

from datetime import datetime

from django.utils import translation

from kabinet.access.models import User
from kabinet.access.queries.people import person_of, staff_with
from kabinet.access.telling import recipient
from kabinet.access.wording import ROLE
from kabinet.access.wording import staff as wording
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.notifications.operations import notify


def tell_of_change(user: User, *, viewer: Viewer, at: datetime) -> None:
    with translation.override(user.language):
        role = str(ROLE[user.role])
    notify(
        [recipient(person_of(user))],
        event=wording.ROLE_CHANGED,
        facts={"by": viewer.name, "role": role},
        url="/desk/",
        at=at,
    )


def tell_of_customers_without_curator(curator: User, *, customers: int, at: datetime) -> None:
    """Tell those who entrust customers; until they do, the customers are theirs."""
    notify(
        [recipient(person) for person in staff_with(right=Right.ARRANGE_STAND_INS)],
        event=wording.WITHOUT_CURATOR,
        facts={"curator": curator.full_name, "customers": customers},
        url="/desk/entrust/",
        at=at,
    )


def tell_of_customers_entrusted(curator: User, *, customers: int, by: str, at: datetime) -> None:
    notify(
        [recipient(person_of(curator))],
        event=wording.ENTRUSTED,
        facts={"by": by, "customers": customers},
        url="/desk/clients/",
        at=at,
    )

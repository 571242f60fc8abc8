import pytest
from django.test import Client
from pytest_django import Settings

from kabinet.access.models import IssuePoint, User
from kabinet.foundation.rights import Role
from tests import factories
from tests.factories import Cast


@pytest.fixture(autouse=True)
def frozen(settings: Settings) -> None:
    settings.FROZEN_NOW = factories.NOW


@pytest.fixture
def cast(db: None) -> Cast:
    return factories.cast()


@pytest.fixture
def point(db: None) -> IssuePoint:
    return factories.issue_point("Окно 3")


@pytest.fixture
def other_point(db: None) -> IssuePoint:
    return factories.issue_point("Тверь", address="Тверь, ул. Газовая, д. 5", hours="вт, чт 10:00–15:00")


@pytest.fixture
def clerk(cast: Cast, point: IssuePoint) -> User:
    return factories.user(
        "ryabova", role=Role.CREDENTIALS_DESK, name="Рябова Юлия Викторовна", desk_point=point
    )


@pytest.fixture
def officer(clerk: User) -> Client:
    return factories.signed_in(clerk)


@pytest.fixture
def officer_elsewhere(cast: Cast, other_point: IssuePoint) -> Client:
    person = factories.user(
        "belov", role=Role.CREDENTIALS_DESK, name="Белов Олег Ильич", desk_point=other_point
    )
    return factories.signed_in(person)


@pytest.fixture
def administrator(cast: Cast) -> Client:
    person = factories.user(
        "klimov", role=Role.ADMINISTRATOR, name="Климов Павел Николаевич", phone="+7 495 730-60-01"
    )
    return factories.signed_in(person)

"""The credentials desk in Moscow and the one in Tver, for the tests of the area and of its door."""

import pytest

from kabinet.access.models import IssuePoint, User
from kabinet.foundation.rights import Role
from tests import factories
from tests.factories import Cast


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
def clerk_elsewhere(cast: Cast, other_point: IssuePoint) -> User:
    return factories.user(
        "belov", role=Role.CREDENTIALS_DESK, name="Белов Олег Ильич", desk_point=other_point
    )

import pytest

from kabinet.access.models import IssuePoint, User
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
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
def officer(clerk: User) -> Viewer:
    return factories.viewer_of(clerk)


@pytest.fixture
def officer_elsewhere(cast: Cast, other_point: IssuePoint) -> Viewer:
    person = factories.user(
        "belov", role=Role.CREDENTIALS_DESK, name="Белов Олег Ильич", desk_point=other_point
    )
    return factories.viewer_of(person)

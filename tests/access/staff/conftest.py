import pytest

from kabinet.access.models import User
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from tests import factories
from tests.factories import Cast


@pytest.fixture
def administrator(cast: Cast) -> User:
    return factories.user("klimov", role=Role.ADMINISTRATOR, name="Климов Павел Николаевич")


@pytest.fixture
def admin(administrator: User) -> Viewer:
    return factories.viewer_of(administrator)


@pytest.fixture
def colleague(cast: Cast) -> User:
    """Another curator, to whom no customer is entrusted."""
    return factories.user(
        "zaitsev", role=Role.CURATOR, name="Зайцев Лев Львович", email="zaitsev@example.org"
    )


@pytest.fixture
def head(cast: Cast) -> Viewer:
    return factories.viewer_of(cast.head)

import pytest

from kabinet.access.models import User
from kabinet.foundation.viewer import Viewer
from tests import factories


@pytest.fixture
def officer(clerk: User) -> Viewer:
    return factories.viewer_of(clerk)


@pytest.fixture
def officer_elsewhere(clerk_elsewhere: User) -> Viewer:
    return factories.viewer_of(clerk_elsewhere)

import pytest

from kabinet.foundation.viewer import Viewer
from tests import factories
from tests.factories import Cast


@pytest.fixture
def accountant(cast: Cast) -> Viewer:
    return factories.viewer_of(cast.accountant)


@pytest.fixture
def curator(cast: Cast) -> Viewer:
    return factories.viewer_of(cast.curator)

import pytest

from kabinet.access.models import Membership, User
from kabinet.foundation.viewer import Viewer
from tests import factories
from tests.factories import Cast


@pytest.fixture
def director(cast: Cast) -> Viewer:
    return factories.viewer_of(cast.director)


def membership_of(person: User) -> Membership:
    return (
        Membership.objects.everywhere(reason="test").select_related("user", "organization").get(user=person)
    )

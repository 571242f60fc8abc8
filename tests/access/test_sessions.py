"""Sessions of browsers: whose they are, and how they end."""

import pytest

from kabinet.access.operations.sessions import end_all_sessions
from tests import factories
from tests.factories import Cast

pytestmark = pytest.mark.django_db


class TestEndAllSessions:
    def test_ends_those_of_the_person_at_once_and_nobody_elses(self, cast: Cast) -> None:
        desktop, phone = factories.signed_in(cast.engineer), factories.signed_in(cast.engineer)
        neighbour = factories.signed_in(cast.neighbour)

        ended = end_all_sessions(cast.engineer.pk)

        assert ended == 2
        assert [one.get("/settings/").status_code for one in (desktop, phone, neighbour)] == [302, 302, 200]

"""What the frame of a page asks the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kabinet.access.models import User
from tests import factories
from tests.factories import Cast


def asks_for_notifications(person: User, address: str) -> bool:
    client = factories.signed_in(person)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return any("notifications_notification" in query["sql"] for query in captured)


class TestBell:
    def test_counts_what_is_unread_where_it_hangs(self, cast: Cast) -> None:
        assert asks_for_notifications(cast.engineer, "/")

    @pytest.mark.parametrize("address", ["/desk/", "/desk/clients/"])
    def test_is_not_counted_at_the_desk_which_has_none(self, cast: Cast, address: str) -> None:
        assert not asks_for_notifications(cast.curator, address)

"""The hub «Настройка»: each finds the ways that they have a right to."""

import pytest
from django.test import Client

from kabinet.desk.pages.setup import ENTRIES
from kabinet.foundation.rights import RIGHTS_OF, SIDE_OF, Role, Side
from tests import factories
from tests.factories import Cast

STAFF = [role for role in Role if SIDE_OF[role] is Side.STAFF]


@pytest.fixture
def administrator(cast: Cast) -> Client:
    return factories.signed_in(factories.user("admin", role=Role.ADMINISTRATOR))


class TestSetup:
    @pytest.mark.parametrize("role", STAFF)
    def test_leads_each_to_what_they_may_open_and_no_further(self, cast: Cast, role: Role) -> None:
        browser = factories.signed_in(factories.user("somebody", role=role))
        allowed = [entry for entry in ENTRIES if entry.rights & RIGHTS_OF[role]]

        answer = browser.get("/desk/setup/")

        assert answer.status_code == (200 if allowed else 404)
        for entry in ENTRIES:
            assert (str(entry.label) in answer.content.decode()) == (entry in allowed)

    def test_stands_in_the_navigation_and_is_marked_on_the_pages_it_leads_to(
        self, administrator: Client
    ) -> None:
        page = administrator.get("/desk/policy/").content.decode()

        assert 'href="/desk/setup/" aria-current="page">Настройка' in page

    def test_is_not_in_the_navigation_of_those_who_set_up_nothing(self, cast: Cast) -> None:
        metrologist = factories.signed_in(factories.user("lvov", role=Role.METERING_ENGINEER))

        assert "/desk/setup/" not in metrologist.get("/desk/").content.decode()

"""The people of the first client of the demo, and the curators' stand-ins."""

from datetime import timedelta

from kabinet.access.models import Membership, StandIn, User
from kabinet.access.queries.members import list_colleagues
from kabinet.access.rules.members import State
from kabinet.demo.scope import Scope
from tests.demo.reading import rows, viewer


class TestColleagues:
    def test_show_every_state_to_the_director(self, demo: Scope) -> None:
        found = list_colleagues(viewer=viewer("director-1", demo.today), on=demo.today)

        states = {one.membership.user.username: one.state for one in found}
        assert states == {
            "engineer-1": State.ACTIVE,
            "engineer-1b": State.ENDING,
            "accountant-1": State.ACTIVE,
            "accountant-1b": State.ENDED,
            "director-1": State.ACTIVE,
        }

    def test_the_dispatcher_hands_in_readings_for_one_contract(self, demo: Scope) -> None:
        found = viewer("engineer-1b", demo.today)

        assert len(found.grants) == 1
        assert len(viewer("engineer-1", demo.today).grants) == 2
        assert found.powers_end

    def test_who_has_left_sees_nothing(self, demo: Scope) -> None:
        assert viewer("accountant-1b", demo.today).grants == {}
        assert rows(Membership).get(user__username="accountant-1b").ended_by


class TestStandIns:
    def test_are_past_and_to_come_so_that_queues_are_the_curators_own(self, demo: Scope) -> None:
        past, to_come = rows(StandIn).order_by("first_day")

        assert past.last_day < demo.today < to_come.first_day
        assert to_come.colleague == User.objects.get(username="curator-1")
        assert (
            viewer("curator-1", to_come.first_day).organizations
            > viewer("curator-1", demo.today + timedelta(days=1)).organizations
        )

"""Stand-ins: arranged by the head, told to both, judged against each other, ended early."""

import json
from datetime import timedelta

import pytest

from kabinet.access.models import StandIn, User
from kabinet.access.operations.stand_ins import arrange_stand_in, end_stand_in
from kabinet.access.queries.staff import StaffNotFound
from kabinet.access.queries.stand_ins import StandInNotFound, list_stand_ins, part_of
from kabinet.access.rules import stand_ins as rules
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.journal.models import Record
from kabinet.notifications.models import Notification
from kabinet.requests import operations as requests
from tests import factories
from tests.factories import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db


def arrange(viewer: Viewer, absent: User, colleague: User, *, first: int = 0, last: int = 6) -> StandIn:
    return arrange_stand_in(
        viewer=viewer,
        absent_id=absent.pk,
        colleague_id=colleague.pk,
        first_day=TODAY + timedelta(days=first),
        last_day=TODAY + timedelta(days=last),
        now=NOW,
    )


class TestArrange:
    def test_opens_the_customers_and_tells_both(self, cast: Cast, head: Viewer, colleague: User) -> None:
        arrange(head, cast.curator, colleague)

        assert cast.plant.pk in factories.viewer_of(colleague).organizations
        notes = Notification.objects.everywhere(reason="test").order_by("id")
        assert [(note.recipient_id, note.event) for note in notes] == [
            (colleague.pk, "access.you_stand_in"),
            (cast.curator.pk, "access.stood_in_for"),
        ]

    def test_is_recorded(self, cast: Cast, head: Viewer, colleague: User) -> None:
        arrange(head, cast.curator, colleague)

        record = Record.objects.everywhere(reason="test").get()
        assert (record.event, record.subject) == ("access.stand_in_arranged", "user:petrova")
        assert json.loads(record.data) == {
            "colleague": "zaitsev",
            "first_day": "2026-11-23",
            "last_day": "2026-11-29",
        }

    def test_pressed_twice_is_one(self, cast: Cast, head: Viewer, colleague: User) -> None:
        assert arrange(head, cast.curator, colleague) == arrange(head, cast.curator, colleague)

    def test_is_for_whoever_has_the_right(self, cast: Cast, colleague: User) -> None:
        with pytest.raises(NotAllowed):
            arrange(factories.viewer_of(cast.curator), cast.curator, colleague)

    def test_is_between_two_curators_who_work(self, cast: Cast, head: Viewer, colleague: User) -> None:
        for other in (cast.head, cast.engineer, factories.user("gone", role=Role.CURATOR, is_active=False)):
            with pytest.raises(StaffNotFound):
                arrange(head, cast.curator, other)
            with pytest.raises(StaffNotFound):
                arrange(head, other, colleague)
        with pytest.raises(rules.SameCurator):
            arrange(head, cast.curator, cast.curator)

    @pytest.mark.parametrize(
        ("first", "last", "refusal"),
        [
            (5, 4, rules.LastDayBeforeFirst),
            (-1, 4, rules.StandInInPast),
            (0, 400, rules.StandInTooLong),
        ],
    )
    def test_has_days_that_make_sense(
        self, cast: Cast, head: Viewer, colleague: User, *, first: int, last: int, refusal: type[Exception]
    ) -> None:
        with pytest.raises(refusal):
            arrange(head, cast.curator, colleague, first=first, last=last)


class TestOverlap:
    @pytest.fixture
    def third(self, cast: Cast) -> User:
        return factories.user("third", role=Role.CURATOR, name="Третьяков Т. Т.")

    def test_one_stands_in_at_a_time(self, cast: Cast, head: Viewer, colleague: User, third: User) -> None:
        arrange(head, cast.curator, colleague, first=2, last=4)

        for first, last in ((0, 2), (4, 9), (3, 3), (0, 9)):
            with pytest.raises(rules.AlreadyStoodIn):
                arrange(head, cast.curator, third, first=first, last=last)
        arrange(head, cast.curator, third, first=0, last=1)
        arrange(head, cast.curator, third, first=5, last=9)

    def test_whoever_is_absent_stands_in_for_nobody(
        self, cast: Cast, head: Viewer, colleague: User, third: User
    ) -> None:
        arrange(head, colleague, third, first=2, last=4)

        with pytest.raises(rules.ColleagueAbsent):
            arrange(head, cast.curator, colleague, first=4, last=8)

    def test_whoever_stands_in_is_there(self, cast: Cast, head: Viewer, colleague: User, third: User) -> None:
        arrange(head, cast.curator, colleague, first=2, last=4)

        with pytest.raises(rules.StandsInThemselves):
            arrange(head, colleague, third, first=4, last=8)

    def test_what_was_ended_is_in_nobodys_way(
        self, cast: Cast, head: Viewer, colleague: User, third: User
    ) -> None:
        end_stand_in(viewer=head, stand_in_id=arrange(head, cast.curator, colleague).pk, now=NOW)

        arrange(head, cast.curator, third)


class TestEnd:
    def test_closes_the_customers_and_tells_both(self, cast: Cast, head: Viewer, colleague: User) -> None:
        row = arrange(head, cast.curator, colleague)
        for _ in range(2):
            end_stand_in(viewer=head, stand_in_id=row.pk, now=NOW)

        assert not factories.viewer_of(colleague).organizations
        events = Notification.objects.everywhere(reason="test").order_by("id").values_list("event", flat=True)
        assert list(events)[2:] == ["access.you_stand_in_no_more", "access.stood_in_for_no_more"]
        ended = StandIn.objects.everywhere(reason="test").get()
        assert (ended.ended_at, ended.ended_by) == (NOW, "Орлов Пётр Ильич")

    def test_of_one_that_is_over_changes_nothing(self, cast: Cast, head: Viewer, colleague: User) -> None:
        row = arrange(head, cast.curator, colleague)

        end_stand_in(viewer=head, stand_in_id=row.pk, now=NOW + timedelta(days=30))

        assert StandIn.objects.everywhere(reason="test").get().ended_at is None

    def test_is_for_whoever_has_the_right(self, cast: Cast, head: Viewer, colleague: User) -> None:
        row = arrange(head, cast.curator, colleague)

        with pytest.raises(NotAllowed):
            end_stand_in(viewer=factories.viewer_of(colleague), stand_in_id=row.pk, now=NOW)
        with pytest.raises(StandInNotFound):
            end_stand_in(viewer=head, stand_in_id=row.pk + 1, now=NOW)


class TestReading:
    def test_everybody_knows_their_part(self, cast: Cast, head: Viewer, colleague: User) -> None:
        row = arrange(head, cast.curator, colleague)

        serving = part_of(viewer=factories.viewer_of(colleague), on=TODAY)
        served = part_of(viewer=factories.viewer_of(cast.curator), on=TODAY)
        assert (list(serving.serves), list(serving.is_served_by)) == ([row], [])
        assert (list(served.serves), list(served.is_served_by)) == ([], [row])
        assert part_of(viewer=head, on=TODAY).serves == ()

    def test_the_list_is_for_whoever_arranges(self, cast: Cast, head: Viewer, colleague: User) -> None:
        row = arrange(head, cast.curator, colleague)

        assert list_stand_ins(viewer=head) == [row]
        with pytest.raises(NotAllowed):
            list_stand_ins(viewer=factories.viewer_of(colleague))


def test_what_a_customer_sends_is_told_to_both_curators(cast: Cast, head: Viewer, colleague: User) -> None:
    arrange(head, cast.curator, colleague)
    Notification.objects.everywhere(reason="test").delete()

    requests.submit_volume_request(
        viewer=factories.viewer_of(cast.director),
        contract_id=cast.contract.pk,
        month=factories.MONTH.next,
        volumes={cast.point.pk: 1240000},
        comment="",
        key="k",
        now=NOW,
    )

    told = Notification.objects.everywhere(reason="test").values_list("recipient_id", flat=True)
    assert set(told) == {cast.curator.pk, colleague.pk}

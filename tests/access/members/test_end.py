"""The end of a colleague's access: at once or with a last day, with a reason and papers, told to both sides."""

import json
from datetime import date, timedelta

import pytest

from kabinet.access.models import EndPaper, Session, User
from kabinet.access.operations.members import Scan, end_access
from kabinet.access.queries.members import MemberNotFound, get_end_paper, get_member
from kabinet.access.rules import members as rules
from kabinet.files import operations as files
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import CLIENT_RIGHTS, Right
from kabinet.foundation.viewer import Viewer
from kabinet.journal.models import Record
from kabinet.notifications.models import Notification, OutgoingEmail
from tests import factories
from tests.access.members.conftest import membership_of
from tests.factories import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db

REASON = "Уволился"


def end(
    viewer: Viewer,
    person: User,
    *,
    last_day: date | None = None,
    reason: str = REASON,
    scans: list[Scan] | None = None,
    seen: str | None = None,
) -> None:
    membership = membership_of(person)
    if seen is None:
        seen = get_member(viewer=viewer, membership_id=membership.pk, on=TODAY).seen
    end_access(
        viewer=viewer,
        membership_id=membership.pk,
        last_day=last_day,
        reason=reason,
        scans=scans or [],
        seen=seen,
        now=NOW,
    )


class TestAtOnce:
    def test_there_is_nothing_to_see_any_more_and_the_sessions_are_over(
        self, cast: Cast, director: Viewer
    ) -> None:
        browser = factories.signed_in(cast.engineer)

        end(director, cast.engineer)

        assert factories.viewer_of(cast.engineer).grants == {}
        assert not Session.objects.filter(user_id=cast.engineer.pk).exists()
        assert browser.get("/").headers["Location"].startswith("/login/")

    def test_is_recorded_with_the_reason(self, cast: Cast, director: Viewer) -> None:
        end(director, cast.engineer)

        record = Record.objects.everywhere(reason="test").get(event="access.access_ended")
        assert record.organization_id == cast.plant.pk
        assert json.loads(record.data) == {
            "valid_to": [None, "2026-11-23"],
            "reason": "Уволился",
            "papers": [],
        }

    def test_is_told_to_both_sides_by_letter(self, cast: Cast, director: Viewer) -> None:
        User.objects.filter(pk=cast.curator.pk).update(email="petrova@example.org")

        end(director, cast.engineer)

        notes = Notification.objects.everywhere(reason="test").order_by("id")
        assert [(note.recipient_id, note.event) for note in notes] == [
            (cast.engineer.pk, "access.your_access_ended"),
            (cast.curator.pk, "access.access_ended"),
        ]
        letters = OutgoingEmail.objects.everywhere(reason="test")
        assert {letter.recipient_id for letter in letters} == {cast.engineer.pk, cast.curator.pk}

    def test_keeps_the_papers_for_both_sides(self, cast: Cast, director: Viewer) -> None:
        stored = files.store_bytes(b"%PDF-1.4 an order", media_type="application/pdf", now=NOW)
        end(director, cast.engineer, scans=[Scan(stored, "приказ.pdf")])
        paper = EndPaper.objects.everywhere(reason="test").get()

        for person in (cast.director, cast.curator, cast.head):
            assert get_end_paper(viewer=factories.viewer_of(person), paper_id=paper.pk) == paper
        with pytest.raises(MemberNotFound):
            get_end_paper(viewer=factories.viewer_of(cast.neighbour), paper_id=paper.pk)
        with pytest.raises(NotAllowed):
            get_end_paper(viewer=factories.viewer_of(cast.accountant), paper_id=paper.pk)

    def test_pressed_twice_is_one_end(self, cast: Cast, director: Viewer) -> None:
        seen = get_member(viewer=director, membership_id=membership_of(cast.engineer).pk, on=TODAY).seen
        for _ in range(2):
            end(director, cast.engineer, seen=seen)

        assert Record.objects.everywhere(reason="test").count() == 1


class TestOnADay:
    def test_the_last_day_is_one_with_access(self, cast: Cast, director: Viewer) -> None:
        last = TODAY + timedelta(days=7)

        end(director, cast.engineer, last_day=last)

        assert factories.viewer_of(cast.engineer, on=last).grants
        assert not factories.viewer_of(cast.engineer, on=last + timedelta(days=1)).grants

    def test_leaves_the_sessions_alone(self, cast: Cast, director: Viewer) -> None:
        browser = factories.signed_in(cast.engineer)

        end(director, cast.engineer, last_day=TODAY)

        assert Session.objects.filter(user_id=cast.engineer.pk).exists()
        assert browser.get("/notifications/").status_code == 200

    def test_is_told_with_the_day(self, cast: Cast, director: Viewer) -> None:
        end(director, cast.engineer, last_day=TODAY + timedelta(days=7))

        note = Notification.objects.everywhere(reason="test").get(recipient_id=cast.engineer.pk)
        assert (note.event, note.facts["day"]) == ("access.your_access_ends", {"day": "2026-11-30"})


class TestBounds:
    def test_the_last_manager_stays(self, cast: Cast, director: Viewer) -> None:
        deputy = factories.user("deputy", role=cast.director.role)
        factories.grant(factories.member(deputy, cast.plant), cast.contract)
        end(director, deputy, last_day=TODAY + timedelta(days=3))

        with pytest.raises(rules.LastManager):
            end(factories.viewer_of(deputy), cast.director, last_day=TODAY + timedelta(days=3))
        end(factories.viewer_of(deputy), cast.director, last_day=TODAY + timedelta(days=1))

    def test_nobody_ends_their_own(self, cast: Cast, director: Viewer) -> None:
        with pytest.raises(rules.OwnAccess):
            end(director, cast.director)

    def test_a_reason_is_needed(self, cast: Cast, director: Viewer) -> None:
        with pytest.raises(rules.EndReasonNeeded):
            end(director, cast.engineer, reason="  ")

    def test_whoever_may_more_than_the_manager_stays(self, cast: Cast) -> None:
        narrow = factories.user("narrow", role=cast.director.role)
        factories.grant(
            factories.member(narrow, cast.plant), cast.contract, sorted(CLIENT_RIGHTS - {Right.SEE_MONEY})
        )
        manager = factories.viewer_of(narrow)
        browser = factories.signed_in(cast.accountant)

        for person in (cast.accountant, cast.director):
            with pytest.raises(rules.EndBeyondOwnRights) as refused:
                end(manager, person)
            assert refused.value.facts == {"right": Right.SEE_MONEY}
            assert membership_of(person).valid_to is None
        assert browser.get("/notifications/").status_code == 200

        end(manager, cast.engineer)
        assert membership_of(cast.engineer).valid_to == TODAY

    def test_rights_for_a_contract_of_other_managers_are_theirs_to_end(
        self, cast: Cast, director: Viewer
    ) -> None:
        factories.grant(membership_of(cast.engineer), factories.contract(cast.plant, "12-4-0999/26"))

        with pytest.raises(rules.RightsElsewhere):
            end(director, cast.engineer)

    def test_whoever_is_second_reads_who_was_first(self, cast: Cast, director: Viewer) -> None:
        seen = get_member(viewer=director, membership_id=membership_of(cast.engineer).pk, on=TODAY).seen
        end(director, cast.engineer, last_day=TODAY + timedelta(days=7))

        with pytest.raises(rules.ChangedMeanwhile):
            end(director, cast.engineer, last_day=TODAY + timedelta(days=2), seen=seen)

    def test_is_for_managers_of_the_people_alone(self, cast: Cast) -> None:
        for person in (cast.accountant, cast.neighbour, cast.curator):
            with pytest.raises((NotAllowed, MemberNotFound)):
                end(factories.viewer_of(person), cast.engineer, seen="")

    def test_a_colleague_without_any_rights_can_be_ended(self, cast: Cast, director: Viewer) -> None:
        person = factories.user("guest", role=cast.engineer.role)
        factories.member(person, cast.plant)

        end(director, person)

        assert membership_of(person).valid_to == TODAY

    def test_what_has_ended_does_not_end_again(self, cast: Cast, director: Viewer) -> None:
        membership = membership_of(cast.engineer)
        membership.valid_to = TODAY - timedelta(days=3)
        membership.save()

        with pytest.raises(rules.AccessEnded):
            end(director, cast.engineer)
        assert (
            Right.SEE_SUPPLY
            in get_member(viewer=director, membership_id=membership.pk, on=TODAY).rights[cast.contract.pk]
        )

"""The supplier ends the access of a client's person: at once, with a reason, told to those whose colleague it was."""

import json
from datetime import timedelta

import pytest

from kabinet.access.models import Session, User
from kabinet.access.operations.members import end_access, end_access_by_supplier
from kabinet.access.queries.members import MemberNotFound, get_member, get_person
from kabinet.access.rules import members as rules
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.journal.models import Record
from kabinet.notifications.models import Notification, OutgoingEmail
from tests import factories
from tests.access.members.conftest import membership_of
from tests.factories import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db

REASON = "Доверенность отозвана письмом № 4"


def end(viewer: Viewer, person: User, *, reason: str = REASON, seen: str | None = None) -> None:
    membership = membership_of(person)
    if seen is None:
        seen = get_person(viewer=viewer, membership_id=membership.pk, on=TODAY).seen
    end_access_by_supplier(viewer=viewer, membership_id=membership.pk, reason=reason, seen=seen, now=NOW)


@pytest.fixture
def curator(cast: Cast) -> Viewer:
    return factories.viewer_of(cast.curator)


class TestEndBySupplier:
    def test_ends_rights_and_sessions_at_once(self, cast: Cast, curator: Viewer) -> None:
        browser = factories.signed_in(cast.engineer)
        colleague = factories.signed_in(cast.accountant)

        end(curator, cast.engineer)

        assert factories.viewer_of(cast.engineer).grants == {}
        assert not Session.objects.filter(user_id=cast.engineer.pk).exists()
        assert browser.get("/").headers["Location"].startswith("/login/")
        assert colleague.get("/notifications/").status_code == 200

    def test_is_recorded_in_the_customers_journal(self, cast: Cast, curator: Viewer) -> None:
        end(curator, cast.engineer, reason=f"  {REASON} ")

        record = Record.objects.everywhere(reason="test").get()
        assert (record.event, record.organization_id) == ("access.access_ended_by_supplier", cast.plant.pk)
        assert (record.actor_name, record.subject) == ("Петрова Мария Сергеевна", "user:sidorov")
        assert json.loads(record.data) == {"valid_to": [None, "2026-11-23"], "reason": REASON}

    def test_is_told_to_the_person_and_to_those_who_manage_the_people(
        self, cast: Cast, curator: Viewer
    ) -> None:
        User.objects.filter(pk=cast.director.pk).update(email="kuznetsov@example.org")

        end(curator, cast.engineer)

        notes = Notification.objects.everywhere(reason="test").order_by("id")
        assert [(note.recipient_id, note.event) for note in notes] == [
            (cast.director.pk, "access.access_ended_by_supplier"),
            (cast.engineer.pk, "access.your_access_ended_by_supplier"),
        ]
        letter = OutgoingEmail.objects.everywhere(reason="test").get(recipient=cast.director)
        assert REASON in letter.body
        assert "Петрова Мария Сергеевна" in letter.body

    def test_by_the_head_is_told_to_the_curator_too(self, cast: Cast) -> None:
        end(factories.viewer_of(cast.head), cast.engineer)

        told = Notification.objects.everywhere(reason="test").filter(recipient=cast.curator)
        assert [note.event for note in told] == ["access.access_ended"]

    def test_pressed_twice_is_one_end(self, cast: Cast, curator: Viewer) -> None:
        seen = get_person(viewer=curator, membership_id=membership_of(cast.engineer).pk, on=TODAY).seen
        for _press in range(2):
            end(curator, cast.engineer, seen=seen)

        assert Record.objects.everywhere(reason="test").count() == 1

    def test_comes_before_a_last_day_that_was_set(
        self, cast: Cast, curator: Viewer, director: Viewer
    ) -> None:
        membership = membership_of(cast.engineer)
        end_access(
            viewer=director,
            membership_id=membership.pk,
            last_day=TODAY + timedelta(days=7),
            reason="Уволится",
            scans=[],
            seen=get_member(viewer=director, membership_id=membership.pk, on=TODAY).seen,
            now=NOW,
        )

        end(curator, cast.engineer)

        assert membership_of(cast.engineer).valid_to == TODAY

    def test_spares_not_even_the_last_who_manages(self, cast: Cast, curator: Viewer) -> None:
        end(curator, cast.director)

        assert membership_of(cast.director).valid_to == TODAY


class TestBounds:
    def test_a_reason_is_needed(self, cast: Cast, curator: Viewer) -> None:
        with pytest.raises(rules.EndReasonNeeded):
            end(curator, cast.engineer, reason="  ")

    def test_another_curator_finds_nobody(self, cast: Cast) -> None:
        stranger = factories.user("zaitsev", role=Role.CURATOR)

        with pytest.raises(MemberNotFound):
            end(factories.viewer_of(stranger), cast.engineer, seen="")

    @pytest.mark.parametrize(
        "role", [Role.METERING_ENGINEER, Role.SUPPLIER_ACCOUNTANT, Role.CREDENTIALS_DESK, Role.ADMINISTRATOR]
    )
    def test_other_staff_do_not(self, cast: Cast, role: Role) -> None:
        with pytest.raises(NotAllowed):
            end(factories.viewer_of(factories.user("other", role=role)), cast.engineer, seen="")

    def test_the_clients_own_people_do_not(self, cast: Cast, director: Viewer) -> None:
        with pytest.raises(NotAllowed):
            end(director, cast.engineer, seen="")

    def test_whoever_is_second_reads_who_was_first(self, cast: Cast, curator: Viewer) -> None:
        seen = get_person(viewer=curator, membership_id=membership_of(cast.engineer).pk, on=TODAY).seen
        end(factories.viewer_of(cast.head), cast.engineer)

        with pytest.raises(rules.ChangedMeanwhile) as refused:
            end(curator, cast.engineer, seen=seen)
        assert refused.value.facts == {"by": cast.head.full_name, "at": NOW}

    def test_what_has_ended_does_not_end_again(self, cast: Cast, curator: Viewer) -> None:
        end(factories.viewer_of(cast.head), cast.engineer)

        with pytest.raises(rules.AccessEnded):
            end(curator, cast.engineer)

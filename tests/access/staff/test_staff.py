"""The supplier's own people: entered, changed and removed by the administrator, who is never the last to go."""

import json
from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from kabinet.access.models import IssuePoint, Session, StandIn, User
from kabinet.access.operations.staff import (
    StaffFacts,
    change_staff,
    enter_staff,
    remove_staff,
    take_back_staff,
)
from kabinet.access.operations.stand_ins import arrange_stand_in
from kabinet.access.queries.points import PointNotFound
from kabinet.access.queries.staff import StaffNotFound, get_employee, list_staff
from kabinet.access.rules import staff as rules
from kabinet.access.rules.staff import StaffState
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import Right, Role
from kabinet.foundation.viewer import Viewer
from kabinet.journal.models import SUPPLIER, Record
from kabinet.notifications.models import Notification
from tests import factories
from tests.factories import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db

FACTS = StaffFacts(
    full_name="Белова Ольга Игоревна",
    role=Role.SUPPLIER_ACCOUNTANT,
    position="бухгалтер",
    phone="+7 495 730-60-20",
    email="belova@example.org",
)


@pytest.fixture
def point(db: None) -> IssuePoint:
    return IssuePoint.objects.create(name="Офис", address="Москва", hours="9–18")


def facts_of(user: User) -> StaffFacts:
    return StaffFacts(
        user.full_name, Role(user.role), user.position, user.phone, user.email, user.desk_point_id
    )


def change(viewer: Viewer, user: User, *, seen: str | None = None, **changes: object) -> None:
    if seen is None:
        seen = get_employee(viewer=viewer, user_id=user.pk).seen
    user.refresh_from_db()
    facts = replace(facts_of(user), **changes)
    change_staff(viewer=viewer, user_id=user.pk, facts=facts, seen=seen, now=NOW)
    user.refresh_from_db()


def remove(viewer: Viewer, user: User, reason: str = "Уволился") -> None:
    remove_staff(viewer=viewer, user_id=user.pk, reason=reason, now=NOW)
    user.refresh_from_db()


def records(event: str) -> list[Record]:
    return list(Record.objects.everywhere(reason="test").filter(event=event).order_by("id"))


class TestEnter:
    def test_makes_a_user_who_waits_for_the_desk(self, admin: Viewer) -> None:
        user = enter_staff(viewer=admin, facts=FACTS, now=NOW)

        assert (user.username, user.role, user.is_active) == ("belova.oi", "supplier-accountant", True)
        assert not user.has_usable_password()
        assert get_employee(viewer=admin, user_id=user.pk).state is StaffState.TO_BE_ISSUED

    def test_is_recorded_in_the_suppliers_chain(self, admin: Viewer) -> None:
        enter_staff(viewer=admin, facts=FACTS, now=NOW)

        [record] = records("access.staff_entered")
        assert (record.organization_id, record.subject) == (SUPPLIER, "user:belova.oi")
        assert json.loads(record.data)["role"] == "supplier-accountant"

    def test_pressed_twice_enters_one(self, admin: Viewer) -> None:
        first = enter_staff(viewer=admin, facts=FACTS, now=NOW)

        assert enter_staff(viewer=admin, facts=FACTS, now=NOW) == first
        assert len(records("access.staff_entered")) == 1

    def test_a_namesake_gets_a_user_name_of_their_own(self, admin: Viewer) -> None:
        enter_staff(viewer=admin, facts=FACTS, now=NOW)

        other = enter_staff(viewer=admin, facts=replace(FACTS, email="other@example.org"), now=NOW)

        assert other.username == "belova.oi2"

    def test_places_the_credentials_desk_and_nobody_else(self, admin: Viewer, point: IssuePoint) -> None:
        officer = replace(FACTS, role=Role.CREDENTIALS_DESK, desk_point_id=point.pk)

        assert enter_staff(viewer=admin, facts=officer, now=NOW).desk_point == point
        placed = replace(FACTS, full_name="Иной Иван", desk_point_id=point.pk)
        assert enter_staff(viewer=admin, facts=placed, now=NOW).desk_point is None
        with pytest.raises(PointNotFound):
            enter_staff(viewer=admin, facts=replace(officer, desk_point_id=9999), now=NOW)

    def test_takes_no_role_of_the_clients(self, admin: Viewer) -> None:
        with pytest.raises(rules.NotForStaff):
            enter_staff(viewer=admin, facts=replace(FACTS, role=Role.DIRECTOR), now=NOW)

    def test_is_for_whoever_has_the_right(self, cast: Cast, head: Viewer) -> None:
        for viewer in (head, factories.viewer_of(cast.director)):
            with pytest.raises(NotAllowed):
                enter_staff(viewer=viewer, facts=FACTS, now=NOW)


class TestChange:
    def test_of_the_role_counts_at_once_and_is_told(self, cast: Cast, admin: Viewer, colleague: User) -> None:
        browser = factories.signed_in(colleague)
        assert browser.get("/desk/clients/").status_code == 200

        change(admin, colleague, role=Role.CREDENTIALS_DESK)

        assert browser.get("/desk/clients/").url.startswith("/login/")
        assert factories.signed_in(colleague).get("/desk/clients/").status_code == 403
        note = Notification.objects.everywhere(reason="test").get(recipient_id=colleague.pk)
        assert (note.event, note.facts["role"]) == ("access.role_changed", "Пункт выдачи")

    def test_is_recorded_with_old_and_new(self, admin: Viewer, colleague: User, point: IssuePoint) -> None:
        change(admin, colleague, role=Role.CREDENTIALS_DESK, desk_point_id=point.pk, phone="+7 495 000-00-00")

        [record] = records("access.staff_changed")
        assert json.loads(record.data) == {
            "role": ["curator", "credentials-desk"],
            "phone": ["", "+7 495 000-00-00"],
            "point": ["", "Офис"],
        }

    def test_of_nothing_leaves_no_trace(self, admin: Viewer, colleague: User) -> None:
        change(admin, colleague)

        assert not records("access.staff_changed")

    def test_takes_the_point_from_whoever_leaves_the_desk(
        self, admin: Viewer, colleague: User, point: IssuePoint
    ) -> None:
        change(admin, colleague, role=Role.CREDENTIALS_DESK, desk_point_id=point.pk)
        change(admin, colleague, role=Role.METERING_ENGINEER, desk_point_id=point.pk)

        assert colleague.desk_point is None

    def test_whoever_is_second_reads_who_was_first(self, cast: Cast, admin: Viewer, colleague: User) -> None:
        second = factories.user("second", role=Role.ADMINISTRATOR, name="Вторая Вера")
        seen = get_employee(viewer=admin, user_id=colleague.pk).seen
        change(factories.viewer_of(second), colleague, phone="1")

        with pytest.raises(rules.StaffChangedMeanwhile) as refused:
            change(admin, colleague, phone="2", seen=seen)
        assert refused.value.facts == {"by": "Вторая Вера", "at": NOW}

    def test_ones_own_role_stays_and_the_rest_may_change(self, admin: Viewer, administrator: User) -> None:
        factories.user("second", role=Role.ADMINISTRATOR)
        with pytest.raises(rules.OwnRole):
            change(admin, administrator, role=Role.HEAD)

        change(admin, administrator, phone="+7 495 111-11-11")
        assert administrator.phone == "+7 495 111-11-11"

    def test_of_a_clients_person_is_not_possible(self, cast: Cast, admin: Viewer) -> None:
        with pytest.raises(StaffNotFound):
            change(admin, cast.engineer, seen="", phone="1")


class TestRemove:
    def test_ends_the_sessions_and_the_password(self, admin: Viewer, colleague: User) -> None:
        browser = factories.signed_in(colleague)

        remove(admin, colleague)

        assert not colleague.is_active
        assert not colleague.has_usable_password()
        assert not Session.objects.filter(user_id=colleague.pk).exists()
        assert browser.get("/desk/").headers["Location"].startswith("/login/")
        assert json.loads(records("access.staff_removed")[0].data)["reason"] == "Уволился"

    def test_leaves_the_customers_to_the_head(self, cast: Cast, admin: Viewer) -> None:
        remove(admin, cast.curator)

        note = Notification.objects.everywhere(reason="test").get(recipient_id=cast.head.pk)
        assert (note.event, note.facts["customers"]) == ("access.customers_without_curator", 2)

    def test_ends_the_stand_ins_on_either_side(
        self, cast: Cast, admin: Viewer, head: Viewer, colleague: User
    ) -> None:
        third = factories.user("third", role=Role.CURATOR)
        arrange_stand_in(
            viewer=head,
            absent_id=cast.curator.pk,
            colleague_id=colleague.pk,
            first_day=TODAY,
            last_day=TODAY,
            now=NOW,
        )
        arrange_stand_in(
            viewer=head,
            absent_id=third.pk,
            colleague_id=colleague.pk,
            first_day=TODAY,
            last_day=TODAY,
            now=NOW,
        )

        remove(admin, colleague)

        assert not StandIn.objects.everywhere(reason="test").filter(ended_at__isnull=True).exists()

    def test_twice_is_once(self, admin: Viewer, colleague: User) -> None:
        remove(admin, colleague)
        remove(admin, colleague)

        assert len(records("access.staff_removed")) == 1

    def test_needs_a_reason(self, admin: Viewer, colleague: User) -> None:
        with pytest.raises(rules.StaffReasonNeeded):
            remove(admin, colleague, reason=" ")

    def test_nobody_removes_themselves(self, admin: Viewer, administrator: User) -> None:
        with pytest.raises(rules.OwnRole):
            remove(admin, administrator)

    def test_the_last_administrator_stays(self, cast: Cast, admin: Viewer, administrator: User) -> None:
        second = factories.user("second", role=Role.ADMINISTRATOR)
        by_second = factories.viewer_of(second)
        User.objects.filter(pk=second.pk).update(is_active=False)

        with pytest.raises(rules.LastAdministrator):
            remove(by_second, administrator)
        with pytest.raises(rules.LastAdministrator):
            change(by_second, administrator, role=Role.HEAD)


class TestTakeBack:
    def test_lets_the_person_wait_for_the_desk_again(self, admin: Viewer, colleague: User) -> None:
        remove(admin, colleague)
        for _ in range(2):
            take_back_staff(viewer=admin, user_id=colleague.pk, now=NOW)

        assert get_employee(viewer=admin, user_id=colleague.pk).state is StaffState.TO_BE_ISSUED
        assert len(records("access.staff_taken_back")) == 1


class TestList:
    def test_shows_the_staff_with_what_they_serve(self, cast: Cast, admin: Viewer, colleague: User) -> None:
        remove(admin, colleague)

        found = {one.user.username: one for one in list_staff(viewer=admin)}

        assert set(found) == {"petrova", "orlov", "klimov", "zaitsev"}
        assert (found["petrova"].customers, found["orlov"].customers) == (2, 0)
        assert found["zaitsev"].state is StaffState.ENDED
        assert list(found)[-1] == "zaitsev"

    def test_is_for_whoever_has_the_right(self, head: Viewer) -> None:
        assert not head.may(Right.MANAGE_STAFF)
        with pytest.raises(NotAllowed):
            list_staff(viewer=head)

    def test_takes_three_queries(
        self, admin: Viewer, colleague: User, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(3):
            list_staff(viewer=admin)

"""Points of issue: entered, changed, closed; officers placed at them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kabinet.access.models import IssuePoint, User
from kabinet.access.operations import points as operations
from kabinet.access.operations.points import PointFacts, PointNameTaken
from kabinet.access.queries import points as queries
from kabinet.access.queries.points import OfficerNotFound, PointNotFound
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.journal.models import SUPPLIER, Record
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db

FACTS = PointFacts("Окно 3", "Москва, ул. Удальцова, д. 2", "пн–пт 9:00–16:00", "+7 495 730-60-03")


@pytest.fixture
def administrator() -> Viewer:
    return factories.viewer_of(factories.user("admin", role=Role.ADMINISTRATOR))


@pytest.fixture
def officer() -> User:
    return factories.user("ryabova", role=Role.CREDENTIALS_DESK, name="Рябова Юлия Викторовна")


def opened(administrator: Viewer, facts: PointFacts = FACTS) -> IssuePoint:
    return operations.open_point(viewer=administrator, facts=facts, now=NOW)


def records() -> list[str]:
    rows = Record.objects.everywhere(reason="test").filter(organization_id=SUPPLIER)
    return list(rows.order_by("id").values_list("event", flat=True))


class TestOpenPoint:
    def test_is_shown_from_then_on(self, administrator: Viewer) -> None:
        point = opened(administrator)

        assert queries.open_points(on=TODAY) == [point]
        assert records() == ["access.point_opened"]

    def test_is_the_same_when_pressed_twice(self, administrator: Viewer) -> None:
        assert opened(administrator) == opened(administrator)
        assert records() == ["access.point_opened"]

    def test_wants_a_name_of_its_own(self, administrator: Viewer) -> None:
        opened(administrator)

        with pytest.raises(PointNameTaken):
            opened(administrator, replace(FACTS, address="Тверь"))

    @pytest.mark.parametrize("role", [Role.HEAD, Role.CREDENTIALS_DESK, Role.CURATOR])
    def test_is_the_administrators_alone(self, role: Role) -> None:
        with pytest.raises(NotAllowed):
            opened(factories.viewer_of(factories.user("somebody", role=role)))


class TestChangePoint:
    def test_records_what_was_and_what_is(self, administrator: Viewer) -> None:
        point = opened(administrator)
        moved = replace(FACTS, hours="пн–чт 10:00–17:00")

        operations.change_point(viewer=administrator, point_id=point.pk, facts=moved, now=NOW)

        record = Record.objects.everywhere(reason="test").latest("id")
        assert record.event == "access.point_changed"
        assert record.data == '{"hours":["пн–пт 9:00–16:00","пн–чт 10:00–17:00"]}'

    def test_records_nothing_where_nothing_changes(self, administrator: Viewer) -> None:
        point = opened(administrator)

        operations.change_point(viewer=administrator, point_id=point.pk, facts=FACTS, now=NOW)

        assert records() == ["access.point_opened"]

    def test_closes_it_from_a_day_on(self, administrator: Viewer) -> None:
        point = opened(administrator)
        closed = replace(FACTS, closed_on=TODAY)

        operations.change_point(viewer=administrator, point_id=point.pk, facts=closed, now=NOW)

        assert queries.open_points(on=TODAY - timedelta(days=1)) == [point]
        assert queries.open_points(on=TODAY) == []

    def test_takes_no_name_of_another(self, administrator: Viewer) -> None:
        opened(administrator)
        other = opened(administrator, replace(FACTS, name="Окно 4"))

        with pytest.raises(PointNameTaken):
            operations.change_point(viewer=administrator, point_id=other.pk, facts=FACTS, now=NOW)

    def test_finds_no_point_that_is_not_there(self, administrator: Viewer) -> None:
        with pytest.raises(PointNotFound):
            operations.change_point(viewer=administrator, point_id=404, facts=FACTS, now=NOW)


class TestPlaceOfficer:
    def test_says_where_they_work(self, administrator: Viewer, officer: User) -> None:
        point = opened(administrator)

        operations.place_officer(viewer=administrator, user_id=officer.pk, point_id=point.pk, now=NOW)

        officer.refresh_from_db()
        assert officer.desk_point == point
        record = Record.objects.everywhere(reason="test").latest("id")
        assert (record.event, record.subject) == ("access.officer_placed", "user:ryabova")
        assert record.data == '{"point":["","Окно 3"]}'

    def test_takes_them_away_again(self, administrator: Viewer, officer: User) -> None:
        point = opened(administrator)
        for place in (point.pk, None, None):
            operations.place_officer(viewer=administrator, user_id=officer.pk, point_id=place, now=NOW)

        officer.refresh_from_db()
        assert officer.desk_point is None
        assert records().count("access.officer_placed") == 2

    def test_is_for_the_credentials_desk_only(self, administrator: Viewer) -> None:
        curator = factories.user("petrova", role=Role.CURATOR)

        with pytest.raises(OfficerNotFound):
            operations.place_officer(viewer=administrator, user_id=curator.pk, point_id=None, now=NOW)

    def test_is_not_done_by_officers_themselves(self, officer: User) -> None:
        point = factories.issue_point()

        with pytest.raises(NotAllowed):
            operations.place_officer(
                viewer=factories.viewer_of(officer), user_id=officer.pk, point_id=point.pk, now=NOW
            )

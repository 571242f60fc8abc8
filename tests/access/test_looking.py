"""Looking as a client: what is seen, how long, and what the journal keeps of it."""

import json
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from kabinet.access.models import Look, User
from kabinet.access.operations.looking import end_looking, end_overdue_looks, start_looking
from kabinet.access.queries.looking import watching
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import READING_RIGHTS, RIGHTS_OF, Right, Role, Side
from kabinet.foundation.viewer import Viewer
from kabinet.journal.models import Record
from kabinet.organizations.models import Organization
from kabinet.organizations.queries import OrganizationNotFound
from tests import factories
from tests.factories import NOW, Cast

pytestmark = pytest.mark.django_db


def begin(cast: Cast, person: User) -> Look:
    return start_looking(viewer=factories.viewer_of(person), organization_id=cast.plant.pk, now=NOW)


def seen(look: Look, person: User, *, minutes: int = 5) -> Viewer | None:
    now = NOW + timedelta(minutes=minutes)
    return watching(look_id=look.pk, user=person, address="192.0.2.10", now=now)


class TestStart:
    def test_is_for_whoever_looks_as_clients(self, cast: Cast) -> None:
        for role in (Role.METERING_ENGINEER, Role.SUPPLIER_ACCOUNTANT, Role.ADMINISTRATOR):
            with pytest.raises(NotAllowed):
                begin(cast, factories.user(role, role=role))

    def test_is_for_ones_own_customers(self, cast: Cast) -> None:
        with pytest.raises(OrganizationNotFound):
            begin(cast, factories.user("zaitsev", role=Role.CURATOR))

    def test_is_recorded_in_the_customers_chain_under_the_true_name(self, cast: Cast) -> None:
        begin(cast, cast.curator)

        record = Record.objects.everywhere(reason="test").get()
        assert (record.event, record.organization_id) == ("access.looking_started", cast.plant.pk)
        assert (record.actor_id, record.actor_name) == (cast.curator.pk, "Петрова Мария Сергеевна")


class TestWatching:
    def test_is_on_the_clients_side_with_all_contracts_and_reading_rights_alone(self, cast: Cast) -> None:
        second = factories.contract(cast.plant, "12-4-0999/26")

        viewer = seen(begin(cast, cast.curator), cast.curator)

        assert viewer is not None
        assert (viewer.side, viewer.acts_for_client) == (Side.CLIENT, False)
        assert viewer.organizations == {cast.plant.pk}
        assert viewer.grants == {cast.contract.pk: READING_RIGHTS, second.pk: READING_RIGHTS}
        assert not any(viewer.may(right) for right in set(Right) - READING_RIGHTS)

    def test_has_nobodys_number(self, cast: Cast) -> None:
        viewer = seen(begin(cast, cast.curator), cast.curator)

        assert viewer is not None
        assert not User.objects.filter(pk=viewer.user_id).exists()
        assert viewer.watcher is not None
        assert viewer.watcher.user_id == cast.curator.pk

    def test_sees_money_by_the_persons_own_right(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        look = begin(cast, cast.curator)
        monkeypatch.setitem(RIGHTS_OF, Role.CURATOR, RIGHTS_OF[Role.CURATOR] - {Right.SEE_MONEY})

        viewer = seen(look, cast.curator)

        assert viewer is not None
        assert not viewer.may(Right.SEE_MONEY)

    def test_is_over_after_an_hour(self, cast: Cast) -> None:
        look = begin(cast, cast.curator)

        assert seen(look, cast.curator, minutes=59)
        assert seen(look, cast.curator, minutes=60) is None

    def test_is_over_when_it_was_ended(self, cast: Cast) -> None:
        look = begin(cast, cast.curator)
        end_looking(look_id=look.pk, address="", now=NOW)

        assert seen(look, cast.curator) is None

    def test_is_over_when_the_customer_is_entrusted_to_somebody_else(self, cast: Cast) -> None:
        look = begin(cast, cast.curator)
        other = factories.user("zaitsev", role=Role.CURATOR)
        Organization.objects.everywhere(reason="test").filter(pk=cast.plant.pk).update(curator=other)

        assert seen(look, cast.curator) is None

    def test_is_over_when_the_role_is_another_one(self, cast: Cast) -> None:
        look = begin(cast, cast.curator)
        cast.curator.role = Role.METERING_ENGINEER

        assert seen(look, cast.curator) is None

    def test_is_nobody_elses(self, cast: Cast) -> None:
        assert seen(begin(cast, cast.curator), cast.head) is None

    def test_takes_three_queries(self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        look = begin(cast, cast.curator)

        with django_assert_num_queries(3):
            seen(look, cast.curator)


class TestEnd:
    def test_is_recorded_once(self, cast: Cast) -> None:
        look = begin(cast, cast.curator)
        for _ in range(2):
            end_looking(look_id=look.pk, address="192.0.2.10", now=NOW + timedelta(minutes=5))

        record = Record.objects.everywhere(reason="test").get(event="access.looking_ended")
        assert record.actor_name == "Петрова Мария Сергеевна"
        assert json.loads(record.data) == {
            "started_at": "2026-11-23T06:20:00.000000Z",
            "ended_at": "2026-11-23T06:25:00.000000Z",
        }

    def test_comes_after_an_hour_by_itself(self, cast: Cast) -> None:
        look = begin(cast, cast.curator)

        assert end_overdue_looks(now=NOW + timedelta(minutes=59)) == 0
        assert end_overdue_looks(now=NOW + timedelta(hours=3)) == 1
        assert end_overdue_looks(now=NOW + timedelta(hours=3)) == 0
        ended = Look.objects.everywhere(reason="test").get(pk=look.pk)
        assert ended.ended_at == NOW + timedelta(hours=1)

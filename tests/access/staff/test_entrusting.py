"""Customers of a removed curator are the head's, until they are entrusted to another."""

import json

import pytest

from kabinet.access import queries
from kabinet.access.models import Application, User
from kabinet.access.operations.entrusting import entrust
from kabinet.access.queries.curators import without_curator
from kabinet.access.queries.staff import StaffNotFound
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.viewer import Viewer
from kabinet.journal.models import Record
from kabinet.notifications.models import Notification
from kabinet.organizations.models import Organization
from kabinet.organizations.queries import OrganizationNotFound
from tests import factories
from tests.factories import NOW, Cast

pytestmark = pytest.mark.django_db


def orphans() -> set[str]:
    found = without_curator(Organization.objects.everywhere(reason="test"))
    return {one.name for one in found}


class TestEntrust:
    def test_moves_the_customers_and_what_is_on_its_way(
        self, cast: Cast, head: Viewer, colleague: User
    ) -> None:
        on_its_way = factories.application()
        User.objects.filter(pk=cast.curator.pk).update(is_active=False)
        assert orphans() == {"ООО «Завод Керамик»", "АО «Стекло»"}

        moved = entrust(
            viewer=head,
            customers={cast.plant.pk: cast.curator.pk},
            curator_id=colleague.pk,
            now=NOW,
        )

        assert moved == [cast.plant.pk]
        assert orphans() == {"АО «Стекло»"}
        assert factories.viewer_of(colleague).organizations == {cast.plant.pk}
        assert queries.curator_of(organization_id=cast.plant.pk).user_id == colleague.pk
        found = Application.objects.everywhere(reason="test").get(pk=on_its_way.pk)
        assert found.curator_id == colleague.pk

    def test_is_recorded_in_each_customers_chain_and_told_once(
        self, cast: Cast, head: Viewer, colleague: User
    ) -> None:
        both = {cast.plant.pk: cast.curator.pk, cast.neighbour_plant.pk: cast.curator.pk}
        entrust(viewer=head, customers=both, curator_id=colleague.pk, now=NOW)

        records = Record.objects.everywhere(reason="test").filter(event="organizations.curator.set")
        assert {record.organization_id for record in records} == set(both)
        assert json.loads(records[0].data) == {"curator": ["petrova", "zaitsev"]}
        note = Notification.objects.everywhere(reason="test").get()
        assert (note.recipient_id, note.facts["customers"]) == (colleague.pk, 2)

    def test_pressed_twice_moves_once(self, cast: Cast, head: Viewer, colleague: User) -> None:
        customers = {cast.plant.pk: cast.curator.pk}
        entrust(viewer=head, customers=customers, curator_id=colleague.pk, now=NOW)

        assert entrust(viewer=head, customers=customers, curator_id=colleague.pk, now=NOW) == []
        assert Record.objects.everywhere(reason="test").count() == 1

    def test_a_customer_whom_another_has_moved_stays_there(
        self, cast: Cast, head: Viewer, colleague: User
    ) -> None:
        third = factories.user("third", role=colleague.role)
        seen = {cast.plant.pk: cast.curator.pk}
        entrust(viewer=head, customers=seen, curator_id=third.pk, now=NOW)

        assert entrust(viewer=head, customers=seen, curator_id=colleague.pk, now=NOW) == []
        assert cast.plant.pk in factories.viewer_of(third).organizations

    def test_is_for_whoever_has_the_right_and_to_curators_alone(
        self, cast: Cast, head: Viewer, colleague: User
    ) -> None:
        customers = {cast.plant.pk: cast.curator.pk}
        with pytest.raises(NotAllowed):
            entrust(
                viewer=factories.viewer_of(cast.curator),
                customers=customers,
                curator_id=colleague.pk,
                now=NOW,
            )
        for other in (cast.head, cast.engineer):
            with pytest.raises(StaffNotFound):
                entrust(viewer=head, customers=customers, curator_id=other.pk, now=NOW)
        with pytest.raises(OrganizationNotFound):
            entrust(viewer=head, customers={999999: 1}, curator_id=colleague.pk, now=NOW)

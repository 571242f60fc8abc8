"""The chores about people: powers that end, looks that are over."""

from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from kabinet.access.models import Look, Membership
from kabinet.access.operations.looking import start_looking
from kabinet.console import chores
from kabinet.notifications.models import Notification
from tests import factories
from tests.factories import NOW, Cast

pytestmark = pytest.mark.django_db


class TestHourly:
    def test_is_done_at_once_and_then_once_an_hour(self) -> None:
        done: list[datetime] = []
        chore = chores.Hourly(done.append)

        for minutes in (0, 5, 59, 60, 61, 130):
            chore(NOW + timedelta(minutes=minutes))

        assert done == [NOW, NOW + timedelta(minutes=60), NOW + timedelta(minutes=130)]


class TestPeople:
    @pytest.mark.parametrize("real", [NOW - timedelta(days=900), NOW + timedelta(days=900)])
    def test_are_reminded_and_their_looks_ended_by_the_doors_clock(
        self, cast: Cast, settings: Settings, real: datetime
    ) -> None:
        settings.FROZEN_NOW = NOW
        memberships = Membership.objects.everywhere(reason="test").filter(user=cast.engineer)
        memberships.update(valid_to=NOW.date() + timedelta(days=7))
        start_looking(viewer=factories.viewer_of(cast.curator), organization_id=cast.plant.pk, now=NOW)

        for chore in (chores.remind_of_powers, chores.end_looks):
            chore(real)

        assert Notification.objects.everywhere(reason="test").filter(recipient=cast.engineer).count() == 1
        assert Look.objects.everywhere(reason="test").get().ended_at is None
        settings.FROZEN_NOW = NOW + timedelta(hours=1)
        chores.end_looks(real)
        assert Look.objects.everywhere(reason="test").get().ended_at == NOW + timedelta(hours=1)


class TestReadings:
    @pytest.mark.parametrize("real", [NOW - timedelta(days=900), NOW + timedelta(days=900)])
    def test_are_reminded_of_by_the_doors_clock(self, cast: Cast, settings: Settings, real: datetime) -> None:
        settings.FROZEN_NOW = NOW
        factories.instrument(cast.unit, verified_until=NOW.date())

        for chore in (chores.remind_of_missing_readings, chores.remind_of_verifications_ending):
            chore(real)

        told = Notification.objects.everywhere(reason="test").filter(recipient=cast.engineer)
        assert set(told.values_list("event", flat=True)) == {
            "metering.readings.due",
            "metering.readings.overdue",
            "metering.verification.ends",
        }

"""What was handed in, and the decision about it."""

from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.foundation.viewer import Viewer
from kabinet.journal import queries as journal
from kabinet.metering import operations
from kabinet.metering.models import VolumeSubmission
from kabinet.metering.operations import Entry
from tests import factories
from tests.desk import things
from tests.factories import Cast


@pytest.fixture
def handed(cast: Cast, director: Viewer) -> VolumeSubmission:
    volumes = {things.day(3): "36100", things.day(2): "60000"}
    return things.submission(cast, director, volumes, reason="production: вторая печь")


def page_of(client: Client, handed: VolumeSubmission) -> str:
    answer = client.get(f"/desk/readings/{handed.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def decide(client: Client, handed: VolumeSubmission, outcome: str, **typed: str) -> HttpResponse:
    return client.post(f"/desk/readings/{handed.pk}/", {"outcome": outcome} | typed)


class TestPage:
    def test_shows_volumes_with_the_customers_reason(self, handed: VolumeSubmission, curator: Client) -> None:
        page = page_of(curator, handed)

        assert "60,000" in page
        assert "вторая печь" in page

    def test_shows_the_days_against_the_daily_maximum(
        self, handed: VolumeSubmission, curator: Client
    ) -> None:
        page = page_of(curator, handed)

        # 1 240 000 m³ over 30 days, with 10 % more on a day: 45 466,6667; the day took 60 000.
        assert "45,467" in page
        assert "14,533" in page

    def test_shows_the_version_before_a_correction(
        self, handed: VolumeSubmission, cast: Cast, director: Viewer, curator: Client
    ) -> None:
        entry = Entry(cast.unit.pk, things.day(3), Decimal(35900), "mistake")
        receipt = operations.correct_volume(
            viewer=director,
            contract_id=cast.contract.pk,
            entry=entry,
            seen_version=1,
            key="correction",
            now=factories.NOW,
        )
        rows = VolumeSubmission.objects.everywhere(reason=things.REASON)

        page = page_of(curator, rows.get(receipt_number=receipt.number))

        assert "36,100" in page
        assert "35,900" in page
        assert "версия 2" in page

    def test_is_seen_on_the_customers_receipt(
        self, handed: VolumeSubmission, curator: Client, director: Viewer
    ) -> None:
        page_of(curator, handed)

        receipt = journal.get_receipt(viewer=director, number=str(handed.receipt_number))
        assert receipt.sighting.by_name == "Петрова Мария Сергеевна"

    def test_is_not_there_for_another_curator(self, handed: VolumeSubmission, stranger: Client) -> None:
        assert stranger.get(f"/desk/readings/{handed.pk}/").status_code == 404
        assert decide(stranger, handed, "accept").status_code == 404

    def test_asks_the_database_a_fixed_number_of_times(
        self,
        handed: VolumeSubmission,
        curator: Client,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        page_of(curator, handed)

        with django_assert_max_num_queries(12):
            page_of(curator, handed)


class TestDecision:
    def test_accepts(self, handed: VolumeSubmission, curator: Client) -> None:
        decide(curator, handed, "accept")

        handed.refresh_from_db()
        assert (handed.status, handed.decided_by) == ("accepted", "Петрова Мария Сергеевна")

    def test_returns_with_the_reason(self, handed: VolumeSubmission, curator: Client) -> None:
        decide(curator, handed, "return", ground="telemetry", note="по УУГ-1")

        handed.refresh_from_db()
        assert handed.status == "returned"
        assert handed.decision_reason == "Объём расходится с телеметрией. по УУГ-1"

    def test_asks_for_a_reason_of_a_return(self, handed: VolumeSubmission, curator: Client) -> None:
        answer = decide(curator, handed, "return")

        assert answer.status_code == 422
        assert "Укажите, почему показания возвращаются" in answer.content.decode()
        handed.refresh_from_db()
        assert handed.status == "recorded"

    def test_overwrites_no_decision_of_a_colleague(
        self, handed: VolumeSubmission, curator: Client, head: Client
    ) -> None:
        decide(head, handed, "return", note="Не то")

        answer = decide(curator, handed, "accept")

        page = curator.get(answer.headers["Location"]).content.decode()
        assert "Решение уже принято: Орлов Пётр Ильич" in page
        handed.refresh_from_db()
        assert handed.status == "returned"

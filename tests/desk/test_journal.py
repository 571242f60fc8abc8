"""Receipts as the staff see them, and the journal."""

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from tests import factories
from tests.desk import things
from tests.factories import Cast


class TestReceipt:
    @pytest.fixture
    def number(self, cast: Cast, director: Viewer) -> str:
        return str(things.submission(cast, director, {things.day(2): "36100"}).receipt_number)

    def test_shows_what_was_proven(self, number: str, curator: Client) -> None:
        page = curator.get(f"/desk/receipts/{number}/").content.decode()

        for words in (number, "36,100", "Кузнецов Игорь Олегович", "SHA-256", "совпадает с хешем"):
            assert words in page

    def test_shows_a_request_by_the_names_of_its_points(
        self, cast: Cast, director: Viewer, curator: Client
    ) -> None:
        request = things.request(cast, director)

        page = curator.get(f"/desk/receipts/{request.versions.get().receipt_number}/").content.decode()

        assert "Площадка ТП-1" in page
        assert "1\u00a0240,000" in page

    def test_shows_the_hashes_of_files(self, cast: Cast, director: Viewer, curator: Client) -> None:
        scan = things.scan(cast, director)
        assert scan.file

        assert scan.file.sha256 in curator.get(f"/desk/receipts/{scan.receipt_number}/").content.decode()

    def test_is_not_there_for_another_curator(self, number: str, stranger: Client) -> None:
        assert stranger.get(f"/desk/receipts/{number}/").status_code == 404


class TestJournal:
    def test_is_read_by_those_who_have_the_right(self, head: Client, curator: Client) -> None:
        assert head.get("/desk/journal/").status_code == 200
        assert curator.get("/desk/journal/").status_code == 403

    def test_can_be_narrowed_to_one_subject(self, cast: Cast, director: Viewer, head: Client) -> None:
        request = things.request(cast, director)
        things.submission(cast, director, {things.day(2): "36100"})

        page = head.get(f"/desk/journal/?subject=request:{request.pk}").content.decode()

        assert "requests.volume_request.submitted" in page
        assert "metering.volumes.submitted" not in page

    def test_can_be_narrowed_to_one_customer(self, cast: Cast, director: Viewer, head: Client) -> None:
        things.request(cast, director)

        own = head.get(f"/desk/journal/?organization={cast.plant.pk}").content.decode()
        other = head.get(f"/desk/journal/?organization={cast.neighbour_plant.pk}").content.decode()

        assert "requests.volume_request.submitted" in own
        assert "Записей нет" in other

    def test_asks_the_database_as_often_for_many_records_as_for_few(
        self,
        cast: Cast,
        director: Viewer,
        head: Client,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for ago in range(2, 62):
            things.submission(cast, director, {things.day(ago): "36100"})

        with django_assert_max_num_queries(6):
            page = head.get("/desk/journal/").content.decode()
        assert "?page=2" in page


class TestDetails:
    """What a record says, as the journal prints it."""

    def told(self, head: Client, cast: Cast, event: str, data: dict[str, object]) -> str:
        with transaction.atomic():
            journal.record(
                event,
                viewer=factories.viewer_of(cast.head),
                subject="user:sidorov",
                data=data,
                at=factories.NOW,
            )
        return head.get("/desk/journal/?subject=user:sidorov").content.decode()

    @pytest.mark.parametrize(
        ("event", "data", "words"),
        [
            (
                "access.rights_changed",
                {"rights": [["see-money", "see-supply"], ["see-supply"]]},
                "права: see-money, see-supply → see-supply",
            ),
            ("access.access_ended", {"valid_to": [None, "2026-11-23"]}, "— → 2026-11-23"),
            ("access.policy.set", {"code_days": [14, 7]}, "14 → 7"),
            ("access.application.ready", {"status": ["checking", "ready"]}, "checking → ready"),
        ],
    )
    def test_of_a_change_are_what_was_and_what_is(
        self, cast: Cast, head: Client, event: str, data: dict[str, object], words: str
    ) -> None:
        assert words in self.told(head, cast, event, data)

    @pytest.mark.parametrize(
        ("event", "data", "words"),
        [
            ("access.issued", {"rights": ["see-money", "see-supply"]}, "права: see-money, see-supply<"),
            ("access.application.received", {"status": ["received", "received"]}, "статус: received<"),
            ("access.application.ready", {"checks": ["contract", "signed"]}, "contract, signed<"),
            ("access.access_ended", {"papers": ["a" * 64, "b" * 64]}, f"{'a' * 12}…, {'b' * 12}…<"),
        ],
    )
    def test_of_two_things_are_no_change(
        self, cast: Cast, head: Client, event: str, data: dict[str, object], words: str
    ) -> None:
        page = self.told(head, cast, event, data)

        assert words in page
        assert "→" not in page

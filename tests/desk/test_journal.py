"""Receipts as the staff see them, and the journal."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.foundation.viewer import Viewer
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

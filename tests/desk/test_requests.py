"""The decision about one request."""

from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.foundation.viewer import Viewer
from kabinet.journal import queries as journal
from kabinet.organizations import queries as organizations
from kabinet.requests.models import VolumeRequest
from tests.desk import things
from tests.factories import Cast


@pytest.fixture
def request_(cast: Cast, director: Viewer) -> VolumeRequest:
    return things.request(cast, director)


def decide(
    client: Client, request: VolumeRequest, outcome: str, *, agreed: str = "1 240,000", **typed: str
) -> HttpResponse:
    point = request.contract.supply_points.get()
    body = {"outcome": outcome, "seen_version": "1", f"agreed_{point.pk}": agreed} | typed
    return client.post(f"/desk/requests/{request.pk}/", body)


class TestPage:
    def test_starts_with_the_requested_volume_agreed(self, request_: VolumeRequest, curator: Client) -> None:
        page = curator.get(f"/desk/requests/{request_.pk}/").content.decode()

        assert 'value="1\u00a0240,000"' in page
        assert "Вторая печь" in page

    def test_is_seen_on_the_customers_receipt(
        self, request_: VolumeRequest, curator: Client, director: Viewer
    ) -> None:
        curator.get(f"/desk/requests/{request_.pk}/")

        number = request_.versions.get().receipt_number
        sighting = journal.get_receipt(viewer=director, number=number).sighting
        assert sighting.by_name == "Петрова Мария Сергеевна"

    def test_is_not_there_for_another_curator(self, request_: VolumeRequest, stranger: Client) -> None:
        assert stranger.get(f"/desk/requests/{request_.pk}/").status_code == 404
        assert decide(stranger, request_, "accept").status_code == 404

    def test_shows_no_decision_to_whom_it_does_not_belong(
        self, request_: VolumeRequest, bookkeeper: Client
    ) -> None:
        assert 'name="outcome"' not in bookkeeper.get(f"/desk/requests/{request_.pk}/").content.decode()
        assert decide(bookkeeper, request_, "accept").status_code == 403

    def test_asks_the_database_a_fixed_number_of_times(
        self,
        request_: VolumeRequest,
        curator: Client,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        address = f"/desk/requests/{request_.pk}/"
        curator.get(address)  # the first look is noted, the next ones only read

        with django_assert_max_num_queries(12):
            curator.get(address)


class TestDecision:
    def test_accepts_the_volume_as_it_was_asked_for(
        self, request_: VolumeRequest, curator: Client, cast: Cast, director: Viewer
    ) -> None:
        answer = decide(curator, request_, "accept")

        assert answer.status_code == 302
        request_.refresh_from_db()
        assert request_.status == "accepted"
        plan = organizations.volumes_by_point(
            viewer=director, contract_id=cast.contract.pk, month=things.DECEMBER
        )
        assert plan == {cast.point.pk: Decimal(1_240_000)}

    def test_agrees_another_volume_with_the_reason(self, request_: VolumeRequest, curator: Client) -> None:
        decide(
            curator, request_, "accept-with-changes", agreed="1000,5", ground="resource", note="До 20 числа"
        )

        request_.refresh_from_db()
        assert request_.status == "accepted-with-changes"
        assert request_.agreed_volume == Decimal(1_000_500)
        assert request_.decisions.get().reason == "Ресурса газа на месяц недостаточно. До 20 числа"

    def test_returns_with_the_reason(self, request_: VolumeRequest, curator: Client) -> None:
        decide(curator, request_, "return", agreed="что угодно", ground="mistake")

        request_.refresh_from_db()
        assert request_.status == "returned"

    def test_offers_what_is_next_when_it_is_done(self, request_: VolumeRequest, curator: Client) -> None:
        decide(curator, request_, "accept")

        page = curator.get(f"/desk/requests/{request_.pk}/").content.decode()
        assert "/desk/next/?kind=requests" in page
        assert "Следующее в очереди" in page

    def test_asks_for_a_reason_and_keeps_what_was_typed(
        self, request_: VolumeRequest, curator: Client
    ) -> None:
        answer = decide(curator, request_, "accept-with-changes", agreed="900,000")

        assert answer.status_code == 422
        page = answer.content.decode()
        assert 'value="900,000"' in page
        assert "<title>Ошибка:" in page
        assert 'href="#id_note"' in page

    def test_does_not_accept_as_asked_where_the_volume_was_changed(
        self, request_: VolumeRequest, curator: Client
    ) -> None:
        answer = decide(curator, request_, "accept", agreed="900,000")

        assert answer.status_code == 422
        request_.refresh_from_db()
        assert request_.status == "submitted"

    @pytest.mark.parametrize("typed", ["", "1,2e3", "-5", "много"])
    def test_refuses_a_volume_that_is_none(
        self, request_: VolumeRequest, curator: Client, typed: str
    ) -> None:
        answer = decide(curator, request_, "accept-with-changes", agreed=typed, note="Так надо")

        assert answer.status_code == 422
        request_.refresh_from_db()
        assert request_.status == "submitted"

    def test_overwrites_no_decision_of_a_colleague(
        self, request_: VolumeRequest, curator: Client, head: Client
    ) -> None:
        decide(head, request_, "return", note="Нет ресурса")

        answer = decide(curator, request_, "accept")

        page = curator.get(answer.headers["Location"]).content.decode()
        assert "Решение уже принято: Орлов Пётр Ильич" in page
        assert "09:20" in page
        request_.refresh_from_db()
        assert request_.status == "returned"

    def test_takes_a_second_press_for_the_first(self, request_: VolumeRequest, curator: Client) -> None:
        decide(curator, request_, "accept")

        answer = decide(curator, request_, "accept")

        assert answer.headers["Location"] == f"/desk/requests/{request_.pk}/"
        page = curator.get(answer.headers["Location"]).content.decode()
        assert "Решение уже принято" not in page
        assert request_.decisions.count() == 1

    def test_does_not_decide_a_version_that_was_not_on_the_screen(
        self, request_: VolumeRequest, curator: Client, cast: Cast, director: Viewer
    ) -> None:
        decide(curator, request_, "return", note="Уточните")
        things.request(cast, director, volume="900000")

        answer = decide(curator, request_, "accept", agreed="900,000")

        assert "новую версию" in curator.get(answer.headers["Location"]).content.decode()
        request_.refresh_from_db()
        assert request_.status == "submitted"

    def test_keeps_a_volume_finer_than_the_page_shows(
        self, cast: Cast, director: Viewer, curator: Client
    ) -> None:
        fine = things.request(cast, director, volume="1000.4321", month=things.DECEMBER.next)

        assert decide(curator, fine, "accept", agreed="1,000").status_code == 302
        fine.refresh_from_db()
        assert fine.agreed_volume == Decimal("1000.4321")


def test_words_follow_the_language_of_the_reader(cast: Cast, director: Viewer, curator: Client) -> None:
    request = things.request(cast, director)
    curator.cookies["django_language"] = "en"

    page = curator.get(f"/desk/requests/{request.pk}/").content.decode()

    assert "Accept with changes" in page
    assert "Request for December 2026" in page
    decide(curator, request, "return", ground="resource")
    assert request.decisions.get().reason == "Ресурса газа на месяц недостаточно"

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.journal import operations as journal
from kabinet.requests import operations
from kabinet.requests.models import VolumeRequest
from kabinet.requests.rules.words import Outcome, Status
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import NOW, Cast

NEW = "/requests/new/2026-12/"
CHECK = "/requests/new/2026-12/check/"
DECEMBER = BillingMonth(2026, 12)
QUERIES = 12


@pytest.fixture(autouse=True)
def _stopped_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def engineer(cast: Cast) -> Client:
    return factories.signed_in(cast.engineer)


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\xa0", " ")


def send(client: Client, cast: Cast, volume: str, *, action: str = "submit", **fields: str) -> HttpResponse:
    data = {"action": action, "key": uuid4().hex, "comment": "", f"p-{cast.point.pk}": volume}
    return client.post(CHECK, data | fields)


def submit(cast: Cast, volume: str = "1240000", *, month: BillingMonth = DECEMBER) -> VolumeRequest:
    operations.submit_volume_request(
        viewer=factories.viewer_of(cast.engineer),
        contract_id=cast.contract.pk,
        month=month,
        volumes={cast.point.pk: Decimal(volume)},
        comment="Пуск печи",
        key=uuid4().hex,
        now=NOW - timedelta(hours=2),
    )
    return VolumeRequest.objects.everywhere(reason="test").get(month=month)


def decide(cast: Cast, request: VolumeRequest, outcome: Outcome, agreed: str = "", reason: str = "") -> None:
    operations.decide_volume_request(
        viewer=factories.viewer_of(cast.curator),
        request_id=request.pk,
        seen_version=request.version,
        outcome=outcome,
        agreed={cast.point.pk: Decimal(agreed)} if agreed else {},
        reason=reason,
        now=NOW,
    )


class TestKey:
    def test_answers_a_second_press_with_the_first_receipt(self, cast: Cast, engineer: Client) -> None:
        answers = [send(engineer, cast, "1 240", key="form") for _ in range(2)]

        assert answers[0].headers["Location"] == answers[1].headers["Location"]

    def test_does_not_take_another_volume_for_the_one_already_sent(
        self, cast: Cast, engineer: Client
    ) -> None:
        send(engineer, cast, "1 240", key="form")

        again = send(engineer, cast, "1 300", key="form")

        assert again.status_code == 409
        assert "Заявка уже отправлена" in text_of(again)


class TestList:
    @pytest.mark.parametrize("page", ["-1", "abc", "9" * 25, "9" * 5000])
    def test_shows_a_page_for_any_number_in_the_address(self, engineer: Client, page: str) -> None:
        assert engineer.get(f"/requests/?page={page}").status_code == 200

    def test_names_the_month_to_be_requested_and_its_deadline(self, engineer: Client) -> None:
        page = text_of(engineer.get("/requests/"))

        assert "Подать заявку на декабрь 2026" in page
        assert "до 25.11.2026 23:59 МСК, осталось 2 дня" in page
        assert "Здесь нет заявок" in page

    def test_after_the_deadline_offers_it_all_the_same(self, cast: Cast) -> None:
        with time_machine.travel(NOW + timedelta(days=3), tick=False):
            page = text_of(factories.signed_in(cast.engineer).get("/requests/"))

        assert "Подать заявку на декабрь 2026" in page
        assert "Срок заявки на декабрь 2026 прошёл" in page
        assert "с отметкой «после срока»" in page

    def test_shows_whose_turn_it_is_and_by_when(self, cast: Cast, engineer: Client) -> None:
        submit(cast)

        page = text_of(engineer.get("/requests/"))

        assert "На декабрь 2026" in page
        assert "Ожидает поставщика" in page
        assert "28.11.2026 23:59 МСК" in page
        assert "Подать заявку на январь 2027" in page

    def test_a_returned_request_is_the_clients_turn(self, cast: Cast, engineer: Client) -> None:
        decide(cast, submit(cast), Outcome.RETURN, reason="Опечатка?")

        page = text_of(engineer.get("/requests/"))

        assert "Ожидает вас" in page
        assert "Исправить заявку на декабрь 2026" in page

    def test_parts_what_is_open_from_what_has_ended(self, cast: Cast, engineer: Client) -> None:
        decide(cast, submit(cast), Outcome.ACCEPT)
        submit(cast, month=DECEMBER.next)

        pages = {shown: text_of(engineer.get(f"/requests/?show={shown}")) for shown in ("", "done", "all")}

        assert ["На декабрь 2026" in pages[shown] for shown in ("", "done", "all")] == [False, True, True]
        assert ["На январь 2027" in pages[shown] for shown in ("", "done", "all")] == [True, False, True]

    def test_takes_as_many_queries_for_many_as_for_few(
        self, cast: Cast, engineer: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        submit(cast)
        engineer.get("/requests/")
        with django_assert_num_queries(9):
            engineer.get("/requests/")
        for ahead in range(1, 8):
            submit(cast, month=DECEMBER.plus(ahead))
        with django_assert_num_queries(9):
            engineer.get("/requests/")

    def test_who_may_not_submit_is_not_asked_to(self, cast: Cast) -> None:
        assert "Подать заявку" not in text_of(factories.signed_in(cast.accountant).get("/requests/"))


class TestForm:
    def test_is_filled_from_the_last_request(self, cast: Cast, engineer: Client) -> None:
        submit(cast, "1240000", month=BillingMonth(2026, 11))

        page = text_of(engineer.get(NEW))

        assert f'name="p-{cast.point.pk}" value="1 240,000"' in page
        assert "До 25.11.2026 23:59 МСК" in page
        assert "Договорной объём на декабрь 2026 не установлен" in page

    def test_shows_the_contract_volume_and_the_last_fact(self, cast: Cast, engineer: Client) -> None:
        factories.contract_volume(cast.point, "1165000", month=DECEMBER)
        factories.volumes(cast.unit, {date(2026, 11, 1): "36100"})

        page = text_of(engineer.get(NEW))

        assert "1 165,000" in page
        assert "36,100" in page
        assert 'data-plan="1165.000"' in page

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ("", "ТП-1: введите объём"),
            ("много", "введите число, например"),
            ("-5", "ТП-1: объём не может быть отрицательным"),
            ("0", "Введите объём хотя бы по одной точке"),
        ],
    )
    def test_tells_mistakes_and_keeps_what_was_typed(
        self, cast: Cast, engineer: Client, typed: str, told: str
    ) -> None:
        answer = send(engineer, cast, typed, action="check", comment="Пуск печи")

        page = text_of(answer)
        assert answer.status_code == 422
        assert page.count(told) >= 2
        assert f'value="{typed}"' in page
        assert "Пуск печи" in page

    @pytest.mark.parametrize("month", ["2026-10", "2028-01"])
    def test_of_a_month_gone_by_or_far_ahead_is_not_there(self, engineer: Client, month: str) -> None:
        assert engineer.get(f"/requests/new/{month}/").status_code == 404

    def test_without_the_right_is_refused(self, cast: Cast) -> None:
        assert factories.signed_in(cast.accountant).get(NEW).status_code == 403

    def test_takes_few_queries(
        self, cast: Cast, engineer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        decide(cast, submit(cast), Outcome.RETURN, reason="Опечатка?")
        engineer.get(NEW)

        with django_assert_max_num_queries(QUERIES):
            engineer.get(NEW)


class TestCheckAndSend:
    def test_says_that_nothing_was_sent_yet(self, cast: Cast, engineer: Client) -> None:
        page = text_of(send(engineer, cast, "1 240", action="check"))

        assert "Заявка ещё не отправлена." in page
        assert "40,000 тыс. м³" in page
        assert f'name="p-{cast.point.pk}" value="1 240"' in page
        assert not VolumeRequest.objects.everywhere(reason="test").exists()

    def test_more_than_the_contract_is_warned_of_and_not_stopped(self, cast: Cast, engineer: Client) -> None:
        factories.contract_volume(cast.point, "1165000", month=DECEMBER)

        answer = send(engineer, cast, "1 240", action="check")

        assert answer.status_code == 200
        assert "больше договорного объёма на 75,000 тыс. м³" in text_of(answer)

    def test_can_be_changed_with_all_values_kept(self, cast: Cast, engineer: Client) -> None:
        page = text_of(send(engineer, cast, "1 250", action="change", comment="Пуск печи"))

        assert f'name="p-{cast.point.pk}" value="1 250"' in page
        assert "Пуск печи" in page

    def test_sends_and_leads_to_the_receipt(self, cast: Cast, engineer: Client) -> None:
        answer = send(engineer, cast, "1 240,5")

        [request] = VolumeRequest.objects.everywhere(reason="test")
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/receipts/2026-11-")
        assert (request.volume, request.status, request.late) == (Decimal(1_240_500), Status.SUBMITTED, False)

    def test_pressed_twice_is_sent_once(self, cast: Cast, engineer: Client) -> None:
        answers = [send(engineer, cast, "1 240", key="one") for _ in range(2)]

        assert len({answer.headers["Location"] for answer in answers}) == 1
        assert VolumeRequest.objects.everywhere(reason="test").get().version == 1

    def test_from_a_second_tab_hears_who_decided_and_changes_nothing(
        self, cast: Cast, engineer: Client
    ) -> None:
        request = submit(cast)
        decide(cast, request, Outcome.ACCEPT)

        answer = send(engineer, cast, "900")

        page = text_of(answer)
        assert answer.status_code == 409
        assert (
            "Решение по заявке на декабрь 2026 уже есть: Петрова Мария Сергеевна, 23.11.2026 09:20 МСК"
            in page
        )
        assert f"/requests/{request.pk}/" in page
        assert 'value="900"' in page
        request.refresh_from_db()
        assert request.agreed_volume == Decimal(1_240_000)

    def test_a_month_that_was_requested_leads_to_its_request(self, cast: Cast, engineer: Client) -> None:
        request = submit(cast)

        page = text_of(engineer.get(NEW))

        assert f"Открыть заявку № {request.pk}" in page
        assert 'class="entry"' not in page

    def test_has_nothing_to_show_by_itself(self, engineer: Client) -> None:
        assert engineer.get(CHECK).headers["Location"] == NEW


class TestCard:
    def card(self, client: Client, request: VolumeRequest) -> str:
        return text_of(client.get(f"/requests/{request.pk}/"))

    def test_shows_what_was_agreed_beside_what_was_asked_and_why(self, cast: Cast, engineer: Client) -> None:
        request = submit(cast)
        decide(cast, request, Outcome.ACCEPT_WITH_CHANGES, "1100000", "Ограничен ресурс")

        page = self.card(engineer, request)

        assert "Принята с изменениями" in page
        assert "1 240,000" in page
        assert "1 100,000" in page
        assert "-140,000" in page
        assert page.count("Ограничен ресурс") == 2
        assert "Пуск печи" in page

    def test_tells_the_history_with_times_and_authors(self, cast: Cast, engineer: Client) -> None:
        request = submit(cast)
        curator = factories.viewer_of(cast.curator)
        journal.note_sighting(viewer=curator, subject=f"request:{request.pk}", at=NOW - timedelta(hours=1))
        decide(cast, request, Outcome.ACCEPT)

        page = self.card(engineer, request)

        told = ["23.11.2026 09:20 МСК · Петрова", "Просмотрено поставщиком", "23.11.2026 07:20 МСК · Сидоров"]
        assert sorted(map(page.index, told)) == [page.index(text) for text in told]

    def test_waiting_for_the_supplier_tells_until_when(self, cast: Cast, engineer: Client) -> None:
        page = self.card(engineer, submit(cast))

        assert "Ожидает поставщика" in page
        assert "28.11.2026 23:59 МСК" in page

    def test_a_returned_one_can_be_corrected_and_sent_again(self, cast: Cast, engineer: Client) -> None:
        request = submit(cast)
        decide(cast, request, Outcome.RETURN, reason="Опечатка?")

        assert "Исправить и отправить снова" in self.card(engineer, request)
        form = text_of(engineer.get(NEW))
        assert f'name="p-{cast.point.pk}" value="1 240,000"' in form
        assert f'<a href="/requests/{request.pk}/">Причина возврата</a>' in form
        send(engineer, cast, "1 200")
        page = self.card(engineer, request)
        assert "Отправлена снова, версия 2" in page
        assert page.count("/receipts/") == 2

    def test_of_another_client_is_not_there(self, cast: Cast) -> None:
        request = submit(cast)

        answer = factories.signed_in(cast.neighbour).get(f"/requests/{request.pk}/")

        assert answer.status_code == 404
        assert "Керамик" not in text_of(answer)

    def test_takes_few_queries(
        self, cast: Cast, engineer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        request = submit(cast)
        decide(cast, request, Outcome.RETURN, reason="Опечатка?")
        engineer.get(f"/requests/{request.pk}/")

        with django_assert_max_num_queries(QUERIES):
            engineer.get(f"/requests/{request.pk}/")

    def test_speaks_english_too(self, cast: Cast, engineer: Client) -> None:
        engineer.cookies["django_language"] = "en"

        page = self.card(engineer, submit(cast))

        assert "Waiting for the supplier" in page
        assert "Request for December 2026" in page

from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.journal.models import Receipt
from kabinet.metering.models import DailyVolume
from tests.factories import Cast
from tests.portal.metering.things import (
    CHECK,
    GRID,
    QUERIES_OF_CHECK,
    QUERIES_OF_HANDING_IN,
    QUERIES_OF_SECOND_PRESS,
    YESTERDAY,
    cell,
    give,
    send,
    stored,
    text_of,
)


class TestCheckPage:
    def month_of(self, cast: Cast, typed: str = "36,100") -> dict[str, str]:
        return {cell(cast.unit, day): typed for day in range(1, 23)}

    def hidden(self, engineer: Client, cells: dict[str, str], **fields: str) -> HttpResponse:
        return engineer.post(CHECK, {"key": "checked"} | cells | fields)

    def test_many_days_are_looked_over_first(self, cast: Cast, engineer: Client) -> None:
        answer = send(engineer, "submit", self.month_of(cast))

        assert answer.headers["Location"] == CHECK
        page = text_of(engineer.get(CHECK))
        assert "Данные ещё не переданы" in page
        assert "Передать показания за 22 суток" in page
        assert "794,200 тыс. м³" in page
        assert stored(cast) == {}

    def test_hands_in_exactly_what_it_shows(self, cast: Cast, engineer: Client) -> None:
        send(engineer, "check", self.month_of(cast))

        answer = self.hidden(engineer, self.month_of(cast))

        assert answer.headers["Location"].startswith("/receipts/")
        assert len(stored(cast)) == 22
        assert sum(stored(cast).values()) == Decimal(794_200)

    def test_pressed_twice_is_recorded_once(self, cast: Cast, engineer: Client) -> None:
        answers = [self.hidden(engineer, self.month_of(cast)) for _ in range(2)]

        assert len({answer.headers["Location"] for answer in answers}) == 1
        assert Receipt.objects.everywhere(reason="test").count() == 1

    def test_an_unusual_volume_wants_a_reason_and_can_then_be_sent(
        self, cast: Cast, engineer: Client
    ) -> None:
        give(cast.unit, 21)
        cells = {cell(cast.unit): "36100"}

        assert send(engineer, "submit", cells).headers["Location"] == CHECK
        assert "примерно в тысячу раз" in text_of(engineer.get(CHECK))
        unanswered = self.hidden(engineer, cells)
        assert unanswered.status_code == 422
        assert "22.11, УУГ-1: выберите причину" in text_of(unanswered)
        reason = cell(cast.unit).replace("v-", "r-", 1)
        note = cell(cast.unit).replace("v-", "n-", 1)
        answer = self.hidden(engineer, cells, **{reason: "production", note: "Пуск печи"})
        assert answer.headers["Location"].startswith("/receipts/")
        kept = DailyVolume.objects.everywhere(reason="test").get(gas_day=YESTERDAY)
        assert kept.reason == "production: Пуск печи"

    def test_other_alone_is_no_reason(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)
        reason = cell(cast.unit).replace("v-", "r-", 1)

        answer = self.hidden(engineer, {cell(cast.unit): "0"}, **{reason: "other"})

        assert answer.status_code == 422
        assert "напишите, что произошло" in text_of(answer)

    def test_one_reason_serves_for_all(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 20)
        cells = {cell(cast.unit, 21): "0", cell(cast.unit, 22): "0"}

        empty = {name.replace("v-", "r-", 1): "" for name in cells}
        answer = self.hidden(engineer, cells, reason_all="repair", **empty)

        assert answer.headers["Location"].startswith("/receipts/")

    def test_rounding_is_told_before_sending(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)

        send(engineer, "submit", {cell(cast.unit): "36,1236"})

        assert "введено 36,1236, будет передано 36,124" in text_of(engineer.get(CHECK))

    def test_a_day_given_meanwhile_stops_it_and_the_rest_is_kept(self, cast: Cast, engineer: Client) -> None:
        cells = self.month_of(cast)
        send(engineer, "check", cells)
        give(cast.unit, 3)

        answer = self.hidden(engineer, cells)

        page = text_of(answer)
        assert answer.status_code == 422
        assert page.count("объём за эти сутки уже передан") == 3
        assert page.count('value="36,100"') == 19
        assert len(stored(cast)) == 3

    def test_without_a_draft_leads_back(self, engineer: Client) -> None:
        assert engineer.get(CHECK).headers["Location"] == GRID

    def test_takes_few_queries(
        self, cast: Cast, engineer: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        send(engineer, "check", self.month_of(cast))
        engineer.get(CHECK)

        with django_assert_num_queries(QUERIES_OF_CHECK):
            engineer.get(CHECK)

    @pytest.mark.parametrize("days", [1, 22])
    def test_hands_in_many_days_by_the_queries_of_one(
        self, cast: Cast, engineer: Client, django_assert_num_queries: DjangoAssertNumQueries, days: int
    ) -> None:
        cells = {cell(cast.unit, day): "36,100" for day in range(1, days + 1)}
        send(engineer, "check", cells)

        with django_assert_num_queries(QUERIES_OF_HANDING_IN):
            self.hidden(engineer, cells)

        with django_assert_num_queries(QUERIES_OF_SECOND_PRESS):
            self.hidden(engineer, cells)

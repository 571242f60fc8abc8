from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.metering.rules.words import Status
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import Cast
from tests.portal.metering.things import (
    GRID,
    QUERIES_OF_GRID,
    YESTERDAY,
    cell,
    give,
    over,
    send,
    stored,
    text_of,
)


class TestLeaving:
    def test_keeps_what_was_typed_without_a_word(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)

        answer = send(engineer, "keep", {cell(cast.unit): "36,1"})

        assert (answer.status_code, answer.headers["Location"]) == (302, GRID)
        page = text_of(engineer.get(GRID))
        assert 'value="36,1"' in page
        assert "Черновик сохранён" not in page
        assert stored(cast).keys() == {date(2026, 11, day) for day in range(1, 22)}

    def test_is_not_for_who_only_reads(self, cast: Cast) -> None:
        accountant = factories.signed_in(cast.accountant)

        assert send(accountant, "keep", {cell(cast.unit): "36,1"}).status_code == 403


class TestGrid:
    @pytest.mark.parametrize("month", ["9999-12", "0001-01", "2026-13", "٢٠٢٦-11"])
    def test_is_not_there_for_a_month_that_no_gas_is_supplied_in(self, engineer: Client, month: str) -> None:
        assert engineer.get(f"/readings/{month}/").status_code == 404

    @pytest.mark.parametrize("units", ["0", "-1", "9" * 25, "9" * 5000])
    def test_shows_units_for_any_page_of_them(self, engineer: Client, units: str) -> None:
        assert engineer.get(f"{GRID}?units={units}").status_code == 200

    def test_leads_from_readings_to_the_month_of_the_last_closed_day(self, engineer: Client) -> None:
        assert engineer.get("/readings/").headers["Location"] == GRID

    def test_shows_inputs_for_missing_closed_days_only(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)

        page = text_of(engineer.get(GRID))

        assert f'name="{cell(cast.unit)}"' in page
        assert page.count('class="entry"') == 1
        assert "autofocus" in page
        assert page.count("не завершены") == 8
        assert page.count(">Исправить<") == 21

    def test_of_a_contract_that_is_over_awaits_and_promises_nothing(
        self, cast: Cast, engineer: Client
    ) -> None:
        give(cast.unit, 10)
        over(cast, date(2026, 11, 11))

        page = text_of(engineer.get(GRID))

        assert 'class="entry"' not in page
        assert "Срок за" not in page
        assert "За все завершённые сутки показания переданы" in page
        assert "последние газовые сутки — 10.11.2026" in text_of(engineer.get("/readings/2026-12/"))

    def test_of_a_month_to_come_does_not_say_that_all_is_given(self, engineer: Client) -> None:
        page = text_of(engineer.get("/readings/2026-12/"))

        assert "Первые газовые сутки месяца ещё не завершены" in page
        assert "показания переданы" not in page

    def test_of_a_month_to_come_says_what_is_planned(self, cast: Cast, engineer: Client) -> None:
        unplanned = text_of(engineer.get("/readings/2026-12/"))
        factories.contract_volume(cast.point, "1116000", month=BillingMonth(2026, 12))
        planned = text_of(engineer.get("/readings/2026-12/"))

        assert "Первые газовые сутки месяца ещё не завершены.</p>" in unplanned
        assert "Первые газовые сутки месяца ещё не завершены. По плану 1 116,000 тыс. м³." in planned
        assert "С начала месяца" not in unplanned + planned

    def test_before_the_contract_leads_to_its_first_month(self, engineer: Client) -> None:
        page = text_of(engineer.get("/readings/2025-12/"))

        assert "Поставка по договору началась 01.01.2026" in page
        assert 'href="/readings/2026-01/"' in page

    def test_tells_the_deadline_with_its_zone_and_the_time_left(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)

        page = text_of(engineer.get(GRID))

        assert "Срок за 22.11: 23.11.2026 10:00 МСК" in page
        assert "осталось 40 мин" in page
        assert "Пункт 4.3 договора" in page

    def test_sums_the_month_against_the_plan(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)

        page = text_of(engineer.get(GRID))

        assert "758,100" in page
        assert "868,000" in page
        assert "-12,7 %" in page

    def test_who_may_not_submit_sees_no_inputs(self, cast: Cast) -> None:
        page = text_of(factories.signed_in(cast.accountant).get(GRID))

        assert 'class="entry"' not in page
        assert "Передать" not in page

    def test_tells_why_a_day_came_back(self, cast: Cast, engineer: Client) -> None:
        submission = factories.volumes(cast.unit, {YESTERDAY: "36100"}, status=Status.RETURNED)
        submission.decision_reason = "Не сходится с телеметрией"
        submission.save(update_fields=["decision_reason"])

        page = text_of(engineer.get(GRID))

        assert "Не сходится с телеметрией (было 36,100)" in page
        assert f'name="{cell(cast.unit)}"' in page

    def test_a_client_without_units_reads_whom_to_call(self, cast: Cast) -> None:
        page = text_of(factories.signed_in(cast.neighbour).get(GRID))

        assert "Узлы учёта по договору не заведены" in page
        assert "+7 495 730-60-12" in page
        assert "<table" not in page

    def test_before_the_contract_begins_tells_the_first_deadline(self, cast: Cast, engineer: Client) -> None:
        cast.contract.valid_from = date(2026, 12, 1)
        cast.contract.save(update_fields=["valid_from"])

        page = text_of(engineer.get(GRID))

        assert "Поставка по договору начинается 01.12.2026" in page
        assert "до 02.12.2026 10:00 МСК" in page

    def test_many_units_are_spread_over_pages(self, cast: Cast, engineer: Client) -> None:
        for number in range(2, 8):
            factories.metering_unit(cast.point, f"УУГ-{number}")

        first, second = text_of(engineer.get(GRID)), text_of(engineer.get(f"{GRID}?units=2"))

        assert first.count('class="entry"') == 22 * 5
        assert second.count('class="entry"') == 22 * 2
        assert "Узлы 6–7" in first

    def test_takes_few_queries_however_full_the_month_is(
        self, cast: Cast, engineer: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        engineer.get(GRID)
        with django_assert_num_queries(QUERIES_OF_GRID):
            engineer.get(GRID)
        give(cast.unit, 21)
        give(factories.metering_unit(cast.point, "УУГ-2"), 21)
        with django_assert_num_queries(QUERIES_OF_GRID):
            engineer.get(GRID)

    def test_prints_all_units_without_buttons(self, cast: Cast, engineer: Client) -> None:
        for number in range(2, 8):
            factories.metering_unit(cast.point, f"УУГ-{number}")

        page = text_of(engineer.get(f"{GRID}?print=1"))

        assert "УУГ-7" in page
        assert 'class="entry"' not in page

    @pytest.mark.parametrize("address", ["/readings/2026-13/", "/readings/day/1/2026-11-99/"])
    def test_no_such_period_is_no_such_page(self, engineer: Client, address: str) -> None:
        assert engineer.get(address).status_code == 404

    def test_speaks_english_too(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)
        engineer.cookies["django_language"] = "en"

        page = text_of(engineer.get(GRID))

        assert "Gas day 22.11: until 23.11.2026 10:00 MSK" in page
        assert "Waiting for you" in page


def test_the_month_can_be_turned_back_to_the_beginning_of_the_contract(engineer: Client) -> None:
    page = text_of(engineer.get("/readings/2026-01/"))

    assert "/readings/2026-02/" in page
    assert "/readings/2025-12/" not in page
    assert BillingMonth(2026, 1).previous == BillingMonth(2025, 12)

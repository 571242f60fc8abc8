from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.journal.models import Receipt
from kabinet.metering.models import DailyVolume, MeteringUnit
from kabinet.metering.operations import cell_name
from kabinet.metering.rules.words import Status
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import NOW, TODAY, Cast

GRID = "/readings/2026-11/"
CHECK = "/readings/2026-11/check/"
YESTERDAY = TODAY - timedelta(days=1)
QUERIES_OF_GRID = 10
QUERIES = 12


@pytest.fixture(autouse=True)
def _stopped_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def engineer(cast: Cast) -> Client:
    return factories.signed_in(cast.engineer)


def give(unit: MeteringUnit, last: int, *, first: int = 1) -> None:
    days = [date(2026, 11, day) for day in range(first, last + 1)]
    factories.volumes(unit, dict.fromkeys(days, "36100"))


def cell(unit: MeteringUnit, day: int = 22) -> str:
    return cell_name(unit.pk, date(2026, 11, day))


def send(client: Client, action: str, cells: dict[str, str], *, key: str = "", **fields: str) -> HttpResponse:
    data = {"action": action, "key": key or uuid4().hex} | cells | fields
    return client.post(GRID, data)


def stored(cast: Cast) -> dict[date, Decimal]:
    rows = DailyVolume.objects.everywhere(reason="test").filter(
        contract=cast.contract, superseded_at__isnull=True
    )
    return dict(rows.values_list("gas_day", "volume"))


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\xa0", " ")


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
        assert page.count("ещё не закрыты") == 8
        assert page.count(">Исправить<") == 21

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


class TestSubmittingADay:
    def test_goes_at_once_to_its_receipt(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)

        answer = send(engineer, "submit", {cell(cast.unit): "36,1"})

        [receipt] = Receipt.objects.everywhere(reason="test")
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/receipts/{receipt.number}/")
        assert stored(cast)[YESTERDAY] == Decimal(36_100)

    def test_pressed_twice_is_recorded_once(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)
        cells = {cell(cast.unit): "36,1"}

        first = send(engineer, "submit", cells, key="one")
        second = send(engineer, "submit", cells, key="one")

        assert first.headers["Location"] == second.headers["Location"]
        assert Receipt.objects.everywhere(reason="test").count() == 1

    def test_does_not_take_another_volume_for_the_one_already_given(
        self, cast: Cast, engineer: Client
    ) -> None:
        give(cast.unit, 21)
        send(engineer, "submit", {cell(cast.unit): "36,1"}, key="one")

        answer = send(engineer, "submit", {cell(cast.unit): "37"}, key="one")

        assert answer.status_code == 422
        assert stored(cast)[YESTERDAY] == Decimal(36_100)

    def test_from_a_second_tab_hears_what_was_given_and_changes_nothing(
        self, cast: Cast, engineer: Client
    ) -> None:
        give(cast.unit, 21)
        send(engineer, "submit", {cell(cast.unit): "36,1"}, key="one")

        answer = send(engineer, "submit", {cell(cast.unit): "37"}, key="two")

        page = text_of(answer)
        [receipt] = Receipt.objects.everywhere(reason="test")
        assert answer.status_code == 422
        assert "объём за эти сутки уже передан: 36,100, Сидоров Семён Семёнович" in page
        assert receipt.number in page
        assert "Введённое здесь значение 37 не записано" in page
        assert stored(cast)[YESTERDAY] == Decimal(36_100)

    @pytest.mark.parametrize("typed", ["36.1", "36,1 тыс. м³", "36,100 ", "\t36,1"])
    def test_takes_numbers_as_people_write_them(self, cast: Cast, engineer: Client, typed: str) -> None:
        give(cast.unit, 21)

        send(engineer, "submit", {cell(cast.unit): typed})

        assert stored(cast)[YESTERDAY] == Decimal(36_100)

    def test_a_late_day_is_taken_and_marked(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 20)

        send(engineer, "submit", {cell(cast.unit, 21): "36,1"})

        assert "после срока" in text_of(engineer.get(GRID))

    def test_without_the_right_is_refused(self, cast: Cast) -> None:
        answer = send(factories.signed_in(cast.accountant), "submit", {cell(cast.unit): "36,1"})

        assert answer.status_code == 403
        assert stored(cast) == {}

    def test_cells_of_a_foreign_unit_are_passed_over(self, cast: Cast, engineer: Client) -> None:
        foreign = factories.metering_unit(factories.supply_point(cast.neighbour_contract, "ТП-2"))

        answer = send(engineer, "submit", {cell(foreign): "36,1"})

        assert answer.status_code == 422
        assert not DailyVolume.objects.everywhere(reason="test").exists()


class TestMistakes:
    CELLS = ("1,2e3", "-5,0", "мало")

    def test_are_listed_by_date_and_told_at_their_cells_and_all_else_is_kept(
        self, cast: Cast, engineer: Client
    ) -> None:
        good = {cell(cast.unit, day): "36,1" for day in range(1, 20)}
        bad = {cell(cast.unit, day): typed for day, typed in zip((20, 21, 22), self.CELLS, strict=True)}

        answer = send(engineer, "check", good | bad)

        page = text_of(answer)
        assert answer.status_code == 422
        assert page.count('value="36,1"') == 19
        assert all(f'value="{typed}"' in page for typed in self.CELLS)
        assert page.count('aria-invalid="true"') == 3
        assert "20.11, УУГ-1: введите объём в тыс. м³, например 36,100" in page
        assert f'href="#id_{cell(cast.unit, 20)}"' in page
        assert "<title>Ошибка:" in page

    def test_impossible_volumes_are_told_too(self, cast: Cast, engineer: Client) -> None:
        page = text_of(send(engineer, "check", {cell(cast.unit): "-5,0"}))

        assert "22.11, УУГ-1: объём не может быть отрицательным" in page

    def test_nothing_typed_is_one(self, cast: Cast, engineer: Client) -> None:
        answer = send(engineer, "submit", {cell(cast.unit): ""})

        assert answer.status_code == 422
        assert "Введите объём хотя бы за одни газовые сутки" in text_of(answer)

    def test_are_kept_for_the_next_visit(self, cast: Cast, engineer: Client) -> None:
        send(engineer, "check", {cell(cast.unit): "мало"})

        assert 'value="мало"' in text_of(engineer.get(GRID))


class TestDraft:
    def test_comes_back_as_typed_and_nothing_is_submitted(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)

        answer = send(engineer, "draft", {cell(cast.unit): "36,1 тыс"}, key="k")

        assert answer.headers["Location"] == GRID
        page = text_of(engineer.get(GRID))
        assert 'value="36,1 тыс"' in page
        assert "Черновик сохранён" in page
        assert YESTERDAY not in stored(cast)

    def test_an_emptied_cell_is_empty_at_the_next_visit(self, cast: Cast, engineer: Client) -> None:
        send(engineer, "draft", {cell(cast.unit): "36,1"})
        send(engineer, "draft", {cell(cast.unit): ""})

        assert 'value="36,1"' not in text_of(engineer.get(GRID))

    def test_of_another_page_of_units_is_handed_in_with_this_one(self, cast: Cast, engineer: Client) -> None:
        units = [factories.metering_unit(cast.point, f"УУГ-{number}") for number in range(2, 7)]
        send(engineer, "draft", {cell(units[-1]): "1,5"})

        send(engineer, "submit", {cell(cast.unit): "36,1"})

        volumes = DailyVolume.objects.everywhere(reason="test").values_list("volume", flat=True)
        assert sorted(volumes) == [Decimal(1500), Decimal(36_100)]


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

        answer = self.hidden(engineer, cells, reason_all="repair")

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

        with django_assert_num_queries(QUERIES):
            engineer.get(CHECK)


class TestPastedColumn:
    def lay_out(self, client: Client, pasted: str, **fields: str) -> str:
        answer = send(client, "lay-out", {}, pasted=pasted, **fields)
        assert answer.headers["Location"] == GRID
        return text_of(client.get(GRID))

    def test_is_laid_out_by_day_into_the_draft(self, cast: Cast, engineer: Client) -> None:
        page = self.lay_out(engineer, "36,100\r\n" * 22)

        assert page.count('value="36,100"') == 22
        assert "Вставлено 22 из 22. Первые сутки 01.11.2026, последние 22.11.2026." in page

    def test_counts_apart_what_did_not_fit_and_what_is_closed(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 5)

        page = self.lay_out(engineer, "36,100\n" * 32)

        assert "Вставлено 17 из 32." in page
        assert "2 строки не поместились." in page
        assert "13 строк приходится на сутки, закрытые для ввода." in page

    def test_with_dates_finds_its_days(self, cast: Cast, engineer: Client) -> None:
        self.lay_out(engineer, "03.11.2026\t3\n01.11.2026\t1\n")

        page = text_of(engineer.get(GRID))
        assert f'name="{cell(cast.unit, 1)}" value="1"' in page
        assert f'name="{cell(cast.unit, 3)}" value="3"' in page

    def test_begins_at_the_chosen_unit_and_day(self, cast: Cast, engineer: Client) -> None:
        second = factories.metering_unit(cast.point, "УУГ-2")

        self.lay_out(engineer, "7\n8\n", unit=str(second.pk), first_day="10.11")

        page = text_of(engineer.get(GRID))
        assert f'name="{cell(second, 10)}" value="7"' in page
        assert f'name="{cell(cast.unit, 10)}" value=""' in page

    def test_overwrites_nothing_that_was_given(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)

        self.lay_out(engineer, "1\n" * 22)
        engineer.post(CHECK, {"key": "k", cell(cast.unit): "36,1"})

        assert set(stored(cast).values()) == {Decimal(36_100)}

    def test_with_an_unreadable_first_day_is_given_back(self, engineer: Client) -> None:
        answer = send(engineer, "lay-out", {}, pasted="36,1\n", first_day="вчера")

        assert answer.status_code == 422
        assert "36,1" in text_of(answer)


class TestCorrection:
    @pytest.fixture
    def address(self, cast: Cast) -> str:
        give(cast.unit, 22)
        return f"/readings/day/{cast.unit.pk}/2026-11-22/"

    def correct(self, client: Client, address: str, volume: str = "36,2", **fields: str) -> HttpResponse:
        data = {"volume": volume, "reason": "mistake", "note": "", "seen_version": "1", "key": uuid4().hex}
        return client.post(address, data | fields)

    def test_adds_a_version_that_shows_beside_the_old_one(self, engineer: Client, address: str) -> None:
        answer = self.correct(engineer, address, note="Опечатка в журнале")

        assert answer.headers["Location"].startswith("/receipts/")
        page = text_of(engineer.get(address))
        assert "Версия 2: 36,200 тыс. м³" in page
        assert "Версия 1: 36,100 тыс. м³" in page
        assert "Ошибка при вводе: Опечатка в журнале" in page
        assert "Сидоров Семён Семёнович" in page

    def test_wants_a_volume_and_a_reason(self, engineer: Client, address: str) -> None:
        answer = self.correct(engineer, address, volume="", reason="")

        assert answer.status_code == 422
        assert "Заполните поле «Причина исправления»" in text_of(answer)

    def test_over_a_version_changed_meanwhile_is_told_whose(self, engineer: Client, address: str) -> None:
        self.correct(engineer, address)

        answer = self.correct(engineer, address, volume="36,3")

        page = text_of(answer)
        assert answer.status_code == 422
        assert "объём изменён на 36,200 тыс. м³ (Сидоров Семён Семёнович" in page
        assert 'name="seen_version" value="2"' in page
        assert 'value="36,3"' in page

    def test_an_unusual_volume_is_asked_about_once_more(self, engineer: Client, address: str) -> None:
        first = self.correct(engineer, address, volume="3,62")

        assert first.status_code == 422
        assert "примерно в десять раз" in text_of(first)
        assert 'name="confirmed" value="3,62"' in text_of(first)
        again = self.correct(engineer, address, volume="3,62", confirmed="3,62")
        assert again.headers["Location"].startswith("/receipts/")

    def test_of_a_foreign_day_is_not_there(self, cast: Cast, address: str) -> None:
        assert factories.signed_in(cast.neighbour).get(address).status_code == 404

    def test_is_not_offered_without_the_right(self, cast: Cast, address: str) -> None:
        accountant = factories.signed_in(cast.accountant)

        assert "Передать исправление" not in text_of(accountant.get(address))
        assert self.correct(accountant, address).status_code == 403

    def test_a_day_without_a_volume_leads_to_the_month(self, cast: Cast, engineer: Client) -> None:
        page = text_of(engineer.get(f"/readings/day/{cast.unit.pk}/2026-11-22/"))

        assert "Объём за эти газовые сутки не передан" in page
        assert GRID in page

    def test_takes_few_queries(
        self, engineer: Client, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        engineer.get(address)

        with django_assert_max_num_queries(QUERIES):
            engineer.get(address)


class TestSheet:
    def test_holds_the_month_with_true_numbers_and_days(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)

        answer = engineer.get(f"{GRID}?format=xlsx")

        sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
        header, first, *_rest = sheet.iter_rows(values_only=True)
        assert header[0] == "Газовые сутки"
        assert first[0].date() == date(2026, 11, 1)
        assert first[1] == pytest.approx(36.1)
        assert sheet.max_row == 31

    def test_comes_as_csv_too(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)

        lines = engineer.get(f"{GRID}?format=csv").content.decode("utf-8-sig").split("\r\n")

        assert lines[1].startswith("01.11.2026;36,100;")


def test_the_month_can_be_turned_back_to_the_beginning_of_the_contract(engineer: Client) -> None:
    page = text_of(engineer.get("/readings/2026-01/"))

    assert "/readings/2026-02/" in page
    assert "/readings/2025-12/" not in page
    assert BillingMonth(2026, 1).previous == BillingMonth(2025, 12)

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.metering.rules.words import Status
from kabinet.requests.models import Decision, VolumeRequest
from kabinet.requests.rules.words import Outcome
from kabinet.requests.rules.words import Status as RequestStatus
from tests import factories
from tests.factories import NOW, Cast
from tests.portal.consumption.things import MONTH, YESTERDAY, give, page_of, second_point, sheet_of

QUERIES = 13


def agree_request(cast: Cast, volume: str) -> None:
    request = VolumeRequest(
        contract=cast.contract,
        month=factories.MONTH,
        status=RequestStatus.ACCEPTED,
        volume=volume,
        submitted_at=NOW,
        submitted_by="Сидоров С. С.",
        answer_due_at=NOW,
    )
    request.save(force_insert=True)
    agreed = {str(cast.point.pk): volume}
    Decision(
        request=request, version=1, outcome=Outcome.ACCEPT, agreed=agreed, decided_at=NOW, decided_by="П."
    ).save(force_insert=True)


class TestMonth:
    def test_the_address_without_a_month_leads_to_the_one_under_way(self, engineer: Client) -> None:
        assert engineer.get("/consumption/").headers["Location"] == MONTH

    def test_shows_the_fact_against_the_contract_volume(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit)

        page = page_of(engineer, MONTH)

        assert "794,200" in page
        assert "из 1 240,000 по договору: 64,0 %" in page
        assert "Показания" in page

    def test_names_the_days_over_the_maximum_and_the_coefficient(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, until=date(2026, 11, 20))
        factories.volumes(cast.unit, {date(2026, 11, 21): "46000", date(2026, 11, 22): "10000"})

        page = page_of(engineer, MONTH)

        assert "1 сутки выше максимума, коэффициент 1,5" in page
        assert "1 сутки ниже минимума" in page
        assert '<td class="num cell-over">0,533</td>' in page
        assert '<td class="num cell-over">46,000</td>' in page

    def test_a_gap_is_a_gap(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, until=date(2026, 11, 20))
        give(cast.unit, "36200", since=YESTERDAY)

        rows = sheet_of(engineer, f"{MONTH}?format=xlsx")

        gap = rows[21]
        assert gap[0].date() == date(2026, 11, 21)
        assert (gap[1], gap[5], gap[6], gap[-1]) == (None, None, None, "нет данных")
        assert rows[-1][-1] == "не хватает 1 суток"

    def test_marks_what_was_reckoned_corrected_or_not_accepted(self, cast: Cast, engineer: Client) -> None:
        for day, status in enumerate((Status.ACCEPTED, Status.ESTIMATED, Status.RECORDED), start=1):
            factories.volumes(cast.unit, {date(2026, 11, day): "36100"}, status=status)

        rows = sheet_of(engineer, f"{MONTH}?format=xlsx")

        assert [row[-1] for row in rows[1:4]] == ["измерено", "дорасчёт", "ещё не принято"]

    def test_compares_with_the_same_days_of_the_year_before(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit)
        give(cast.unit, "30000", since=date(2025, 11, 1), until=date(2025, 11, 30))

        page = page_of(engineer, MONTH)

        assert "за те же сутки; сейчас +20,3 %" in page
        assert "660,000" in page

    def test_says_what_was_agreed_on_a_request(self, cast: Cast, engineer: Client) -> None:
        assert "Принятой заявки на этот месяц нет" in page_of(engineer, MONTH)

        agree_request(cast, "1200000")

        assert "По принятой заявке: 1 200,000 тыс. м³." in page_of(engineer, MONTH)

    def test_without_a_contract_volume_there_is_no_corridor(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, since=date(2026, 10, 1), until=date(2026, 10, 31))

        page = page_of(engineer, "/consumption/2026-10/")

        assert "договорной объём не установлен" in page
        assert "chart-band" not in page.split('<ul class="legend">')[0]

    def test_before_supply_says_when_it_begins(self, engineer: Client) -> None:
        assert "Поставка по договору началась 01.01.2026" in page_of(engineer, "/consumption/2025-12/")

    def test_many_units_that_are_missing_are_counted_and_not_named(
        self, cast: Cast, engineer: Client
    ) -> None:
        for number in range(2, 5):
            factories.metering_unit(cast.point, f"УУГ-{number}", in_use_from=date(2026, 11, 21))
        give(cast.unit)

        rows = sheet_of(engineer, f"{MONTH}?format=xlsx")

        assert rows[21][-1] == "нет данных: 3 узла учёта"

    def test_big_figures_stay_whole(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, "98765432.1")

        assert "2 172 839,506" in page_of(engineer, MONTH)


class TestParts:
    def test_a_supply_point_has_its_own_corridor(self, cast: Cast, engineer: Client) -> None:
        point, unit = second_point(cast.unit)
        give(cast.unit)
        give(unit, "12000")

        whole, part = (page_of(engineer, f"{MONTH}{more}") for more in ("", f"?part=point-{point.pk}"))

        assert f'<option value="point-{point.pk}" selected>' in part
        assert "перерасход: Площадка ТП-2" in whole
        assert "22 суток выше максимума" in part
        assert "Перерасход и недобор считаются по каждой точке подключения" in whole

    def test_several_points_over_their_maximum_are_counted(self, cast: Cast, engineer: Client) -> None:
        _, unit = second_point(cast.unit)
        give(cast.unit, "60000")
        give(unit, "12000")

        assert "перерасход в 2 точках" in page_of(engineer, MONTH)

    def test_a_unit_that_shares_its_point_has_no_plan(self, cast: Cast, engineer: Client) -> None:
        second = factories.metering_unit(cast.point, "УУГ-2")
        give(second)

        page = page_of(engineer, f"{MONTH}?part=unit-{second.pk}")

        assert "Потребление: УУГ-2" in page
        assert "договорной объём установлен для точки подключения, а не для узла" in page

    @pytest.mark.parametrize("part", ["unit-0", "point-999999", "unit-", "something", "unit-1e3"])
    def test_a_part_that_is_not_there_is_not_found(self, engineer: Client, part: str) -> None:
        assert engineer.get(f"{MONTH}?part={part}").status_code == 404

    def test_a_neighbours_unit_is_not_found(self, cast: Cast) -> None:
        neighbour = factories.signed_in(cast.neighbour)

        assert neighbour.get(f"{MONTH}?part=unit-{cast.unit.pk}").status_code == 404


class TestFiles:
    def test_hold_just_the_rows_of_the_screen(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit)

        rows = sheet_of(engineer, f"{MONTH}?format=xlsx")
        lines = engineer.get(f"{MONTH}?format=csv").content.decode("utf-8-sig").split("\r\n")

        assert rows[0][:3] == ("Газовые сутки", "Факт, тыс. м³", "План, тыс. м³")
        assert rows[1][1] == pytest.approx(36.1)
        assert len(rows) == 32
        assert lines[1].startswith("01.11.2026;36,100;41,333;33,067;45,467;-12,7;0,000;;0,000;;")
        assert lines[31].startswith("Итого;794,200;1240,000;")

    def test_are_named_after_contract_part_and_month(self, cast: Cast, engineer: Client) -> None:
        answer = engineer.get(f"{MONTH}?part=unit-{cast.unit.pk}&format=csv")

        assert f"12-4-0345-26_unit-{cast.unit.pk}_2026-11.csv" in answer.headers["Content-Disposition"]

    def test_on_paper_there_are_no_ways_elsewhere(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit)

        page = page_of(engineer, f"{MONTH}?print=1")

        assert "Скачать XLSX" not in page
        assert 'class="menu ' not in page


@pytest.mark.parametrize("months", [1, 12])
def test_queries_do_not_grow_with_history(
    cast: Cast, engineer: Client, django_assert_num_queries: DjangoAssertNumQueries, months: int
) -> None:
    since = factories.MONTH.plus(-months)
    give(cast.unit, since=since.first_day)

    with django_assert_num_queries(QUERIES):
        engineer.get(MONTH)

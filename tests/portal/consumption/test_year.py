from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.values.months import BillingMonth
from tests.factories import Cast
from tests.portal.consumption.things import YEAR, YESTERDAY, agree_year, give, page_of, sheet_of

CLAUSE = {"take_or_pay_share": "0.8", "take_or_pay_says": "П. 5.6 договора: платят за 80 %"}
QUERIES = 11


def give_year(cast: Cast, volume: str = "36000") -> None:
    give(cast.unit, volume, since=date(2026, 1, 1))


class TestYear:
    def test_months_make_quarters_and_the_year(self, cast: Cast, engineer: Client) -> None:
        agree_year(cast.point)
        give_year(cast)

        rows = sheet_of(engineer, f"{YEAR}?format=xlsx")
        facts = {row[0]: row[3] for row in rows[1:]}

        assert facts["январь"] == pytest.approx(31 * 36)
        assert facts["I квартал 2026"] == pytest.approx(90 * 36)
        assert facts["2026"] == pytest.approx((YESTERDAY - date(2025, 12, 31)).days * 36)
        assert facts["декабрь"] is None
        assert sum(facts[f"{name} квартал 2026"] for name in ("I", "II", "III", "IV")) == pytest.approx(
            facts["2026"]
        )

    def test_overtake_is_parted_by_its_coefficients(self, cast: Cast, engineer: Client) -> None:
        agree_year(cast.point)
        give(cast.unit, "45000", since=date(2026, 6, 1), until=date(2026, 6, 1))
        give(cast.unit, "46000", since=date(2026, 10, 1), until=date(2026, 10, 1))

        page = page_of(engineer, YEAR)

        assert "2,000 с коэффициентом 1,5" in page
        assert "с коэффициентом 1,1" not in page

    def test_stands_against_the_year_before_by_months_that_are_over(
        self, cast: Cast, engineer: Client
    ) -> None:
        give_year(cast)
        give(cast.unit, "30000", since=date(2025, 1, 1), until=date(2025, 12, 31))

        rows = {row[0]: row for row in sheet_of(engineer, f"{YEAR}?format=xlsx")}

        assert rows["январь"][5:7] == (930, pytest.approx(20))
        assert rows["ноябрь"][6] is None
        assert rows["2026"][6] == pytest.approx(20)
        assert "год назад: 930,000" in page_of(engineer, YEAR)

    def test_a_year_without_data_shows_gaps(self, engineer: Client) -> None:
        rows = {row[0]: row for row in sheet_of(engineer, f"{YEAR}?format=xlsx")}

        assert rows["январь"][3] is None
        assert rows["январь"][9] == 31
        assert rows["декабрь"][9] is None

    def test_years_are_stepped_through_while_there_is_supply(self, engineer: Client) -> None:
        page = page_of(engineer, YEAR)

        assert "/consumption/2025/" not in page
        assert "/consumption/2027/" not in page
        assert engineer.get("/consumption/1/").status_code == 404


class TestTakeOrPay:
    def test_is_shown_where_the_contract_has_the_clause(self, cast: Cast, engineer: Client) -> None:
        assert "Бери или плати" not in page_of(engineer, YEAR)

        cast.contract.overrides = CLAUSE
        cast.contract.save()
        agree_year(cast.point)
        give_year(cast)
        page = page_of(engineer, YEAR)

        assert "П. 5.6 договора: платят за 80 %" in page
        assert page.count("Черта достигнута") == 3
        assert page.count("Черта будет достигнута") == 2

    def test_says_how_much_will_be_short(self, cast: Cast, engineer: Client) -> None:
        cast.contract.overrides = CLAUSE
        cast.contract.save()
        agree_year(cast.point)
        give_year(cast, "20000")

        short = Decimal("3720.000") * Decimal("0.8") - 20 * sum(
            BillingMonth(2026, number).length for number in (10, 11, 12)
        )
        assert f"Не хватит {short:,.3f}".replace(",", " ").replace(".", ",") in page_of(engineer, YEAR)


@pytest.mark.parametrize("since", [date(2026, 11, 1), date(2025, 1, 1)])
def test_queries_do_not_grow_with_history(
    cast: Cast, engineer: Client, django_assert_num_queries: DjangoAssertNumQueries, since: date
) -> None:
    give(cast.unit, since=since)

    with django_assert_num_queries(QUERIES):
        engineer.get(YEAR)

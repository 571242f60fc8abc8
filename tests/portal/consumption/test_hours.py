import re
from datetime import date

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.formats.archives.archive import Flag
from tests import factories
from tests.factories import Cast
from tests.portal.consumption.things import HOURS, give, give_hours, page_of, second_point, sheet_of

DAY = date(2026, 11, 20)
RISING = [*range(1000, 2200, 50)]
QUERIES = 11


def row_of(page: str, day: str = "20.11 пт") -> str:
    found = re.search(rf"<tr[^>]*><th scope=\"row\">{day}</th>.*?</tr>", page)
    assert found
    return found[0]


class TestTable:
    def test_begins_at_the_contract_hour(self, cast: Cast, engineer: Client) -> None:
        give_hours(cast.unit, DAY, RISING)

        heads = re.findall(r"час с </span>(\d\d)</th>", page_of(engineer, HOURS))

        assert heads == [f"{hour % 24:02d}" for hour in range(8, 32)]

    def test_shades_fifths_of_the_hours(self, cast: Cast, engineer: Client) -> None:
        give_hours(cast.unit, DAY, RISING)

        shades = re.findall(r'<td class="heat-(\d)">', row_of(page_of(engineer, HOURS)))

        assert shades == sorted(shades)
        assert [shades.count(str(shade)) for shade in range(1, 6)] == [4, 5, 5, 5, 5]

    def test_an_even_course_has_one_shade(self, cast: Cast, engineer: Client) -> None:
        give_hours(cast.unit, DAY, [1500] * 24)

        page = page_of(engineer, HOURS)

        assert re.findall(r'<td class="heat-(\d)">', row_of(page)) == ["1"] * 24
        assert "до 1,500" in page

    def test_a_gap_says_no_data_and_is_not_zero(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, "3000", since=DAY, until=DAY)
        give_hours(cast.unit, DAY, [1500, None, None, 0, *[None] * 20])

        row = row_of(page_of(engineer, HOURS))

        assert row.count('<td class="heat-none">—</td>') == 22
        assert ">0,000</td>" in row
        assert "нет 22 часов" in row

    def test_hours_that_are_not_the_day_are_told(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, "36000", since=DAY, until=DAY)
        give(cast.unit, "36001", since=date(2026, 11, 21), until=date(2026, 11, 21))
        give_hours(cast.unit, DAY, [1500] * 24)
        give_hours(cast.unit, date(2026, 11, 21), [1500] * 24)

        page = page_of(engineer, HOURS)

        assert "измерено" in row_of(page)
        assert "часы не сходятся с сутками" in row_of(page, "21.11 сб")

    def test_what_the_device_marked_has_a_star(self, cast: Cast, engineer: Client) -> None:
        give_hours(cast.unit, DAY, [1500, *[None] * 23], flags=int(Flag.ALARM))

        assert "1,500*" in row_of(page_of(engineer, HOURS))

    def test_names_the_peak(self, cast: Cast, engineer: Client) -> None:
        give_hours(cast.unit, DAY, RISING)

        assert "сутки 20.11, час с 07:00" in page_of(engineer, HOURS)


class TestUnits:
    def test_hours_of_all_units_are_added_where_all_have_them(self, cast: Cast, engineer: Client) -> None:
        _, unit = second_point(cast.unit)
        give_hours(cast.unit, DAY, [1500] * 24)
        give_hours(unit, DAY, [500] * 2)

        row = row_of(page_of(engineer, HOURS))

        assert row.count(">2,000</td>") == 2
        assert row.count('class="heat-none"') == 22

    def test_a_unit_without_hours_is_named(self, cast: Cast, engineer: Client) -> None:
        second_point(cast.unit)
        give_hours(cast.unit, DAY, [1500] * 24)

        assert "Нет почасовых данных: УУГ-2" in page_of(engineer, HOURS)
        assert "1,500" in page_of(engineer, f"{HOURS}?part=unit-{cast.unit.pk}")

    def test_without_any_hours_says_where_they_come_from(self, engineer: Client) -> None:
        assert "Почасовых данных за этот месяц нет" in page_of(engineer, HOURS)

    def test_shows_nothing_of_the_neighbour(self, cast: Cast) -> None:
        give_hours(cast.unit, DAY, [1777] * 24)

        answer = factories.signed_in(cast.neighbour).get(HOURS)

        assert "1,777" not in answer.content.decode()


def test_the_sheet_holds_what_the_screen_shows(cast: Cast, engineer: Client) -> None:
    give(cast.unit, "37800", since=DAY, until=DAY)
    give_hours(cast.unit, DAY, RISING)

    rows = sheet_of(engineer, f"{HOURS}?format=xlsx")

    assert rows[0][1:3] == ("08", "09")
    assert [round(hour * 1000) for hour in rows[20][1:25]] == RISING
    assert rows[20][25:] == (37.8, "измерено")
    assert rows[21][1:25] == (None,) * 24


def test_queries_do_not_grow_with_hours(
    cast: Cast, engineer: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    give_hours(cast.unit, DAY, RISING)
    with django_assert_num_queries(QUERIES):
        engineer.get(HOURS)

    for day in range(1, 20):
        give_hours(cast.unit, date(2026, 11, day), RISING)

    with django_assert_num_queries(QUERIES):
        engineer.get(HOURS)

"""Rows become volumes, or findings that name row and column; nothing is lost in silence."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.formats.volume_sheets import (
    LOSSES,
    FindingCode,
    Layout,
    SheetVolumes,
    Table,
    needs_month,
    read_volumes,
)
from kabinet.formats.volume_sheets.table import Cell
from kabinet.values.months import BillingMonth

ONE = Layout(1, 0, {7: 1})
FEBRUARY = BillingMonth(2026, 2)


def read(*rows: tuple[Cell, Cell], layout: Layout = ONE, month: BillingMonth | None = None) -> SheetVolumes:
    return read_volumes(Table("лист", [("Дата", "Объём"), *rows]), layout, month=month)


def places(found: SheetVolumes) -> list[tuple[str, int | None, str | None]]:
    return [(one.code.value, one.row, one.column) for one in found.findings]


def volumes(found: SheetVolumes) -> dict[date, Decimal]:
    return {one.day: one.volume for one in found.volumes}


class TestDays:
    @pytest.mark.parametrize(
        "written",
        [
            date(2026, 11, 22),
            Decimal(46348),
            "46348",
            "22.11.2026",
            "22.11.26",
            "2026-11-22",
            "22 ноября 2026 г.",
            "22.11.2026 10:00",
            "22.11.2026 0:00:00",
            "вс, 22.11.2026",
            "22.11.2026 (вс)",
        ],
    )
    def test_are_read_as_people_and_programs_write_them(self, written: Cell) -> None:
        assert volumes(read((written, "36,1"))) == {date(2026, 11, 22): Decimal(36100)}

    @pytest.mark.parametrize("written", [Decimal(22), "22", "22.11", "22-е"])
    def test_without_a_month_take_the_one_that_is_given(self, written: Cell) -> None:
        found = read((written, "36,1"), month=BillingMonth(2026, 11))
        assert volumes(found) == {date(2026, 11, 22): Decimal(36100)}

    @pytest.mark.parametrize("written", [Decimal(22), "22", "22.11"])
    def test_without_a_month_ask_for_it(self, written: Cell) -> None:
        table = Table("лист", [("Дата", "Объём"), (written, "36,1")])
        assert needs_month(table, ONE)
        assert places(read((written, "36,1"))) == [("unreadable-day", 2, "A")]

    def test_that_do_not_exist_are_told(self) -> None:
        found = read(("29.02.2026", "1"), ("31.06.2026", "1"), ("29.02.2028", "1"))
        assert places(found) == [("no-such-day", 2, "A"), ("no-such-day", 3, "A")]
        assert list(volumes(found)) == [date(2028, 2, 29)]
        assert places(read((Decimal(29), "1"), month=FEBRUARY)) == [("no-such-day", 2, "A")]

    def test_of_another_year_are_told(self) -> None:
        found = read(("20.11.2026", "1"), ("21.11.2025", "1"), ("22.11.2026", "1"))
        assert places(found) == [("other-year", 3, "A")]

    def test_of_december_and_january_are_one_sheet(self) -> None:
        assert places(read(("31.12.2026", "1"), ("01.01.2027", "1"), ("02.01.2027", "1"))) == []


class TestVolumes:
    @pytest.mark.parametrize(
        ("written", "m3"),
        [
            (Decimal("36.1037"), "36103.7"),
            ("36,1037", "36103.7"),
            ("36.1037", "36103.7"),
            ("1 036,5", "1036500"),
            ("36,1 тыс. м³", "36100"),
            ("0", "0"),
            ("-1", "-1000"),
        ],
    )
    def test_are_thousands_of_m3(self, written: Cell, m3: str) -> None:
        assert volumes(read(("22.11.2026", written))) == {date(2026, 11, 22): Decimal(m3)}

    def test_are_m3_where_the_layout_says_so(self) -> None:
        found = read(("22.11.2026", "36 103,7"), layout=Layout(1, 0, {7: 1}, thousand=False))
        assert volumes(found) == {date(2026, 11, 22): Decimal("36103.7")}

    def test_of_another_unit_are_left_out_and_told(self) -> None:
        assert places(read(("22.11.2026", "36100 м³"))) == [("other-unit", 2, "B")]

    @pytest.mark.parametrize(
        "written", ["#DIV/0!", "нет данных", "1,2,3,4", date(2026, 1, 1), Decimal(10) ** 12]
    )
    def test_that_are_none_are_left_out_and_told(self, written: Cell) -> None:
        found = read(("22.11.2026", written))
        assert places(found) == [("unreadable-volume", 2, "B")]
        assert not found.volumes

    @pytest.mark.parametrize("written", ["", " ", "-", "—"])
    def test_that_are_not_there_are_nothing(self, written: str) -> None:
        assert read(("22.11.2026", written)) == SheetVolumes([], [])

    def test_with_commas_and_points_are_read_and_told(self) -> None:
        found = read(("21.11.2026", "36,1"), ("22.11.2026", "36.2"))
        assert places(found) == [("mixed-marks", None, None)]
        assert list(volumes(found).values()) == [Decimal(36100), Decimal(36200)]

    def test_of_more_places_than_are_kept_are_rounded_and_told(self) -> None:
        assert places(read(("22.11.2026", Decimal("36.10371234")))) == [("rounded", None, None)]


class TestRows:
    def test_of_one_day_with_one_volume_count_once(self) -> None:
        found = read(("22.11.2026", "1"), ("22.11.2026", "1"))
        assert places(found) == [("double-same", 3, "B")]
        assert len(found.volumes) == 1

    def test_of_one_day_with_two_volumes_do_not_count(self) -> None:
        found = read(("22.11.2026", "1"), ("22.11.2026", "2"))
        assert places(found) == [("double-different", 3, "B")]
        assert not found.volumes

    def test_below_a_merged_day_are_told(self) -> None:
        assert places(read(("22.11.2026", "1"), ("", "2"))) == [("no-day", 3, "B")]

    def test_of_totals_are_compared(self) -> None:
        good = read(("21.11.2026", "1"), ("22.11.2026", "2"), ("Итого за месяц", "3"))
        bad = read(("21.11.2026", "1"), ("22.11.2026", "2"), ("ИТОГО", "30"))
        assert [(one.code.value, one.facts) for one in good.findings] == [
            ("totals", {"rows": "4", "columns": ""})
        ]
        assert bad.findings[0].facts == {"total": "30", "sum": "3"}
        assert len(bad.volumes) == 2

    def test_of_totals_of_ten_days_are_compared_with_those_ten(self) -> None:
        ten = [("20.11.2026", "1"), ("Итого за декаду", "1"), ("21.11.2026", "2"), ("Итого за декаду", "2")]
        assert places(read(*ten, ("Итого", "3"))) == [("totals", None, None)]
        assert places(read(*ten, ("Итого", "4")))[0] == ("total-differs", 6, "B")

    def test_beside_which_a_total_stands_are_read_without_it(self) -> None:
        table = Table("л", [("Дата", "Объём", "Всего"), ("22.11.2026", "1", "1")])
        [found] = read_volumes(table, ONE, month=None).findings
        assert (found.code.value, found.facts) == ("totals", {"rows": "", "columns": "C"})

    def test_that_count_the_columns_are_left_out_and_told(self) -> None:
        head: list[tuple[Cell, ...]] = [("№", "Дата", "Объём", "Прим."), tuple(map(Decimal, (1, 2, 3, 4)))]
        table = Table("л", [*head, (Decimal(1), "22.11.2026", "5", "")])
        layout = Layout(1, 1, {7: 2, 8: 3})
        found = read_volumes(table, layout, month=None)
        assert not needs_month(table, layout)
        assert places(found) == [("numbers", 2, None)]
        assert volumes(found) == {date(2026, 11, 22): Decimal(5000)}

    def test_with_the_word_of_a_total_in_a_note_are_days(self) -> None:
        table = Table("л", [("Дата", "Объём", "Прим."), ("22.11.2026", "1", "всего 2 часа простоя")])
        assert len(read_volumes(table, ONE, month=None).volumes) == 1

    def test_without_anything_for_us_are_passed_over(self) -> None:
        assert read(("", ""), ("Ответственный: Иванов И. И.", "")) == SheetVolumes([], [])


CELLS = st.one_of(
    st.sampled_from(["", "-", "Итого", "22.11.2026", "29.02.2026", "36,1", "36.1", "5 м³", "#REF!", "31"]),
    st.text(max_size=12),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False, places=5),
    st.integers(0, 60000).map(Decimal),
)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=20))
def test_whatever_stands_in_a_row_it_is_a_volume_a_finding_or_no_volume(
    rows: list[tuple[Cell, Cell]],
) -> None:
    found = read(*rows)
    taken = {one.place.row for one in found.volumes}
    told = {one.row for one in found.findings} | {
        int(one.facts["first"][1:]) for one in found.findings if "first" in one.facts
    }
    for number, (day, volume) in enumerate(rows, start=2):
        if isinstance(volume, Decimal) and number not in taken | told:
            assert isinstance(day, str)
            assert "Итого" in day


@given(st.dictionaries(st.integers(0, 400), st.integers(0, 10**9), min_size=1, max_size=40), st.randoms())
def test_volumes_come_back_to_the_last_place_in_any_order(days: dict[int, int], random: object) -> None:
    expected = {date(2026, 1, 1) + timedelta(day): Decimal(kept).scaleb(-4) for day, kept in days.items()}
    rows: list[tuple[Cell, Cell]] = [(day, m3 / 1000) for day, m3 in expected.items()]
    random.shuffle(rows)  # type: ignore[attr-defined]

    found = read(*rows)

    assert volumes(found) == expected
    assert not [one for one in found.findings if one.code in LOSSES]
    assert FindingCode.ROUNDED not in {one.code for one in found.findings}

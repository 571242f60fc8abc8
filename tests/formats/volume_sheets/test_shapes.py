"""Whichever way a sheet goes, it is the same volumes, the same findings, and known again the next month."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.formats.volume_sheets import (
    LOSSES,
    KnownUnit,
    Layout,
    Shape,
    SheetVolumes,
    Table,
    guess_layout,
    guess_month,
    holds_days,
    needs_month,
    read_tables,
    read_volumes,
    signature_of,
    signatures,
)
from kabinet.formats.volume_sheets.table import Cell
from kabinet.values.months import BillingMonth
from tests.formats.volume_sheets import books, old_books, shaped
from tests.formats.volume_sheets.books import UNITS

KINDS: dict[str, Callable[[books.Rows], bytes]] = {
    "xlsx": books.xlsx,
    "xls": old_books.xls,
    "ods": books.ods,
    "csv": books.text,
}
NAMES = {1: "УУГ-1", 2: "УУГ-2"}
NOVEMBER = BillingMonth(2026, 11)


def month_of(first: int = 1, last: int = 7, *, month: int = 11) -> dict[tuple[str, date], float]:
    days = [date(2026, month, number) for number in range(first, last + 1)]
    return {(name, day): unit * 10 + day.day / 8 for unit, name in NAMES.items() for day in days}


def table_of(rows: books.Rows, kind: str = "xlsx") -> Table:
    [table] = read_tables(KINDS[kind](rows), f"лист.{kind}")
    return table


def read(table: Table, layout: Layout) -> SheetVolumes:
    month = guess_month(table, layout, "лист") if needs_month(table, layout) else None
    return read_volumes(table, layout, month=month)


def volumes(found: SheetVolumes) -> dict[tuple[str, date], float]:
    return {(NAMES[one.unit_id], one.day): float(one.volume / 1000) for one in found.volumes}


def places(found: SheetVolumes) -> list[tuple[str, int | None, str | None]]:
    return [(one.code.value, one.row, one.column) for one in found.findings if one.code.value != "totals"]


class TestTheShape:
    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("name", shaped.SHAPES)
    @pytest.mark.parametrize("last", [2, 7, 30])
    def test_is_guessed_and_gives_the_same_volumes(self, name: str, kind: str, last: int) -> None:
        shape, write = shaped.SHAPES[name]
        table = table_of(write(month_of(1, last)), kind)
        layout = guess_layout(table, UNITS)
        found = read(table, layout)

        assert holds_days(table)
        assert layout.shape is shape
        assert layout.unit_ids == {1, 2}
        assert volumes(found) == month_of(1, last)
        assert places(found) == []
        assert [one.code.value for one in found.findings] == ["totals"]

    @pytest.mark.parametrize("name", ["across", "listed by day"])
    def test_is_guessed_from_a_single_day(self, name: str) -> None:
        shape, write = shaped.SHAPES[name]
        table = table_of(write(month_of(22, 22)))
        layout = guess_layout(table, UNITS)

        assert (layout.shape, volumes(read(table, layout))) == (shape, month_of(22, 22))

    def test_of_many_units_by_number_is_not_taken_for_days(self) -> None:
        units = [KnownUnit(one, [f"УУГ-{one}"]) for one in range(1, 31)]
        rows: list[list[books.Value]] = [["№", "Узел", *(date(2026, 11, day) for day in (1, 2, 3))]]
        rows += [[one, f"УУГ-{one}", 5, 6, 7] for one in range(1, 31)]
        assert guess_layout(table_of(rows), units).shape is Shape.ACROSS

    def test_of_a_list_is_not_seen_in_a_remark(self) -> None:
        rows: list[list[books.Value]] = [["Дата", "Объём", "Примечание"]]
        rows += [[date(2026, 11, day), 5.5, "поверка УУГ-1" if day == 3 else None] for day in range(1, 8)]
        assert guess_layout(table_of(rows), UNITS[:1]).shape is Shape.DOWN

    def test_can_be_said_against_the_guess(self) -> None:
        table = table_of(shaped.down(month_of()))
        assert guess_layout(table, UNITS, shape=Shape.ACROSS).shape is Shape.ACROSS
        asked = guess_layout(table, UNITS, shape=Shape.LIST, unit_column=2)
        assert (asked.shape, asked.unit, asked.day) == (Shape.LIST, 2, 1)

    @pytest.mark.parametrize("shape", Shape)
    def test_survives_being_kept(self, shape: Shape) -> None:
        layout = Layout(3, 1, {1: 2}, thousand=False, shape=shape)
        if shape is Shape.LIST:
            layout = Layout(1, 2, {}, shape=shape, unit=1, volume=4, names={1: "УУГ-1"})
        assert Layout.of_json(layout.as_json()) == layout

    def test_that_was_kept_before_there_were_others_is_days_down(self) -> None:
        kept = {"heading": 3, "day": 1, "volumes": {"1": 2}, "thousand": True}
        assert Layout.of_json(kept) == Layout(3, 1, {1: 2})
        assert Layout(3, 1, {1: 2}).as_json() == kept


class TestOtherUnits:
    def test_keep_what_was_said_of_them_where_their_place_is_free(self) -> None:
        before, now = Layout(3, 1, {1: 2, 2: 3, 4: 5}), Layout(5, 1, {1: 2, 3: 3})
        assert now.beside(before.of_units({2, 4})) == Layout(5, 1, {1: 2, 3: 3, 4: 5})

    def test_are_forgotten_where_the_sheet_is_read_in_another_way(self) -> None:
        now = Layout(3, 1, {1: 2})
        for before in (
            Layout(3, 0, {2: 3}),
            Layout(3, 1, {2: 3}, thousand=False),
            Layout(3, 1, {2: 3}, shape=Shape.ACROSS),
        ):
            assert now.beside(before) == now

    def test_of_a_list_keep_their_names(self) -> None:
        now = Layout(1, 2, {}, shape=Shape.LIST, unit=1, volume=3, names={1: "А"})
        assert now.beside(replace(now, names={2: "Б", 3: "А"})).names == {2: "Б", 1: "А"}


class TestTheNextSheet:
    @pytest.mark.parametrize("name", shaped.SHAPES)
    def test_is_known_again(self, name: str) -> None:
        _shape, write = shaped.SHAPES[name]
        table = table_of(write(month_of()))
        layout = guess_layout(table, UNITS)
        digest = signature_of(table, layout)

        later = table_of([["Объёмы газа за май 2027 г., тыс. м3"], *write(month_of(1, 9, month=5))[1:]])
        if layout.shape is Shape.LIST:
            later = table_of(write(month_of(1, 9, month=5)))
        again = Layout.of_json(layout.as_json(), heading=signatures(later)[digest])
        found = volumes(read_volumes(later, again, month=BillingMonth(2026, 5)))
        assert found == month_of(1, 9, month=5)

    @pytest.mark.parametrize("kind", KINDS)
    def test_with_another_sum_before_the_days_is(self, kind: str) -> None:
        def written(total: float) -> books.Rows:
            days = [date(2026, 11, day) for day in (1, 2, 3)]
            return [
                ["Узел", "Всего", *days],
                ["УУГ-1", total, 5.5, 6.5, 7.5],
                ["УУГ-2", total, 5.5, 6.5, 7.5],
            ]

        table, later = table_of(written(19.5), kind), table_of(written(20.25), kind)
        assert signature_of(table, guess_layout(table, UNITS)) in signatures(later)

    def test_with_units_in_another_order_is_not(self) -> None:
        table = table_of(shaped.across(month_of()))
        digest = signature_of(table, guess_layout(table, UNITS))
        rows = [*shaped.across(month_of())]
        rows[3], rows[4] = rows[4], rows[3]
        assert digest not in signatures(table_of(rows))

    def test_with_another_day_of_printing_below_is(self) -> None:
        rows = [*shaped.across(month_of()), ["Сформировано 02.12.2026"]]
        table = table_of(rows)
        rows[-1] = ["Сформировано 11.01.2027"]
        assert signature_of(table, guess_layout(table, UNITS)) in signatures(table_of(rows))

    def test_without_names_cannot_be_known(self) -> None:
        table = Table("л", [(date(2026, 11, 1), date(2026, 11, 2)), (Decimal(5), Decimal(6))])
        layout = guess_layout(table, UNITS[:1])
        assert layout == Layout(0, 0, {1: 1}, shape=Shape.ACROSS)
        assert signature_of(table, layout) == ""


def across(*cells: Cell, days: tuple[Cell, ...], month: BillingMonth | None = None) -> SheetVolumes:
    table = Table("л", [("Узел", *days), ("УУГ-1", *cells)])
    return read_volumes(table, Layout(1, 0, {1: 1}, shape=Shape.ACROSS), month=month)


class TestDaysAcross:
    def test_that_do_not_exist_are_named_by_their_cells(self) -> None:
        found = across("1", "2", days=("28.02.2026", "29.02.2026"))
        assert places(found) == [("no-such-day", 1, "C")]
        assert places(across("1", days=("вчера",))) == [("unreadable-day", 1, "B")]
        assert places(across("1", "2", days=("22.11.2026", ""))) == [("no-day", 2, "C")]

    def test_of_another_year_are_told(self) -> None:
        found = across("1", "1", "1", days=("20.11.2026", "21.11.2025", "22.11.2026"))
        assert places(found) == [("other-year", 1, "C")]

    def test_twice_are_told_with_the_first_cell(self) -> None:
        same = across("1", "1", days=("22.11.2026", "22.11.2026"))
        assert places(same) == [("double-same", 2, "C")]
        assert same.findings[0].facts["first"] == "B2"
        assert not across("1", "2", days=("22.11.2026", "22.11.2026")).volumes

    def test_with_other_marks_units_and_words_are_told(self) -> None:
        found = across(
            "1,5", "1.5", "5 м³", "нет", days=("20.11.2026", "21.11.2026", "22.11.2026", "23.11.2026")
        )
        assert places(found) == [
            ("other-unit", 2, "D"),
            ("unreadable-volume", 2, "E"),
            ("mixed-marks", None, None),
        ]

    def test_with_a_total_that_is_wrong_are_told(self) -> None:
        found = across("1", "2", "4", days=("20.11.2026", "21.11.2026", "Итого"))
        assert [(one.code.value, one.row, one.column) for one in found.findings] == [
            ("total-differs", 2, "D"),
            ("totals", None, None),
        ]
        assert found.findings[1].facts == {"rows": "", "columns": "D"}

    def test_in_hidden_rows_and_columns_are_told(self) -> None:
        table = Table(
            "л",
            [("Узел", "20.11.2026", "21.11.2026"), ("УУГ-1", "1", "2"), ("прочее", "1", "2")],
            hidden=(2, 3),
            hidden_columns=(0, 2),
        )
        found = read_volumes(table, Layout(1, 0, {1: 1}, shape=Shape.ACROSS), month=None)
        assert [(one.code.value, dict(one.facts)) for one in found.findings] == [
            ("hidden-rows", {"rows": "1"}),
            ("hidden-columns", {"columns": "C"}),
        ]

    def test_by_number_take_the_month_of_the_title(self) -> None:
        table = table_of(shaped.numbered(month_of()))
        layout = guess_layout(table, UNITS)
        assert needs_month(table, layout)
        assert guess_month(table, layout, "лист") == NOVEMBER


def listed(*rows: tuple[Cell, Cell, Cell], month: BillingMonth | None = None) -> SheetVolumes:
    table = Table("л", [("Узел", "Дата", "Объём"), *rows])
    layout = Layout(1, 1, {}, shape=Shape.LIST, unit=0, volume=2, names={1: "УУГ-1", 2: "УУГ-2"})
    return read_volumes(table, layout, month=month)


class TestAList:
    def test_is_read_whatever_the_case_and_the_alphabet_of_names(self) -> None:
        found = listed(("ууг-1", "22.11.2026", "1"), (" УУГ-2 ", "22.11.2026", "2"))
        assert volumes(found) == {("УУГ-1", date(2026, 11, 22)): 1, ("УУГ-2", date(2026, 11, 22)): 2}

    def test_with_other_names_tells_how_many_rows_were_left_out(self) -> None:
        found = listed(
            ("УУГ-1", "22.11.2026", "1"), ("УУГ-7", "22.11.2026", "2"), ("УУГ-7", "23.11.2026", "")
        )
        assert [(one.code.value, dict(one.facts)) for one in found.findings] == [
            ("other-names", {"rows": "1", "names": "УУГ-7"})
        ]

    def test_below_a_merged_name_tells_of_each_row(self) -> None:
        found = listed(("УУГ-1", "22.11.2026", "1"), ("", "23.11.2026", "2"))
        assert places(found) == [("no-unit", 3, "C")]

    def test_with_a_day_twice_for_one_unit_is_told(self) -> None:
        found = listed(
            ("УУГ-1", "22.11.2026", "1"), ("УУГ-1", "22.11.2026", "2"), ("УУГ-2", "22.11.2026", "2")
        )
        assert places(found) == [("double-different", 3, "C")]
        assert found.findings[0].facts["first"] == "C2"
        assert volumes(found) == {("УУГ-2", date(2026, 11, 22)): 2}

    def test_with_totals_of_units_compares_those_it_knows(self) -> None:
        rows = (("УУГ-1", "21.11.2026", "1"), ("УУГ-1", "Итого", "1"), ("УУГ-2", "21.11.2026", "2"))
        found = listed(*rows, ("УУГ-2", "Итого", "5"), ("Всего", "", "3"))
        assert [(one.code.value, one.row) for one in found.findings] == [
            ("total-differs", 5),
            ("totals", None),
        ]
        assert found.findings[1].facts["rows"] == "3, 5, 6"

    def test_without_a_day_is_told_for_names_that_are_not_ours_too(self) -> None:
        assert places(listed(("УУГ-7", "", "1"))) == [("no-day", 2, "C")]


#: Ten thousandths, never a whole number: alone in a row without a month, 5 may be a day as well as a volume.
KEPT = st.dictionaries(
    st.tuples(st.sampled_from(sorted(NAMES.values())), st.integers(0, 45)),
    st.integers(0, 10**9).map(lambda kept: kept * 2 + 1),
    min_size=1,
    max_size=60,
)


@given(
    KEPT, st.sampled_from(sorted(shaped.SHAPES)), st.sampled_from(sorted(KINDS)), st.sampled_from([1, 1000])
)
def test_the_same_volumes_come_back_from_every_shape_and_kind_of_file(
    kept: dict[tuple[str, int], int], name: str, kind: str, scale: int
) -> None:
    shape, write = shaped.SHAPES[name]
    last = 30 if name == "across by number" else 46
    expected = {
        (unit, date(2026, 11, 1) + timedelta(day)): tenth / 10_000
        for (unit, day), tenth in kept.items()
        if day < last
    }
    for unit, day in product(NAMES.values(), (1, 2)):
        expected.setdefault((unit, date(2026, 11, day)), 1.5)
    table = table_of(write(expected), kind)
    layout = guess_layout(table, UNITS, shape=shape)
    layout = replace(layout, thousand=scale == 1)

    found = read(table, layout)

    assert {(NAMES[one.unit_id], one.day): one.volume * scale for one in found.volumes} == {
        place: Decimal(f"{volume:.4f}") * 1000 for place, volume in expected.items()
    }
    assert not [one for one in found.findings if one.code in LOSSES]


CELLS = st.one_of(
    st.sampled_from(
        ["", "-", "Итого", "22.11.2026", "29.02.2026", "36,1", "УУГ-1", "5 м³", "#REF!", "31", "№"]
    ),
    st.text(max_size=8),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 60000).map(Decimal),
)


@given(st.lists(st.lists(CELLS, max_size=6), min_size=1, max_size=8), st.sampled_from([None, *Shape]))
def test_whatever_stands_in_a_sheet_a_shape_is_found_for_it(
    rows: list[list[Cell]], shape: Shape | None
) -> None:
    table = Table("л", rows)
    layout = guess_layout(table, UNITS, shape=shape)
    found = read(table, layout)
    places = {(one.unit_id, one.day) for one in found.volumes}
    assert len(places) == len(found.volumes)
    assert {one.unit_id for one in found.volumes} <= layout.unit_ids
    for one in found.volumes:
        assert table.cell(one.place.row, one.place.column) != ""
    if digest := signature_of(table, layout):
        assert digest in signatures(table) or layout.heading > 12

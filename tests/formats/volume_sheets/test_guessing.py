"""What a sheet probably is, and how one of the same shape is known again."""

from datetime import date

import pytest

from kabinet.formats.volume_sheets import (
    KnownUnit,
    Layout,
    Table,
    column_name,
    guess_layout,
    guess_month,
    holds_days,
    read_tables,
    signatures,
)
from kabinet.formats.volume_sheets.layout import signature
from kabinet.values.months import BillingMonth
from tests.formats.volume_sheets import books

ONLY = [KnownUnit(7, ["ТП-9/УУГ-1", "Котельная"])]


def table(*rows: list[books.Value]) -> Table:
    [read] = read_tables(books.xlsx(rows), "лист.xlsx")
    return read


class TestTheLayout:
    def test_is_found_by_headings_and_names_of_units(self) -> None:
        assert guess_layout(table(*books.november()), books.UNITS) == Layout(3, 1, {1: 2, 2: 3})

    def test_of_one_unit_takes_the_column_of_volumes(self) -> None:
        rows = [
            ["Сутки", "t, °C", "Расход, м3"],
            [date(2026, 11, 1), 5, 36100],
            [date(2026, 11, 2), 4, 36200],
        ]
        assert guess_layout(table(*rows), ONLY) == Layout(1, 0, {7: 2}, thousand=False)

    def test_of_days_by_number_takes_the_column_of_that_name(self) -> None:
        rows = [["Объём", "Число"], [31, 1], [30, 2], [29, 3]]
        assert guess_layout(table(*rows), ONLY) == Layout(1, 1, {7: 0})

    def test_without_headings_begins_at_once(self) -> None:
        rows = [[date(2026, 11, 1), 36.1], [date(2026, 11, 2), 36.2]]
        assert guess_layout(table(*rows), ONLY) == Layout(0, 0, {7: 1})

    def test_leaves_out_units_that_are_not_clear(self) -> None:
        rows = [["Дата", "Первый", "УУГ-2"], [date(2026, 11, 1), 36.1, 1], [date(2026, 11, 2), 36.2, 1]]
        assert guess_layout(table(*rows), books.UNITS).volumes == {2: 2}

    def test_takes_columns_of_volumes_in_the_order_of_as_many_units(self) -> None:
        rows = [
            ["Дата", "t", "Узел 1, м3", "Узел 2, м3"],
            [date(2026, 11, 1), 5, 1, 2],
            [date(2026, 11, 2), 5, 1, 2],
        ]
        assert guess_layout(table(*rows), books.UNITS).volumes == {1: 2, 2: 3}
        titled = guess_layout(table(["Учёт газа за ноябрь"], *rows), books.UNITS)
        assert titled.volumes == {1: 2, 2: 3}

    def test_does_not_take_pressure_or_working_volume_for_the_volume(self) -> None:
        head: list[books.Value] = [
            "Дата",
            "Давление газа",
            "Объём рабочий, м3",
            "Температура газа",
            "Объём ст., м3",
        ]
        rows = [head, *([date(2026, 11, day), 5.2, 700, 8.5, 36100] for day in (1, 2))]
        assert guess_layout(table(*rows), ONLY).volumes == {7: 4}
        listed = [
            ["Узел", *head],
            *(["Котельная", date(2026, 11, day), 5.2, 700, 8.5, 36100] for day in (1, 2)),
        ]
        assert guess_layout(table(*listed), ONLY).volume == 5

    def test_reads_headings_that_stand_in_two_rows(self) -> None:
        rows = [
            ["Дата", "Котельная", "Прочее"],
            ["", "м3", "м3"],
            [date(2026, 11, 1), 1, 2],
            [date(2026, 11, 2), 1, 2],
        ]
        assert guess_layout(table(*rows), ONLY) == Layout(2, 0, {7: 1}, thousand=False)

    def test_does_not_take_unit_eleven_for_unit_one(self) -> None:
        rows = [["Дата", "УУГ-11", "УУГ-1"], [date(2026, 11, 1), 36.1, 1], [date(2026, 11, 2), 36.2, 1]]
        assert guess_layout(table(*rows), books.UNITS[:1]).volumes == {1: 2}

    def test_of_a_sheet_without_anything_is_something(self) -> None:
        empty = Table("л", [("",)])
        assert guess_layout(empty, ONLY).volumes == {}
        assert not holds_days(empty)


class TestTheMonth:
    @pytest.mark.parametrize(
        ("title", "name"),
        [
            ("Отчёт за ноябрь 2026 г.", "a.xlsx"),
            ("Отчёт 11.2026", "a.xlsx"),
            ("Отчёт", "volumes 2026-11.xlsx"),
        ],
    )
    def test_is_read_from_title_or_name(self, title: str, name: str) -> None:
        read = table([title], ["День", "V"], [1, 5], [2, 6])
        assert guess_month(read, guess_layout(read, ONLY), name) == BillingMonth(2026, 11)

    def test_is_not_invented(self) -> None:
        read = table(["Отчёт 22.11.2026 14:05"], ["День", "V"], [1, 5])
        assert guess_month(read, guess_layout(read, ONLY), "отчёт.xlsx") is None


class TestFiguresThatWereTyped:
    @pytest.mark.parametrize(
        "typed",
        [
            "1.234,5",
            "1,234.5",
            "1\u202f234,5",
            "1 234,5",
            "13,1 тыс. м³",
            "13,1\xa0тыс.м3",
            "\u22125,0",
            "+13,1",
        ],
    )
    def test_are_figures_as_in_the_grid(self, typed: str) -> None:
        read = table(["Дата", "УУГ-1", "УУГ-2"], ["25.11.2026", typed, typed])

        assert holds_days(read)
        assert guess_layout(read, books.UNITS) == Layout(1, 0, {1: 1, 2: 2})

    @pytest.mark.parametrize("word", ["нет", "13,1 руб.", "5 %", "1e3", "12.30.45", "—"])
    def test_are_told_from_words(self, word: str) -> None:
        assert not holds_days(table(["Дата", "УУГ-1"], ["25.11.2026", word]))

    @pytest.mark.parametrize(
        ("heading", "typed", "scale"),
        [
            ("Объём", "13 100 м³", 1),
            ("Объём", "13,1 тыс. м³", 1000),
            ("Объём", "13,1", 1000),
            ("Объём, м³", "13,1 тыс. м³", 1),
        ],
    )
    def test_say_the_unit_where_the_headings_do_not(self, heading: str, typed: str, scale: int) -> None:
        read = table(["Дата", heading], ["25.11.2026", typed], ["26.11.2026", typed])
        assert guess_layout(read, ONLY).thousand is (scale == 1000)


class TestTheSignature:
    def test_does_not_depend_on_month_spaces_or_case(self) -> None:
        november = signature(["Дата", "Объём за ноябрь 2026, тыс. м3"])
        assert november == signature([" дата", "ОБЪЁМ  за май 2027, тыс. м3", ""])

    def test_tells_units_apart_that_change_places(self) -> None:
        assert signature(["Дата", "ГРС-1", "ГРС-2"]) != signature(["Дата", "ГРС-2", "ГРС-1"])

    def test_is_no_row_of_data(self) -> None:
        november = table(*books.november())
        assert signatures(november)[signature(november.rows[2])] == 3
        assert not any(signature(row) for row in november.rows[3:10])

    def test_survives_being_kept(self) -> None:
        layout = Layout(3, 1, {1: 2, 2: 3}, thousand=False)
        assert Layout.of_json(layout.as_json()) == layout
        assert Layout.of_json(layout.as_json(), heading=5).heading == 5


def test_columns_are_named_as_a_spreadsheet_names_them() -> None:
    assert [column_name(one) for one in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]

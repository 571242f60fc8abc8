from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.formats.pasted import LaidOut, is_dated, lay_out_by_day, parse_table
from kabinet.values.months import BillingMonth

NOVEMBER = BillingMonth(2026, 11)
FIRST = date(2026, 11, 1)


def lay_out(text: str, *, first_day: date = FIRST, open_days: list[date] | None = None) -> LaidOut:
    return lay_out_by_day(parse_table(text), month=NOVEMBER, first_day=first_day, open_days=open_days)


def by_number(laid_out: LaidOut) -> dict[int, tuple[str, ...]]:
    return {day.day: cells for day, cells in laid_out.values.items()}


class TestParseTable:
    @pytest.mark.parametrize(
        ("text", "rows"),
        [
            ("", []),
            ("36,1", [("36,1",)]),
            ("36,1\r\n36,2\r\n", [("36,1",), ("36,2",)]),
            ("36,1\n36,2", [("36,1",), ("36,2",)]),
            ("36,1\r36,2\r", [("36,1",), ("36,2",)]),
            ("a\tb\nc\t\n", [("a", "b"), ("c", "")]),
            ("a\t", [("a", "")]),
            ("36,1\n\n36,3\n", [("36,1",), ("",), ("36,3",)]),
            ('"two\nlines"\t36,1\n', [("two\nlines", "36,1")]),
            ('"says ""no"""\t1\n', [('says "no"', "1")]),
            ('ООО "Луч"\t1\n', [('ООО "Луч"', "1")]),
            ('"Луч" ООО\t1\n"x\n', [('"Луч" ООО', "1"), ('"x',)]),
            ('""\n', [("",)]),
        ],
    )
    def test_reads_what_a_spreadsheet_puts_on_the_clipboard(
        self, text: str, rows: list[tuple[str, ...]]
    ) -> None:
        assert parse_table(text) == rows

    @given(rows=st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=4), max_size=6))
    def test_reads_back_what_was_quoted(self, rows: list[list[str]]) -> None:
        text = "".join(
            "\t".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows
        )

        assert parse_table(text) == [tuple(row) for row in rows]

    @given(text=st.text(st.sampled_from('"\t\r\na1'), max_size=60))
    def test_loses_no_sign_of_any_text(self, text: str) -> None:
        cells = [cell for row in parse_table(text) for cell in row]

        assert sum(cell.count("1") for cell in cells) == text.count("1")

    def test_takes_time_in_proportion_to_the_text(self) -> None:
        assert len(parse_table('"a\t""b\n' * 50_000)) == 50_000


class TestLayOutByDay:
    def test_puts_a_column_on_one_day_after_another(self) -> None:
        laid_out = lay_out("36,1\n36,2\n", first_day=date(2026, 11, 21))

        assert by_number(laid_out) == {21: ("36,1",), 22: ("36,2",)}
        assert not laid_out.by_date

    def test_counts_the_rows_beyond_the_month(self) -> None:
        laid_out = lay_out("1\n2\n3\n4\n", first_day=date(2026, 11, 29))

        assert by_number(laid_out) == {29: ("1",), 30: ("2",)}
        assert (laid_out.not_fitted, laid_out.total) == (2, 4)

    def test_drops_a_value_on_a_closed_day_so_that_later_ones_keep_theirs(self) -> None:
        laid_out = lay_out("1\n2\n3\n", open_days=[date(2026, 11, 1), date(2026, 11, 3)])

        assert by_number(laid_out) == {1: ("1",), 3: ("3",)}
        assert (laid_out.read_only, laid_out.not_fitted) == (1, 0)

    def test_lets_a_blank_row_keep_its_day_and_erase_nothing(self) -> None:
        laid_out = lay_out("1\n \n3\n")

        assert by_number(laid_out) == {1: ("1",), 3: ("3",)}
        assert laid_out.blank == 1

    def test_follows_the_dates_of_the_first_column(self) -> None:
        laid_out = lay_out("22.11.2026\t36,2\t5\n21.11.2026\t36,1\t4\n")

        assert by_number(laid_out) == {22: ("36,2", "5"), 21: ("36,1", "4")}
        assert laid_out.by_date

    def test_counts_headings_strangers_and_repetitions_apart(self) -> None:
        laid_out = lay_out(
            "Дата\tОбъём\n01.11.2026\t1\n01.11.2026\t9\n01.12.2026\t2\n02.11.2026\t2\n03.11.2026\t\nИтого\t3\n"
        )

        assert by_number(laid_out) == {1: ("1",), 2: ("2",)}
        assert (laid_out.undated, laid_out.repeated, laid_out.not_fitted, laid_out.blank) == (2, 1, 1, 1)

    def test_counts_days_that_do_not_exist(self) -> None:
        laid_out = lay_out("31.11.2026\t13,1\n25.11.26 10:00\t13,2\n")
        assert by_number(laid_out) == {25: ("13,2",)}
        assert (laid_out.no_such_day, laid_out.undated) == (1, 0)

        assert lay_out("31.11.2026\t13,1\n").no_such_day == 1

    @given(
        rows=st.lists(
            st.lists(st.sampled_from(["", "1", "01.11.2026", "02.11", "31.11", "x"]), min_size=1, max_size=3)
        ),
        offset=st.integers(-40, 40),
    )
    def test_accounts_for_every_row(self, rows: list[list[str]], offset: int) -> None:
        laid_out = lay_out_by_day(rows, month=NOVEMBER, first_day=FIRST + timedelta(days=offset))

        assert laid_out.total == len(rows)


class TestIsDated:
    @pytest.mark.parametrize(
        ("text", "dated"),
        [
            ("01.11.2026\t36,1\n", True),
            ("01.11\t36,1\n02.11\t36,2\n", True),
            ("25.11.26 10:00\t36,1\n", True),
            ("29.02.2026\t36,1\n", True),
            ("36.10\t36,1\n36.20\t36,1\n", False),
            ("22.11\t36,1\n", False),
            ("12,11\t36,1\n13,11\t36,2\n", False),
            ("12.25\t36.1\n13.75\t36.2\n", False),
            ("01.11.2026\n02.11.2026\n", False),
            ("36,1\t36,2\n", False),
            ("", False),
        ],
    )
    def test_takes_a_column_for_days_only_when_that_is_plain(self, text: str, dated: bool) -> None:  # noqa: FBT001
        assert is_dated(parse_table(text), month=NOVEMBER) is dated

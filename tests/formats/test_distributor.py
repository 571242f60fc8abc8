"""The distributor's report from the file to volumes of points."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.formats.archives import NotAnArchive
from kabinet.formats.distributor import DistributorReport, read_report
from kabinet.formats.volume_sheets import Table, read_tables
from kabinet.values.months import BillingMonth
from tests.formats.distributor_reports import buyer, point, report
from tests.formats.volume_sheets import books


def read(content: bytes) -> DistributorReport:
    return read_report(read_tables(content, "ГРО.xlsx"))


def refusal(content: bytes) -> str:
    with pytest.raises(NotAnArchive) as refused:
        read(content)
    return refused.value.code


def test_points_inherit_the_contract_of_their_buyer() -> None:
    found = read(
        report(
            buyer(" ООО  «Завод» ", "12-4"),
            point("ТП-1", 36.1037, over=0.1),
            point("ТП-2", "1 200,5", contract="12-5", region=1),
            buyer("АО «Стекло»", "13-1", 5.0),
            point("ТП-3", 5),
            [None, "Итого", None, None, None, None, 1241.6037],
        )
    )

    assert found.month == BillingMonth(2026, 10)
    assert [(one.code, one.buyer, one.contract, one.total) for one in found.points] == [
        ("ТП-1", "ООО «Завод»", "12-4", Decimal("36103.7")),
        ("ТП-2", "ООО «Завод»", "12-5", Decimal(1200500)),
        ("ТП-3", "АО «Стекло»", "13-1", Decimal(5000)),
    ]
    assert [(one.buyer, one.total) for one in found.buyers] == [
        ("ООО «Завод»", None),
        ("АО «Стекло»", Decimal(5000)),
    ]
    first = found.points[0]
    assert (first.within, first.over_winter, first.over_summer) == (
        Decimal("36003.7"),
        Decimal(100),
        Decimal(0),
    )


def test_what_is_no_volume_is_named_by_row_and_column() -> None:
    found = read(report(buyer("ООО «Завод»", "12-4"), point("ТП-1", "нет"), point("ТП-2", 5)))

    assert [(one.row, one.column, one.text) for one in found.unreadable] == [(8, "G", "нет"), (8, "I", "нет")]
    assert [one.code for one in found.points] == ["ТП-2"]


@pytest.mark.parametrize("title", ["Объемы за 10.2026", "2026-10", "за Октябрь 2026"])
def test_the_month_stands_in_the_title(title: str) -> None:
    assert read(report(point("ТП-1", 5), title=title)).month == BillingMonth(2026, 10)


def test_what_is_no_such_report_is_refused() -> None:
    assert refusal(books.xlsx(books.november())) == "wrong-template"
    assert refusal(report(point("ТП-1", 5), title="Объемы")) == "no-month"
    assert refusal(report(buyer("ООО «Завод»", "12-4"))) == "no-rows"


CELLS = st.one_of(
    st.text(max_size=8), st.dates(), st.decimals(allow_nan=False, allow_infinity=False, places=4)
)


@given(st.lists(st.lists(CELLS, max_size=17), max_size=8))
def test_whatever_stands_below_the_headings_is_read_or_refused(rows: list[list[object]]) -> None:
    [whole] = read_tables(report(point("ТП-1", 5)), "ГРО.xlsx")
    table = Table("лист", [*whole.rows, *rows])  # type: ignore[list-item]

    assert read_report([table]).points[0].code == "ТП-1"

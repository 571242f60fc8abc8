from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from kabinet.foundation.charts import DailyChart, DayBar, MonthBar, MonthlyChart, Sparkline

SIZES = ("chart-wide", "chart-narrow")


def days(*volumes: str | None) -> list[DayBar]:
    first = date(2026, 11, 1)
    return [
        DayBar(first + timedelta(days=index), None if volume is None else Decimal(volume))
        for index, volume in enumerate(volumes)
    ]


def drawn(chart: DailyChart | MonthlyChart, css: str = "chart-wide") -> ET.Element:
    figure = ET.fromstring(chart.render())
    return next(svg for svg in figure if svg.get("class") == css)


def bars(svg: ET.Element) -> list[ET.Element]:
    return [rect for rect in svg.iter("rect") if (rect.get("class") or "").startswith("chart-bar")]


class TestDailyChart:
    def test_a_day_without_data_is_a_gap_and_not_a_zero(self) -> None:
        svg = drawn(DailyChart("Расход", days("10", None, "0", None)))

        assert len(bars(svg)) == 2

    def test_days_above_the_corridor_are_marked(self) -> None:
        svg = drawn(DailyChart("Расход", days("45.467", "45.468"), most=Decimal("45.467")))

        assert ["chart-bar-over" in (bar.get("class") or "") for bar in bars(svg)] == [False, True]

    def test_days_below_the_corridor_are_marked(self) -> None:
        svg = drawn(DailyChart("Расход", days("33.1", "32"), least=Decimal(33), most=Decimal(45)))

        assert ["chart-bar-under" in (bar.get("class") or "") for bar in bars(svg)] == [False, True]

    def test_each_bar_says_its_day_and_volume(self) -> None:
        svg = drawn(DailyChart("Расход", days("36.1")))

        assert [title.text for title in svg.iter("title")] == ["01.11.2026: 36,100"]

    def test_the_forecast_begins_behind_the_last_known_day(self) -> None:
        svg = drawn(DailyChart("Расход", days("30", None, None), forecast=Decimal(31)))

        [line] = [line for line in svg.iter("line") if line.get("class") == "chart-forecast"]
        [bar] = bars(svg)
        assert float(line.get("x1") or 0) > float(bar.get("x") or 0) + float(bar.get("width") or 0)

    def test_a_closed_month_has_no_forecast(self) -> None:
        svg = drawn(DailyChart("Расход", days("30", "31"), forecast=Decimal(31)))

        assert not [line for line in svg.iter("line") if line.get("class") == "chart-forecast"]

    def test_names_of_close_lines_do_not_overlap(self) -> None:
        chart = DailyChart(
            "Расход", days("30"), most=Decimal("30.2"), plan=Decimal("30.1"), forecast=Decimal(30)
        )

        heights = sorted(
            float(t.get("y") or 0) for t in drawn(chart).iter("text") if t.get("text-anchor") == "start"
        )

        assert all(below - above >= 14 for above, below in pairwise(heights))

    def test_the_last_days_of_a_month_give_way_to_the_first_of_the_next(self) -> None:
        around = [DayBar(date(2026, 9, 20) + timedelta(days=index), Decimal(10)) for index in range(21)]

        names = {
            css: [one.text for one in drawn(DailyChart("Расход", around), css).iter("text")] for css in SIZES
        }

        assert names["chart-narrow"][-3:] == ["20", "1", "10"]
        assert "30" in names["chart-wide"]

    def test_an_empty_month_is_drawn_all_the_same(self) -> None:
        assert bars(drawn(DailyChart("Расход", days(None, None)))) == []
        assert bars(drawn(DailyChart("Расход", []))) == []

    @pytest.mark.parametrize("css", ["chart-wide", "chart-narrow"])
    def test_carries_no_inline_style_and_an_explicit_height(self, css: str) -> None:
        svg = drawn(DailyChart("Расход", days("30")), css)

        assert svg.get("height")
        assert not [element for element in svg.iter() if element.get("style")]

    def test_words_are_escaped(self) -> None:
        assert "<b>" not in DailyChart("<b>", [DayBar(date(2026, 11, 1), Decimal(1), note="<b>")]).render()


class TestMonthlyChart:
    def test_months_above_their_plan_are_marked(self) -> None:
        svg = drawn(
            MonthlyChart(
                "Год", [MonthBar("окт", Decimal(9), Decimal(9)), MonthBar("ноя", Decimal(10), Decimal(9))]
            )
        )

        assert ["chart-bar-over" in (bar.get("class") or "") for bar in bars(svg)] == [False, True]

    def test_phones_get_the_last_months(self) -> None:
        chart = MonthlyChart("Год", [MonthBar(str(number), Decimal(number)) for number in range(12)])

        assert len(bars(drawn(chart))) == 12
        assert len(bars(drawn(chart, "chart-narrow"))) == 6

    def test_the_year_before_stands_beside(self) -> None:
        month = MonthBar("ноя", Decimal(9), before=Decimal("8.5"))

        before, fact = bars(drawn(MonthlyChart("Год", [month])))

        assert "chart-bar-before" in (before.get("class") or "")
        assert (
            float(before.get("x") or 0) + float(before.get("width") or 0) <= float(fact.get("x") or 0) + 0.1
        )

    def test_where_a_label_has_no_room_its_first_letter_stands(self) -> None:
        months = [MonthBar("янв", Decimal(1)) for _ in range(12)]

        narrow = drawn(MonthlyChart("Год", months, shown_on_phones=12), "chart-narrow")

        assert [text.text for text in narrow.iter("text")].count("я") == 12


class TestSparkline:
    def test_the_highest_value_is_nearest_to_the_top(self) -> None:
        svg = ET.fromstring(Sparkline("Год", [Decimal(1), Decimal(3), Decimal(2)]).render())

        line = svg.find("polyline")
        assert line is not None
        heights = [float(point.split(",")[1]) for point in (line.get("points") or "").split()]
        assert heights.index(min(heights)) == 1

    def test_no_values_draw_nothing(self) -> None:
        assert "circle" not in Sparkline("Год", []).render()

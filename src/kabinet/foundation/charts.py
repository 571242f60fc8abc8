"""
Charts drawn by the server as SVG: no script, no inline style, printable.

Each is drawn twice, wide and narrow, and the style sheet shows the one that fits. The same figures as a table
beside the chart are the page's duty.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from kabinet.foundation import formatting
from kabinet.foundation.ui.base import Part, safe

_TOP, _BOTTOM, _LEFT = 10.0, 24.0, 46.0
_WIDE, _NARROW = 816.0, 340.0
_LABELS, _LABEL_HEIGHT, _LABEL_WIDTH, _DAY_WIDTH = 80.0, 14.0, 28.0, 22.0
_BAR_SHARE, _HALF_A_BAR = 0.7, 0.38


@dataclass(frozen=True, slots=True)
class DayBar:
    """One gas day in thousand m³; a day without data, or not closed yet, is None and a gap."""

    day: date
    volume: Decimal | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class MonthBar:
    """`before` is what the same month of the year before came to."""

    label: str
    fact: Decimal | None
    plan: Decimal | None = None
    before: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Turns figures into places on the picture."""

    width: float
    height: float
    top_value: Decimal
    count: int
    right: float = 0.0

    @property
    def floor(self) -> float:
        return self.height - _BOTTOM

    @property
    def step(self) -> float:
        return (self.width - _LEFT - self.right) / max(self.count, 1)

    def x(self, index: float) -> float:
        return _LEFT + self.step * index

    def y(self, value: Decimal) -> float:
        share = float(value / self.top_value) if self.top_value else 0.0
        return self.floor - share * (self.floor - _TOP)

    def bar(self, index: float, value: Decimal, css: str, title: str, *, share: float = _BAR_SHARE) -> str:
        """Draw a bar in the middle of its place, as wide as its share of the place."""
        width = min(self.step * share, 48.0)
        left, top = self.x(index + 0.5) - width / 2, self.y(value)
        height = max(self.floor - top, 1.0)
        box = f'x="{left:.1f}" y="{self.floor - height:.1f}" width="{width:.1f}" height="{height:.1f}" rx="2"'
        return f'<g><title>{escape(title)}</title><rect class="chart-bar {css}" {box}/></g>'

    def line(self, value: Decimal, css: str, *, since: float = 0, until: float | None = None) -> str:
        end = self.count if until is None else until
        y = self.y(value)
        return (
            f'<line class="{css}" x1="{self.x(since):.1f}" x2="{self.x(end):.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
        )

    def text(self, x: float, y: float, words: str, *, anchor: str = "middle", css: str = "") -> str:
        look = f' class="{css}"' if css else ""
        return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{look}>{escape(words)}</text>'

    def scale(self) -> str:
        """Two grid lines with their figures: enough to read a height in five seconds."""
        drawn = []
        for value in (self.top_value / 2, self.top_value):
            drawn.append(self.line(value, "chart-grid"))
            drawn.append(self.text(_LEFT - 6, self.y(value) + 4, formatting.number(value), anchor="end"))
        return "".join(drawn) + self.line(Decimal(0), "chart-axis")

    def svg(self, css: str, title: str, drawing: str) -> str:
        size = f'viewBox="0 0 {self.width:.0f} {self.height:.0f}" height="{self.height:.0f}"'
        label = f'role="img" aria-label="{escape(title)}" focusable="false"'
        return f'<svg class="{css}" {size} {label}>{drawing}</svg>'


def _round_up(value: Decimal) -> Decimal:
    """Return the next round figure for the top of the scale, with two equal halves: 45.5 gives 50."""
    if value <= 0:
        return Decimal(2)
    step = Decimal(1).scaleb(value.adjusted())
    factors = map(Decimal, ("1", "1.2", "1.6", "2", "3", "4", "5", "6", "8", "10"))
    return next(step * factor for factor in factors if step * factor >= value)


class _TwoWidths(Part, ABC):
    wide_height = 200.0
    narrow_height = 190.0

    @abstractmethod
    def draw(self, width: float, height: float, css: str) -> str:
        """Return the picture of this size, of the class `css`."""

    def render(self) -> SafeString:
        wide = self.draw(_WIDE, self.wide_height, "chart-wide")
        narrow = self.draw(_NARROW, self.narrow_height, "chart-narrow")
        return safe(f'<figure class="chart">{wide}{narrow}</figure>')


@dataclass(frozen=True)
class DailyChart(_TwoWidths):
    """Days of a month as bars, with the corridor of the contract, the plan, the forecast of open days."""

    title: str
    days: Sequence[DayBar]
    least: Decimal | None = None
    most: Decimal | None = None
    plan: Decimal | None = None
    forecast: Decimal | None = None

    def draw(self, width: float, height: float, css: str) -> str:
        canvas = _Canvas(width, height, self._top(), len(self.days), right=_LABELS)
        parts = [self._band(canvas), canvas.scale(), *self._bars(canvas), self._lines(canvas)]
        parts += self._names(canvas)
        parts += self._days(canvas, every=5 if width > _NARROW else 10)
        return canvas.svg(css, self.title, "".join(parts))

    def _top(self) -> Decimal:
        known = [bar.volume for bar in self.days if bar.volume is not None]
        return _round_up(
            max([*known, *filter(None, (self.most, self.plan, self.forecast))], default=Decimal(0))
        )

    def _band(self, canvas: _Canvas) -> str:
        if self.most is None:
            return ""
        top, bottom = canvas.y(self.most), canvas.y(self.least or Decimal(0))
        width = canvas.step * canvas.count
        box = f'x="{_LEFT:.1f}" y="{top:.1f}" width="{width:.1f}" height="{bottom - top:.1f}"'
        return f'<rect class="chart-band" {box}/>{canvas.line(self.most, "chart-limit")}'

    def _bars(self, canvas: _Canvas) -> list[str]:
        return [
            self._bar(canvas, index, bar) for index, bar in enumerate(self.days) if bar.volume is not None
        ]

    def _bar(self, canvas: _Canvas, index: int, bar: DayBar) -> str:
        volume = bar.volume or Decimal(0)
        over = self.most is not None and volume > self.most
        under = self.least is not None and volume < self.least
        css = "chart-bar-over" if over else "chart-bar-under" if under else ""
        title = f"{formatting.day(bar.day)}: {formatting.number(volume, 3)} {bar.note}".rstrip()
        return canvas.bar(index, volume, css, title)

    def _lines(self, canvas: _Canvas) -> str:
        drawn = "" if self.plan is None else canvas.line(self.plan, "chart-plan")
        open_since = next((i for i in range(canvas.count, 0, -1) if self.days[i - 1].volume is not None), 0)
        if self.forecast is None or open_since == canvas.count:
            return drawn
        return drawn + canvas.line(self.forecast, "chart-forecast", since=open_since)

    def _names(self, canvas: _Canvas) -> list[str]:
        """The names of the lines, at the right edge, pushed apart where the lines are close."""
        named = [
            (gettext("max"), self.most),
            (gettext("plan"), self.plan),
            (gettext("forecast"), self.forecast),
        ]
        known = sorted(((value, name) for name, value in named if value is not None), reverse=True)
        drawn, lowest = [], 0.0
        for value, name in known:
            lowest = max(canvas.y(value) + 4, lowest + _LABEL_HEIGHT)
            css = "chart-strong" if value == self.plan else ""
            words = f"{name} {formatting.number(value, 1)}"
            drawn.append(canvas.text(canvas.x(canvas.count) + 6, lowest, words, anchor="start", css=css))
        return drawn

    def _days(self, canvas: _Canvas, *, every: int) -> list[str]:
        """The numbers of the days under the bars; the last ones of a month give way to the first of the next."""
        firsts = [index for index, bar in enumerate(self.days) if bar.day.day == 1]
        shown = [
            index
            for index, bar in enumerate(self.days)
            if bar.day.day == 1
            or (
                bar.day.day % every == 0
                and not any(0 < (first - index) * canvas.step < _DAY_WIDTH for first in firsts)
            )
        ]
        return [
            canvas.text(canvas.x(index + 0.5), canvas.height - 6, str(self.days[index].day.day))
            for index in shown
        ]


@dataclass(frozen=True)
class MonthlyChart(_TwoWidths):
    """
    Months as bars, each with a mark where its plan is; above the plan the bar changes its colour.

    Where the year before is known its bars stand beside. Where a label has no room its first letter stands.
    """

    title: str
    months: Sequence[MonthBar]
    shown_on_phones: int = 6

    def draw(self, width: float, height: float, css: str) -> str:
        months = self.months if width > _NARROW else self.months[-self.shown_on_phones :]
        figures = [
            value for month in months for value in (month.fact, month.plan, month.before) if value is not None
        ]
        canvas = _Canvas(width, height, _round_up(max(figures, default=Decimal(0))), len(months))
        drawn = [self._month(canvas, index, month) for index, month in enumerate(months)]
        drawing = "".join([canvas.scale(), *drawn, self._plan_name(canvas, months)])
        return canvas.svg(css, self.title, drawing)

    def _month(self, canvas: _Canvas, index: int, month: MonthBar) -> str:
        label = month.label if canvas.step >= _LABEL_WIDTH else month.label[:1]
        drawn = canvas.text(canvas.x(index + 0.5), canvas.height - 6, label)
        if month.before is not None:
            drawn += self._bar_before(canvas, index, month.label, month.before)
        if month.fact is not None:
            over = month.plan is not None and month.fact > month.plan
            place, share = (index + 0.2, _HALF_A_BAR) if self._is_compared else (index, _BAR_SHARE)
            css = "chart-bar-over" if over else ""
            drawn += canvas.bar(place, month.fact, css, self._words(month), share=share)
        if month.plan is not None:
            drawn += canvas.line(month.plan, "chart-plan", since=index + 0.08, until=index + 0.92)
        return drawn

    @property
    def _is_compared(self) -> bool:
        return any(month.before is not None for month in self.months)

    def _bar_before(self, canvas: _Canvas, index: int, label: str, before: Decimal) -> str:
        then = gettext("a year before")
        title = f"{label}, {then}: {formatting.number(before, 3)}"
        return canvas.bar(index - 0.2, before, "chart-bar-before", title, share=_HALF_A_BAR)

    def _plan_name(self, canvas: _Canvas, months: Sequence[MonthBar]) -> str:
        last = len(months) - 1
        if last < 0 or (plan := months[last].plan) is None:
            return ""
        return canvas.text(canvas.x(last + 0.5), canvas.y(plan) - 6, gettext("plan"), css="chart-strong")

    def _words(self, month: MonthBar) -> str:
        words = f"{month.label}: {formatting.number(month.fact or 0, 3)}"
        if month.plan is None:
            return words
        name = gettext("plan")
        return f"{words}, {name} {formatting.number(month.plan, 3)}"


@dataclass(frozen=True)
class Sparkline(Part):
    """The course of a figure in the height of a line of text."""

    title: str
    values: Sequence[Decimal]

    def render(self) -> SafeString:
        points = self._points()
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dot = (
            f'<circle class="spark-dot" cx="{points[-1][0]:.1f}" cy="{points[-1][1]:.1f}" r="2.5"/>'
            if points
            else ""
        )
        drawing = f'<polyline class="spark-line" points="{path}"/>{dot}'
        size = 'viewBox="0 0 96 24" width="96" height="24"'
        return safe(
            f'<svg {size} role="img" aria-label="{escape(self.title)}" focusable="false">{drawing}</svg>'
        )

    def _points(self) -> list[tuple[float, float]]:
        if not self.values:
            return []
        least, most = min(self.values), max(self.values)
        reach = float(most - least) or 1.0
        step = 88 / max(len(self.values) - 1, 1)
        return [
            (4 + step * index, 20 - 16 * float(value - least) / reach)
            for index, value in enumerate(self.values)
        ]

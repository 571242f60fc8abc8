"""A month of consumption by hour: the table of days and hours, shaded, beginning at the contract hour."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kabinet.formats.archives.archive import Flag
from kabinet.foundation import formatting, ui
from kabinet.metering.queries import Hour, PlanFact, hours_by_day, list_hours
from kabinet.metering.rules.fates import is_same_volume
from kabinet.portal.pages.consumption import Look
from kabinet.portal.pages.consumption_month import thousand
from kabinet.portal.pages.report import Field, Line, Report
from kabinet.values.gas_days import GasDayClock
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO

_HOURS = range(24)
_SHADES = 5
_DOUBTFUL = Flag.ALARM | Flag.WARNING | Flag.UNRELIABLE
_STAR = "*"


@dataclass(frozen=True)
class HoursPage:
    look: Look
    month: BillingMonth
    found: PlanFact
    hours: Sequence[Hour]

    @cached_property
    def by_day(self) -> Mapping[date, Sequence[Decimal | None]]:
        return hours_by_day(self.found, self.hours)

    @cached_property
    def known(self) -> list[Decimal]:
        return sorted(hour for row in self.by_day.values() for hour in row if hour is not None)

    @cached_property
    def limits(self) -> list[Decimal]:
        """The greatest volume of each shade: a fifth of the hours has each."""
        return [self.known[len(self.known) * (shade + 1) // _SHADES - 1] for shade in range(_SHADES)]

    @cached_property
    def doubtful(self) -> frozenset[tuple[date, int]]:
        """The hours that the device itself did not trust."""
        clock = self.look.terms.clock
        flagged = [hour.starts_at for hour in self.hours if hour.flags & _DOUBTFUL]
        return frozenset(((day := clock.day_at(at)), _place(clock, day, at.timestamp())) for at in flagged)

    @cached_property
    def report(self) -> Report:
        begins = self.look.terms.clock.hour
        fields = [
            Field(_("Gas day")),
            *(Field(f"{(begins + hour) % 24:02d}", 3) for hour in _HOURS),
            Field(_("Gas day, taken"), 3),
            Field(_("Data")),
        ]
        title = _("Consumption by hour, %(month)s, thousand m³") % {"month": formatting.month(self.month)}
        return Report(title, fields, [self._line(day) for day in self.month.days()])

    def _line(self, day: date) -> Line:
        row = self.by_day.get(day, [None] * len(_HOURS))
        to_come = day > self.found.last_closed
        return Line(
            [day, *map(thousand, row), thousand(self.found.day(day).fact), self._quality(day, row)],
            kind="quiet" if to_come else "",
            blank="" if to_come else formatting.DASH,
        )

    def _quality(self, day: date, row: Sequence[Decimal | None]) -> str:
        missing = sum(hour is None for hour in row)
        marks = []
        if day > self.found.last_closed:
            marks.append(_("not over yet"))
        elif missing == len(row):
            marks.append(_("no hours"))
        elif missing:
            marks.append(
                ngettext("%(count)d hour missing", "%(count)d hours missing", missing) % {"count": missing}
            )
        elif self._differs(day, row):
            marks.append(_("hours and day differ"))
        if any((day, place) in self.doubtful for place in _HOURS):
            marks.append(_("%(star)s marked") % {"star": _STAR})
        return ", ".join(marks) or pgettext("volume", "measured")

    def _differs(self, day: date, row: Sequence[Decimal | None]) -> bool:
        fact, hours = self.found.day(day).fact, sum((hour for hour in row if hour is not None), ZERO)
        rounding, units = self.look.terms.parameters(day).rounding, len(self.found.units)
        return fact is not None and not is_same_volume(hours, fact, rounding, units=units)

    @cached_property
    def body(self) -> SafeString:
        days = zip(self.month.days(), self.report.lines, strict=True)
        return ui.safe("\n".join(self._row(day, line) for day, line in days))

    def _row(self, day: date, line: Line) -> str:
        row = self.by_day.get(day, [None] * len(_HOURS))
        cells = [self._cell(day, place, hour, line) for place, hour in enumerate(row)]
        last = len(self.report.fields) - 1
        kind = f' class="row-{line.kind}"' if line.kind else ""
        fact = f"<td>{escape(self.report.text(line, last - 1))}</td>"
        label = f"{formatting.short_day(day)} {formatting.weekday(day)}"
        quality = f'<td class="heat-note">{escape(self.report.text(line, last))}</td>'
        return f'<tr{kind}><th scope="row">{escape(label)}</th>{"".join(cells)}{fact}{quality}</tr>'

    def _cell(self, day: date, place: int, hour: Decimal | None, line: Line) -> str:
        if hour is None:
            return f'<td class="heat-none">{line.blank}</td>'
        shade = min(bisect_left(self.limits, hour), _SHADES - 1) + 1
        star = _STAR if (day, place) in self.doubtful else ""
        return f'<td class="heat-{shade}">{self.report.text(line, place + 1)}{star}</td>'

    @property
    def heads(self) -> list[str]:
        return [field.label for field in self.report.fields[1:25]]

    @property
    def legend(self) -> list[tuple[int, str]]:
        """Up to which volume each shade goes; shades that no hour has are left out."""
        return [
            (shade, _("up to %(volume)s") % {"volume": formatting.volume(limit)})
            for shade, limit in enumerate(self.limits, start=1)
            if shade == 1 or limit > self.limits[shade - 2]
        ]

    def cards(self) -> list[ui.Figure]:
        peak = self.known[-1]
        whole = sum(None not in row for row in self.by_day.values())
        note = _("gas days with all their hours, of %(count)d that are over") % {
            "count": sum(day <= self.found.last_closed for day in self.month.days())
        }
        unit = _("thousand m³")
        usual = self.known[len(self.known) // 2]
        return [
            ui.Figure(_("Peak hour"), formatting.volume(peak), unit, self._when(peak)),
            ui.Figure(_("Median hour"), formatting.volume(usual), unit, _("half of the hours take less")),
            ui.Figure(_("Least hour"), formatting.volume(self.known[0]), unit, self._when(self.known[0])),
            ui.Figure(_("Whole days"), str(whole), "", note),
        ]

    def _when(self, volume: Decimal) -> str:
        clock = self.look.terms.clock
        for day, row in self.by_day.items():
            if volume in row:
                hour = (clock.hour + row.index(volume)) % 24
                return _("gas day %(day)s, hour from %(hour)02d:00") % {
                    "day": formatting.short_day(day),
                    "hour": hour,
                }
        return ""

    @property
    def empty(self) -> ui.Empty | None:
        if self.known:
            return None
        with_hours = {hour.unit_id for hour in self.hours}
        silent = [unit.name for unit in self.found.units if unit.pk not in with_hours]
        if with_hours and silent:
            return ui.Empty(
                _("Not every metering unit has hours"),
                _("No hours came from %(units)s. Choose another metering unit.")
                % {"units": ", ".join(silent)},
            )
        return ui.Empty(
            _("There are no hours in this month"),
            _(
                "Hours come with an archive of the corrector or by telemetry; days and months are shown without them."
            ),
            ui.Action(_("Consumption by day"), self.look.address("portal:consumption_month", self.month)),
        )

    def context(self) -> Mapping[str, Any]:
        return {"page": self, "cards": self.cards() if self.known else []}


def _place(clock: GasDayClock, day: date, stamp: float) -> int:
    return int(stamp - clock.begins_at(day).timestamp()) // 3600


def read(look: Look, month: BillingMonth) -> HoursPage:
    found, clock = look.read(month, month), look.terms.clock
    hours = list_hours(
        viewer=look.viewer,
        unit_ids=[unit.pk for unit in found.units],
        since=clock.begins_at(month.first_day),
        until=clock.ends_at(month.last_day),
    )
    return HoursPage(look, month, found, hours)

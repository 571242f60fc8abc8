"""The days before and after one in doubt: as a chart, and as a table."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from kabinet.foundation import charts, formatting, ui
from kabinet.metering.discrepancies import Discrepancy
from kabinet.values.volume import to_thousand


def chart(found: Discrepancy) -> charts.DailyChart:
    stick = found.yardstick
    here = _("this day")
    return charts.DailyChart(
        _("The days around %(day)s, thousand m³") % {"day": formatting.day(found.day)},
        [
            charts.DayBar(
                day,
                to_thousand(found.around[day]) if day in found.around else None,
                f"({here})" if day == found.day else "",
            )
            for day in _days(found)
        ],
        least=None if stick.daily_minimum is None else to_thousand(stick.daily_minimum),
        most=None if stick.daily_maximum is None else to_thousand(stick.daily_maximum),
    )


def days_table(found: Discrepancy) -> ui.Table:
    rows = [
        ui.Row(
            [
                f"{formatting.day(day)}, {formatting.weekday(day)}",
                formatting.volume(found.around[day]) if day in found.around else formatting.DASH,
            ],
            kind="attention" if day == found.day else "",
        )
        for day in _days(found)
    ]
    return ui.Table(
        caption=_("The days around"),
        columns=[ui.Column(_("Gas day")), ui.Column(_("Volume"), numeric=True, unit=_("thousand m³"))],
        rows=rows,
    )


def _days(found: Discrepancy) -> list[date]:
    count = (found.until - found.since).days + 1
    return [found.since + timedelta(days=number) for number in range(count)]

"""What the page of notifications shows: by day, the unread ones in bold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.notifications.queries import NotificationPage, NotificationRow


@dataclass(frozen=True, slots=True)
class Day:
    title: str
    table: ui.Table


def days(page: NotificationPage, *, today: date) -> list[Day]:
    by_day = groupby(page.rows, key=lambda row: timezone.localdate(row.created_at))
    return [_day(day, list(rows), today=today) for day, rows in by_day]


def _day(day: date, rows: Sequence[NotificationRow], *, today: date) -> Day:
    title = _("Today") if day == today else formatting.day_in_words(day)
    table = ui.Table(
        caption=_("Notifications of %(day)s") % {"day": formatting.day_in_words(day)},
        columns=[ui.Column(_("Notification")), ui.Column(_("Time"))],
        rows=[_row(row) for row in rows],
        stack=True,
    )
    return Day(title, table)


def _row(row: NotificationRow) -> ui.Row:
    name = ui.Link(row.subject, row.url) if row.url else row.subject
    deadline = _("Deadline: %(moment)s") % {"moment": formatting.moment(row.deadline)} if row.deadline else ""
    note = " ".join(filter(None, (row.body, deadline)))
    cells: list[ui.Content | ui.Cell] = [ui.Noted(name, note), formatting.clock_time(row.created_at)]
    return ui.Row(cells, kind="unread" if row.unread else "")


def nothing() -> ui.Empty:
    return ui.Empty(
        _("No notifications yet"),
        _("You will be told here, and by e-mail, about decisions, new documents and deadlines."),
    )

"""The queue: what waits for the person, the most urgent first."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kabinet.access.queries.proposals import count_to_decide
from kabinet.access.rules.proposals import RIGHT_TO_APPROVE
from kabinet.desk.pages.days import local_day
from kabinet.desk.pages.queue_whose import whose_queue
from kabinet.desk.pages.waiting import ACCEPTED_IN_BULK, Kind, Ticked, Waiting, count_by_kind, list_waiting
from kabinet.foundation import formatting, ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.organizations import queries as organizations
from kabinet.organizations.rules.deadlines import request_deadline
from kabinet.organizations.rules.parameters import parameters_on
from kabinet.requests import queries as requests
from kabinet.values.months import BillingMonth

PAGE = 50

KIND: dict[Kind, str | Promise] = {
    Kind.REQUEST: gettext_lazy("Requests"),
    Kind.READINGS: gettext_lazy("Readings"),
    Kind.SCAN: gettext_lazy("Scans"),
    Kind.APPLICATION: gettext_lazy("Access"),
}


def queue(
    *, viewer: Viewer, kind: Kind | None, whose: str, page: int, ticked: bool, now: datetime
) -> dict[str, Any]:
    """
    Return what the queue shows.

    A query for each kind, another for each that waits, and three more; one for who approves proposals.
    """
    asked = whose_queue(viewer=viewer, code=whose, now=now)
    viewer = asked.viewer
    counts = count_by_kind(viewer=viewer)
    shown = [kind] if kind in counts else list(counts)
    total = sum(counts[one] for one in shown)
    pages = max(1, -(-total // PAGE))
    page = min(page, pages)
    some = [one for one in shown if counts[one]]
    items = list_waiting(viewer=viewer, kinds=some, start=(page - 1) * PAGE, limit=page * PAGE)
    query = {"kind": kind or "", "whose": asked.code}
    return {
        "proposals": _proposals(viewer),
        "notices": asked.notices,
        "earliest": _earliest(items[0], now) if items and page == 1 else "",
        "tabs": _tabs(counts, kind, query),
        "table": _table(items, now=now, ticked=ticked) if items else None,
        "empty": None if items else _empty(viewer=viewer, counts=counts, now=now),
        "may_tick": any(one.kind in ACCEPTED_IN_BULK for one in items),
        "tick_all_url": ui.query_url(query, page=str(page) if page > 1 else None, tick="all"),
        "untick_url": ui.query_url(query, page=str(page) if page > 1 else None),
        "ticked": ticked,
        "pages": ui.Pages(page, pages, query),
        "first_url": items[0].url if items else "",
    }


def _proposals(viewer: Viewer) -> ui.Notice | None:
    """Tell whoever approves that something waits for a second person: they are the only one who moves it."""
    count = count_to_decide(viewer=viewer) if viewer.may(RIGHT_TO_APPROVE) else 0
    if not count:
        return None
    text = ngettext(
        "%(count)d proposal waits for your decision.", "%(count)d proposals wait for your decision.", count
    )
    link = ui.Link(_("Open the proposals"), reverse("desk:proposals"))
    return ui.Notice(ui.join([text % {"count": count}, link]), kind="warning")


def _earliest(first: Waiting, now: datetime) -> str:
    day = formatting.day(local_day(first.due_at))
    return _("The earliest answer is due on %(day)s, %(left)s.") % {
        "day": day,
        "left": formatting.time_left(first.due_at, now),
    }


def _tabs(counts: dict[Kind, int], current: Kind | None, query: ui.Query) -> ui.Tabs | None:
    if len(counts) < 2:  # noqa: PLR2004 (one kind needs no choice)
        return None
    everything = ui.Tab(
        _("Everything"),
        ui.query_url(query, kind=None),
        current=current not in counts,
        count=sum(counts.values()),
    )
    kinds = [
        ui.Tab(str(KIND[kind]), ui.query_url(query, kind=kind), current=kind is current, count=count)
        for kind, count in counts.items()
    ]
    return ui.Tabs([everything, *kinds], label=_("Kinds"))


def _table(items: Sequence[Waiting], *, now: datetime, ticked: bool) -> ui.Table:
    columns = [_("What waits"), _("Customer"), _("In short"), _("Answer due"), _("Waits since")]
    return ui.Table(
        caption=_("What waits for a decision"),
        columns=[ui.Column(label) for label in columns],
        rows=[_row(item, now) for item in items],
        ticks="item",
        ticked=ticked,
        stack=True,
    )


def _row(item: Waiting, now: datetime) -> ui.Row:
    return ui.Row(
        [
            ui.Link(item.title, item.url, hidden=item.organization),
            item.organization,
            item.gist,
            _due(item.due_at, now),
            formatting.moment(item.since),
        ],
        tick=item.tick if item.kind in ACCEPTED_IN_BULK else "",
        tick_label=f"{item.title}, {item.organization}",
    )


def _due(at: datetime, now: datetime) -> ui.Noted:
    day: str | ui.Tag = formatting.day(local_day(at))
    if at < now:
        day = ui.Tag(str(day), "problem")
    return ui.Noted(day, formatting.time_left(at, now))


def _empty(*, viewer: Viewer, counts: dict[Kind, int], now: datetime) -> ui.Empty:
    customers = None
    if viewer.may(Right.SEE_SUPPLY):
        customers = ui.Action(_("Customers"), reverse("desk:clients"))
    if not counts:
        return ui.Empty(_("Nothing to decide"), _("Your role decides about nothing in the queue."), customers)
    text = _next_deadline(viewer=viewer, now=now) if Kind.REQUEST in counts else ""
    return ui.Empty(_("The queue is empty"), text, customers)


def _next_deadline(*, viewer: Viewer, now: datetime) -> str:
    """Say until when the customers ask for the next month, and how many have not."""
    zone = ZoneInfo(settings.TIME_ZONE)
    month = BillingMonth.of(now.astimezone(zone).date()).next
    silent = requests.count_silent(viewer=viewer, month=month)
    parameters = parameters_on(month.first_day, rule_sets=organizations.rule_sets(), overrides={})
    deadline = request_deadline(month, zone=zone, parameters=parameters)
    text = ngettext(
        "The next deadline: %(day)s, requests for %(month)s (%(count)d contract has none yet).",
        "The next deadline: %(day)s, requests for %(month)s (%(count)d contracts have none yet).",
        silent,
    )
    return text % {
        "day": formatting.day(deadline.at.date()),
        "month": formatting.month(month),
        "count": silent,
    }


def confirmation(*, items: Sequence[Waiting], ticked: Collection[Ticked], now: datetime) -> dict[str, Any]:
    """Return the page that lists what is about to be accepted."""
    gone = len(ticked) - len(items)
    notice = None
    if gone:
        text = ngettext(
            "%(count)d chosen item does not wait any longer, and is left out.",
            "%(count)d chosen items do not wait any longer, and are left out.",
            gone,
        )
        notice = ui.Notice(text % {"count": gone}, kind="warning")
    columns = [_("What is accepted"), _("Customer"), _("In short"), _("Answer due")]
    rows = [
        ui.Row([ui.Link(one.title, one.url), one.organization, one.gist, _due(one.due_at, now)])
        for one in items
    ]
    text = ngettext("Accept %(count)d item", "Accept %(count)d items", len(items))
    return {
        "items": items,
        "notice": notice,
        "button": text % {"count": len(items)},
        "table": ui.Table(
            caption=_("What is accepted"),
            columns=[ui.Column(label) for label in columns],
            rows=rows,
            empty=ui.Empty(
                _("Nothing is chosen"),
                _("Tick requests or readings in the queue."),
                ui.Action(_("To the queue"), reverse("desk:queue")),
            ),
            stack=True,
        ),
    }

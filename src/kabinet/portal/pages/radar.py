"""
The radar of deviations: what the day, the month and the periods of take-or-pay will come to, and what can be done yet.

What a deviation will cost in roubles has its place in `Radar.price`; nothing reckons it yet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.foundation import formatting, ui
from kabinet.metering.queries import WHOLE, Outlook, Period, Today
from kabinet.metering.rules.forecast import Forecast
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.deadlines import request_deadline
from kabinet.portal.pages.consumption import Look
from kabinet.requests import wording
from kabinet.requests.queries import VolumeRequest
from kabinet.requests.rules.words import Status
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO

_MONTHS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Radar:
    """`facts` are about the day and the month, `commitments` about take-or-pay and requests."""

    facts: ui.Facts
    note: str = ""
    commitments: ui.Facts | None = None
    has_periods: bool = False
    price: ui.Figure | None = None


def radar(outlook: Outlook, *, look: Look, requests: Sequence[VolumeRequest]) -> Radar:
    """Return all of it, for the page of consumption; take-or-pay and requests are matters of the whole contract."""
    facts = [_month(outlook), *_today(outlook), *_until_the_end(outlook)]
    commitments = None
    if look.part == WHOLE:
        in_time = _in_time(look.terms, look.now, outlook.month, requests)
        rows = [*map(_period, outlook.periods), ui.Fact(_("Requests still in time"), in_time)]
        commitments = ui.Facts(rows)
    return Radar(ui.Facts(facts), _how(outlook), commitments, bool(outlook.periods))


def radar_at_home(outlook: Outlook) -> Radar:
    """Return what is looked at every day: the month, the day, the quarter of take-or-pay."""
    return Radar(ui.Facts([_month(outlook), *_today(outlook), *map(_period, outlook.periods[:1])]))


def _how(outlook: Outlook) -> str:
    if outlook.forecast is None:
        return ""
    if outlook.forecast.least is None:
        return _("The history is too short to tell how far off the forecast may be.")
    return _(
        "The forecast takes the level of the latest days, their weekdays and the contract volume; four of five "
        "forecasts of the past months fell within such an interval."
    )


def _month(outlook: Outlook) -> ui.Fact:
    name = _("Forecast, %(month)s") % {"month": formatting.month(outlook.month)}
    if outlook.forecast is None:
        return ui.Fact(name, _("Seven known gas days are needed for a forecast."))
    words = [_interval(outlook.forecast)]
    if outlook.figures.plan:
        difference = outlook.forecast.expected * 100 / outlook.figures.plan - 100
        share = formatting.signed(formatting.percent(difference))
        facts = {"plan": formatting.volume(outlook.figures.plan), "difference": share}
        words.append(_("contract volume %(plan)s: %(difference)s") % facts)
    value: ui.Content = _volume(outlook.forecast.expected)
    if outlook.figures.most:
        value = ui.join([value, _verdict(outlook)], glue=" · ")
    return ui.Fact(name, _noted(value, "; ".join(filter(None, words))))


def _noted(content: ui.Content, note: str) -> ui.Content:
    return ui.join([content, ui.Noted("", note)], glue="")


def _verdict(outlook: Outlook) -> ui.Tag:
    """Hold the forecast against the corridor of the whole month."""
    forecast, least, most = outlook.forecast, outlook.figures.least or ZERO, outlook.figures.most or ZERO
    if forecast is None:
        return ui.Tag("")
    if forecast.expected > most:
        return ui.Tag(_("Over the corridor"), "problem")
    if forecast.expected < least:
        return ui.Tag(_("Under the corridor"), "problem")
    if (forecast.most or ZERO) > most or (forecast.least is not None and forecast.least < least):
        return ui.Tag(_("May leave the corridor"), "warning")
    return ui.Tag(_("In the corridor"), "done")


def _interval(forecast: Forecast) -> str:
    if forecast.least is None or forecast.most is None:
        return ""
    facts = {"least": formatting.volume(forecast.least), "most": formatting.volume(forecast.most)}
    return _("from %(least)s to %(most)s") % facts


def _today(outlook: Outlook) -> Iterator[ui.Fact]:
    today = outlook.today
    if today is None:
        return
    name = _("Free today, %(day)s") % {"day": formatting.gas_day(today.day)}
    if not today.rooms:
        yield ui.Fact(name, _("Without a contract volume there is no maximum."))
        return
    over = _("An overtake of %(volume)s is expected") % {"volume": _volume(today.over)}
    free: ui.Content = ui.Tag(over, "problem") if today.over else _volume(today.free)
    yield ui.Fact(name, _noted(free, _expected(today)))


def _expected(today: Today) -> str:
    forecast = today.forecast
    facts = {"expected": formatting.volume(forecast.expected), "most": formatting.volume(today.most)}
    words = [_("expected %(expected)s, maximum %(most)s") % facts, _interval(forecast), _by_point(today)]
    if today.hours:
        taken = ngettext(
            "taken %(known)s in %(count)d hour", "taken %(known)s in %(count)d hours", today.hours
        )
        words.append(taken % {"known": formatting.volume(forecast.known), "count": today.hours})
    return "; ".join(filter(None, words))


def _by_point(today: Today) -> str:
    """Tell the points apart: an overtake is reckoned by supply point."""
    if len(today.rooms) == 1:
        return ""
    rooms = ", ".join(f"{room.point} {formatting.volume(room.free)}" for room in today.rooms)
    return _("free by point: %(rooms)s") % {"rooms": rooms}


def _until_the_end(outlook: Outlook) -> Iterator[ui.Fact]:
    if outlook.free is None:
        return
    note = _("over what is expected, without an overtake on any day")
    yield ui.Fact(_("Free to the end of the month"), ui.Noted(_volume(outlook.free), note))
    plan = outlook.figures.plan
    if not plan or not outlook.unknown:
        return
    left = plan - (outlook.figures.fact or ZERO)
    text = _volume(left) if left >= 0 else _("overtaken by %(volume)s") % {"volume": _volume(-left)}
    each = (
        _("%(volume)s a day on average") % {"volume": formatting.volume(left / outlook.unknown)}
        if left > 0
        else ""
    )
    yield ui.Fact(_("Left of the contract volume"), ui.Noted(text, each))


def _period(period: Period) -> ui.Fact:
    facts = {
        "line": formatting.volume(period.line),
        "known": formatting.volume(period.forecast.known),
        "expected": formatting.volume(period.forecast.expected),
        "interval": _interval(period.forecast),
    }
    note = _("line %(line)s, taken %(known)s, forecast %(expected)s %(interval)s") % facts
    return ui.Fact(name_of(period), ui.Noted(state(period), note.strip()))


def name_of(period: Period) -> str:
    words = {"period": str(period.months[0].year) if period.is_year else formatting.quarter(period.months[0])}
    return _("Take-or-pay, %(period)s") % words


def state(period: Period) -> ui.Tag:
    """Say whether the line is reached already, will be, may be missed, or will be missed."""
    forecast = period.forecast
    if forecast.known >= period.line:
        return ui.Tag(_("The line is reached"), "done")
    if forecast.expected < period.line:
        return ui.Tag(_("%(volume)s short") % {"volume": _volume(period.short)}, "problem")
    if forecast.least is None or forecast.least < period.line:
        return ui.Tag(_("May be missed"), "warning")
    return ui.Tag(_("Will be reached"), "done")


def _in_time(
    terms: Terms, now: datetime, month: BillingMonth, requests: Sequence[VolumeRequest]
) -> ui.Content:
    by_month = {request.month: request for request in requests}
    months = (month.plus(ahead) for ahead in range(1, _MONTHS_AHEAD + 1))
    found = [line for one in months if (line := _request(terms, now, one, by_month.get(one)))]
    return ui.join(found, glue="<br>") if found else formatting.DASH


def _request(
    terms: Terms, now: datetime, month: BillingMonth, request: VolumeRequest | None
) -> ui.Content | None:
    """Return the way to a month's request as long as it is in time; None where it is not, or supply is over."""
    deadline = request_deadline(month, zone=terms.zone, parameters=terms.parameters(month.first_day))
    ends = terms.contract.valid_to
    if not deadline.is_kept(now) or (ends is not None and ends <= month.first_day):
        return None
    facts = {
        "month": formatting.month(month),
        "moment": formatting.moment(deadline.at, terms.zone),
        "left": formatting.time_left(deadline.at, now),
    }
    words = _("until %(moment)s, %(left)s") % facts
    if request is not None and request.status != Status.RETURNED:
        words = str(wording.STATUS[request.status]).lower()
        return ui.join(
            [ui.Link(facts["month"], reverse("portal:request", args=[request.pk])), words], glue=": "
        )
    return ui.join([ui.Link(facts["month"], reverse("portal:request_new", args=[month])), words], glue=": ")


def _volume(m3: Decimal) -> str:
    return formatting.volume_with_unit(m3)

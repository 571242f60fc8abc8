"""Tasks about volume requests: those to be made, and what became of those that were made."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.organizations.rules.deadlines import request_deadline
from kabinet.portal.pages.home_situation import Situation
from kabinet.portal.pages.home_tasks import Dated, time_left
from kabinet.requests import wording
from kabinet.requests.queries import VolumeRequest
from kabinet.requests.rules.words import Status
from kabinet.values.months import BillingMonth

_REMEMBERED = timedelta(days=30)


def to_request(found: Situation) -> list[Dated]:
    """Return the requests that are to be made: for the next month, and for this one where it has no volume."""
    by_month = {request.month: request for request in found.requests}
    today = BillingMonth.of(found.terms.today(found.now))
    wanted = [today.next] if found.plan else [today, today.next]
    tasks = [_new(found, month) for month in wanted if month not in by_month and _is_supplied(found, month)]
    returned = (request for request in found.requests if request.status == Status.RETURNED)
    return tasks + [_again(found, request) for request in returned]


def _is_supplied(found: Situation, month: BillingMonth) -> bool:
    contract = found.terms.contract
    ends = contract.valid_to
    return contract.valid_from <= month.last_day and (ends is None or ends > month.first_day)


def _deadline(found: Situation, month: BillingMonth) -> datetime:
    parameters = found.terms.parameters(month.first_day)
    return request_deadline(month, zone=found.terms.zone, parameters=parameters).at


def _new(found: Situation, month: BillingMonth) -> Dated:
    deadline = _deadline(found, month)
    hints = [_("until %(moment)s") % {"moment": _day(deadline, found)}]
    if found.plan:
        volume = formatting.volume_with_unit(found.plan)
        hints.append(_("this month %(volume)s") % {"volume": volume})
    task = ui.Task(
        _("Submit the request for %(month)s") % {"month": formatting.month(month)},
        time_left(deadline, found.now),
        url=reverse("portal:request_new", args=[month]),
        hint=" · ".join(hints),
    )
    return Dated(deadline, task)


def _day(moment: datetime, found: Situation) -> str:
    return formatting.day_and_month(timezone.localtime(moment, found.terms.zone).date())


def _again(found: Situation, request: VolumeRequest) -> Dated:
    deadline = _deadline(found, request.month)
    task = ui.Task(
        _("Correct the request for %(month)s") % {"month": formatting.month(request.month)},
        ui.Tag(str(wording.STATUS[request.status]), "problem"),
        url=row_address("portal:request", request.pk),
        hint=_("returned by %(name)s") % {"name": request.decided_by},
    )
    return Dated(min(deadline, found.now), task)


def decided(found: Situation) -> list[Dated]:
    """Return the requests that wait for the supplier, or were decided lately."""
    known = (request for request in found.requests if request.status != Status.RETURNED)
    rows = [(request.decided_at or request.submitted_at, request) for request in known]
    return [Dated(at, _state(found, at, request)) for at, request in rows if found.now - at < _REMEMBERED]


def _state(found: Situation, at: datetime, request: VolumeRequest) -> ui.Task:
    words = f"{wording.STATUS[request.status]} {formatting.day(timezone.localtime(at, found.terms.zone))}"
    waiting = request.status == Status.SUBMITTED
    answer = _("answer until %(day)s") % {"day": _day(request.answer_due_at, found)}
    return ui.Task(
        _("Request for %(month)s") % {"month": formatting.month(request.month)},
        ui.Tag(words, wording.TAG[Status(request.status)]),
        url=row_address("portal:request", request.pk),
        hint=answer if waiting else "",
        done=True,
    )

"""The list of requests, and which one is to be sent next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.deadlines import Deadline, request_deadline
from kabinet.requests import queries, wording
from kabinet.requests.queries import RequestPage, VolumeRequest
from kabinet.requests.rules.words import TURN_OF, Status, Turn
from kabinet.values.months import BillingMonth

#: What each tab of the list shows: only what is open, only what has ended, or all.
SHOWN: Mapping[str, bool | None] = {"": True, "done": False, "all": None}


def tabs(shown: str) -> ui.Tabs:
    labels = {"": _("In progress"), "done": _("Completed"), "all": _("All")}
    return ui.Tabs(
        [
            ui.Tab(label, f"?show={key}" if key else "?", current=key == shown)
            for key, label in labels.items()
        ],
        label=_("Requests by state"),
    )


def status_tag(request: VolumeRequest) -> ui.Tag:
    return ui.Tag(str(wording.STATUS[request.status]), wording.TAG[Status(request.status)])


def turn(request: VolumeRequest) -> ui.Content:
    whose = TURN_OF[Status(request.status)]
    if whose is Turn.NOBODY:
        return formatting.DASH
    return ui.Turn(str(wording.TURN_FOR_CLIENT[whose]), mine=whose is Turn.CLIENT)


def table(found: RequestPage, *, terms: Terms, empty: ui.Empty) -> ui.Table:
    unit = _("thousand m³")
    columns = [
        ui.Column(_("Request")),
        ui.Column(_("Requested"), numeric=True, unit=unit),
        ui.Column(_("Agreed"), numeric=True, unit=unit),
        ui.Column(_("Submitted on")),
        ui.Column(_("Status")),
        ui.Column(_("Whose turn")),
        ui.Column(_("Answer by")),
    ]
    rows = [_row(request, terms) for request in found.rows]
    return ui.Table(_("Volume requests"), columns, rows, empty=empty, stack=True)


def _row(request: VolumeRequest, terms: Terms) -> ui.Row:
    title = _("For %(month)s") % {"month": formatting.month(request.month)}
    number = _("Monthly, No. %(number)s") % {"number": request.pk}
    agreed = request.agreed_volume
    sent = formatting.moment(request.submitted_at, terms.zone)
    return ui.Row(
        [
            ui.Noted(ui.Link(title, row_address("portal:request", request.pk)), number),
            formatting.volume(request.volume),
            formatting.DASH if agreed is None else formatting.volume(agreed),
            ui.Noted(sent, _("after the deadline")) if request.late else sent,
            status_tag(request),
            turn(request),
            answer_by(request, terms),
        ],
        kind="attention" if request.status == Status.RETURNED else "",
    )


def answer_by(request: VolumeRequest, terms: Terms) -> str:
    if request.status != Status.SUBMITTED:
        return formatting.DASH
    return formatting.moment(request.answer_due_at, terms.zone)


@dataclass(frozen=True, slots=True)
class NextRequest:
    """The request that is to be sent next: its month, the deadline, and whether an older one came back."""

    month: BillingMonth
    deadline: Deadline
    returned: bool
    may_submit: bool
    terms: Terms
    now: datetime

    @property
    def url(self) -> str:
        return reverse("portal:request_new", args=[self.month])

    @property
    def action(self) -> ui.Action | None:
        if not self.may_submit:
            return None
        text = (
            _("Correct the request for %(month)s") if self.returned else _("Submit a request for %(month)s")
        )
        is_next = self.month == BillingMonth.of(self.terms.clock.day_at(self.now)).next
        kind = "primary" if is_next or self.returned else "secondary"
        return ui.Action(text % {"month": formatting.month(self.month)}, self.url, kind=kind)

    @property
    def text(self) -> str:
        """Say until when; after that, that it is accepted all the same."""
        facts = {
            "month": formatting.month(self.month),
            "moment": formatting.moment(self.deadline.at, self.terms.zone),
            "left": formatting.time_left(self.deadline.at, self.now),
        }
        if self.deadline.is_kept(self.now):
            return _("Request for %(month)s: until %(moment)s, %(left)s.") % facts
        return (
            _(
                "The deadline of the request for %(month)s was %(moment)s. "
                "It is accepted with the mark “after the deadline”."
            )
            % facts
        )

    @property
    def empty(self) -> ui.Empty:
        return ui.Empty(_("There are no requests here"), self.text, ui.Action(_("All requests"), "?show=all"))


def next_request(*, viewer: Viewer, terms: Terms, now: datetime) -> NextRequest:
    """Find the first month after this one that has no request yet, or had it returned. One query."""
    current = BillingMonth.of(terms.clock.day_at(now))
    months = [current.plus(ahead) for ahead in range(1, 4)]
    known = queries.statuses_by_month(viewer=viewer, contract_id=terms.contract.pk, months=months)
    month = next((month for month in months if known.get(month) in (None, Status.RETURNED)), months[-1])
    return NextRequest(
        month=month,
        deadline=request_deadline(month, zone=terms.zone, parameters=terms.parameters(month.first_day)),
        returned=known.get(month) == Status.RETURNED,
        may_submit=viewer.may(Right.SUBMIT_REQUESTS, contract_id=terms.contract.pk),
        terms=terms,
        now=now,
    )

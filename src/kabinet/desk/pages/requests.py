"""One request with everything that its decision needs."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.desk.forms.requests import DecisionForm, name_of
from kabinet.desk.pages.days import local_day
from kabinet.desk.pages.entries import entry_of
from kabinet.desk.pages.waiting import Kind
from kabinet.desk.pages.words import request_tag
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries as metering
from kabinet.organizations import queries as organizations
from kabinet.requests.queries import Decision, RequestCard, VolumeRequestLine, VolumeRequestVersion
from kabinet.requests.rules.words import Outcome, Status
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO

_EVENT: dict[str, tuple[str, str]] = {
    Outcome.ACCEPT: ("accepted", "done"),
    Outcome.ACCEPT_WITH_CHANGES: ("accepted-with-changes", "done"),
    Outcome.RETURN: ("returned", "problem"),
}

Volumes = Mapping[int, Decimal]


def request(*, viewer: Viewer, card: RequestCard, form: DecisionForm, now: datetime) -> dict[str, Any]:
    """Return what the page of a request shows. Two queries besides the card's."""
    asked = card.request
    contract = asked.contract
    plan = organizations.volumes_by_point(viewer=viewer, contract_id=contract.pk, month=asked.month)
    facts = metering.totals_by_point(viewer=viewer, contract_id=contract.pk, month=asked.month.previous)
    waits = asked.status == Status.SUBMITTED
    may_decide = waits and viewer.may(Right.DECIDE_REQUESTS)
    return {
        "title": _title(card),
        "tag": request_tag(asked.status),
        "form": form,
        "may_decide": may_decide,
        "table": _table(card, plan, facts, form if may_decide else None, now),
        "facts": _facts(card, now),
        "decision": None if waits else _decision(card),
        "timeline": ui.Timeline(_events(card)),
        "crumbs": ui.Breadcrumbs(
            [
                ui.Link(_("Queue"), reverse("desk:queue")),
                ui.Link(contract.organization.name, row_address("desk:client", contract.organization_id)),
            ]
        ),
        "next_url": reverse("desk:next") + ui.query_url({"kind": Kind.REQUEST}),
    }


def _title(card: RequestCard) -> str:
    return _("Request for %(month)s") % {"month": formatting.month(card.request.month)}


def _fact_label(month: BillingMonth, now: datetime) -> str:
    named = {"month": formatting.month(month)}
    if month.last_day >= local_day(now):
        return _("Fact of %(month)s so far") % named
    return _("Fact of %(month)s") % named


def _table(
    card: RequestCard, plan: Volumes, facts: Volumes, form: DecisionForm | None, now: datetime
) -> ui.Table:
    unit = _("thousand m³")
    labels = [
        _("Contract volume"),
        _fact_label(card.request.month.previous, now),
        _("Requested"),
        _("Agreed"),
    ]
    return ui.Table(
        caption=_("Volumes by supply point"),
        columns=[
            ui.Column(_("Supply point")),
            *(ui.Column(label, numeric=True, unit=unit) for label in labels),
        ],
        rows=[_row(line, card, plan, facts, form) for line in card.lines],
        total=_total(card, plan, facts),
        css="table-entry" if form else "",
        stack=True,
    )


def _row(
    line: VolumeRequestLine, card: RequestCard, plan: Volumes, facts: Volumes, form: DecisionForm | None
) -> ui.Row:
    point = line.supply_point
    contract_volume = plan.get(point.pk)
    over = contract_volume is not None and line.volume > contract_volume
    agreed = entry_of(form[name_of(line)]) if form else _shown(card.agreed.get(point.pk))
    return ui.Row(
        [
            ui.Noted(point.name, point.code),
            _shown(contract_volume),
            _shown(facts.get(point.pk)),
            ui.Cell(formatting.volume(line.volume), over=over and form is not None),
            agreed,
        ]
    )


def _total(card: RequestCard, plan: Volumes, facts: Volumes) -> ui.Row:
    points = [line.supply_point_id for line in card.lines]
    agreed = card.agreed
    return ui.Row(
        [
            _("Total"),
            _sum(plan.get(point) for point in points),
            _sum(facts.get(point) for point in points),
            formatting.volume(card.request.volume),
            _sum(agreed.get(point) for point in points) if agreed else "",
        ]
    )


def _sum(volumes: Iterable[Decimal | None]) -> str:
    known = [volume for volume in volumes if volume is not None]
    return formatting.volume(sum(known, ZERO)) if known else formatting.DASH


def _shown(volume: Decimal | None) -> str:
    return formatting.DASH if volume is None else formatting.volume(volume)


def _facts(card: RequestCard, now: datetime) -> ui.Facts:
    asked, newest = card.request, card.versions[0]
    organization = asked.contract.organization
    kept = ui.Tag(_("after the deadline"), "problem") if asked.late else _("before the deadline")
    facts = [
        ui.Fact(_("Customer"), ui.Link(organization.name, row_address("desk:client", organization.pk))),
        ui.Fact(_("Contract"), asked.contract.number),
        ui.Fact(_("Telephone"), organization.phone),
        ui.Fact(
            pgettext("request", "Sent"), ui.join([formatting.moment(asked.submitted_at), kept], glue=", ")
        ),
        ui.Fact(_("By whom"), asked.submitted_by),
        ui.Fact(
            _("Receipt"),
            ui.Link(newest.receipt_number, reverse("desk:receipt", args=[newest.receipt_number])),
        ),
    ]
    if asked.status == Status.SUBMITTED:
        due = formatting.day(local_day(asked.answer_due_at))
        left = formatting.time_left(asked.answer_due_at, now)
        facts.insert(0, ui.Fact(_("Answer due"), ui.Noted(due, left)))
    if newest.comment:
        facts.append(ui.Fact(_("Comment"), newest.comment))
    return ui.Facts(facts, tight=True)


def _decision(card: RequestCard) -> ui.Notice | None:
    if not card.decisions or card.decisions[0].version != card.request.version:
        return None
    last = card.decisions[0]
    title = _("%(who)s, %(at)s") % {"who": last.decided_by, "at": formatting.moment(last.decided_at)}
    kind = "problem" if last.outcome == Outcome.RETURN else "good"
    text = f"{request_tag(card.request.status).text}. {last.reason}".strip()
    return ui.Notice(text, title, "problem" if kind == "problem" else "good")


def _events(card: RequestCard) -> list[ui.Event]:
    dated = [(version.submitted_at, _sent(version)) for version in card.versions]
    dated += [(one.decided_at, _decided(one)) for one in card.decisions]
    return [event for _at, event in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def _sent(version: VolumeRequestVersion) -> ui.Event:
    title = _("Request sent") if version.version == 1 else _("Sent again, version %(number)d")
    return ui.Event(
        title % {"number": version.version} if version.version > 1 else title,
        f"{version.submitted_by} · {formatting.moment(version.submitted_at)}",
        version.comment,
    )


def _decided(one: Decision) -> ui.Event:
    status, kind = _EVENT[one.outcome]
    meta = f"{one.decided_by} · {formatting.moment(one.decided_at)}"
    return ui.Event(request_tag(status).text, meta, one.reason, "problem" if kind == "problem" else "done")

"""The card of a request: what was asked for, what was agreed, whose turn it is, and its history."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.journal.queries import Receipt
from kabinet.portal.pages.requests import status_tag, turn
from kabinet.requests import wording
from kabinet.requests.queries import Decision, RequestCard, VolumeRequestVersion
from kabinet.requests.rules.words import STATUS_AFTER, Outcome, Status

_LOOK = {Outcome.ACCEPT: "done", Outcome.ACCEPT_WITH_CHANGES: "done", Outcome.RETURN: "problem"}


def context(card: RequestCard, *, viewer: Viewer, receipt: Receipt | None, now: datetime) -> dict[str, Any]:
    request = card.request
    may_submit = viewer.may(Right.SUBMIT_REQUESTS, contract_id=request.contract_id)
    return {
        "title": _("Request for %(month)s") % {"month": formatting.month(request.month)},
        "number": request.pk,
        "crumbs": ui.Breadcrumbs([ui.Link(_("Requests"), reverse("portal:requests"))]),
        "meaning": str(wording.MEANING[request.status]),
        "facts": _facts(card, now),
        "table": _table(card),
        "reason": card.decisions[0].reason if _has_reason(card) else "",
        "comment": card.versions[0].comment if card.versions else "",
        "timeline": ui.Timeline(_events(card, receipt)),
        "receipts": _receipts(card),
        "again": _again(card) if may_submit and request.status == Status.RETURNED else None,
    }


def _has_reason(card: RequestCard) -> bool:
    return bool(card.decisions) and card.decisions[0].version == card.request.version


def _again(card: RequestCard) -> ui.Action:
    url = reverse("portal:request_new", args=[card.request.month])
    return ui.Action(_("Correct and send again"), url, kind="primary")


def _zone(card: RequestCard) -> ZoneInfo:
    return ZoneInfo(card.request.contract.zone)


def _facts(card: RequestCard, now: datetime) -> ui.Facts:
    request, zone = card.request, _zone(card)
    sent = f"{formatting.moment(request.submitted_at, zone)}, {request.submitted_by}"
    facts = [
        ui.Fact(_("Status"), status_tag(request)),
        ui.Fact(_("Whose turn"), turn(request)),
        ui.Fact(_("Requested"), formatting.volume_with_unit(request.volume)),
    ]
    if request.agreed_volume is not None:
        facts.append(ui.Fact(_("Agreed"), formatting.volume_with_unit(request.agreed_volume)))
    facts.append(ui.Fact(_("Submitted on"), sent))
    if request.late:
        facts.append(ui.Fact(_("Deadline"), ui.Tag(_("after the deadline"), "warning")))
    if request.status == Status.SUBMITTED:
        due = formatting.moment(request.answer_due_at, zone)
        facts.append(ui.Fact(_("Answer by"), f"{due}, {formatting.time_left(request.answer_due_at, now)}"))
    facts.append(ui.Fact(_("Contract"), f"№ {request.contract.number}"))
    return ui.Facts(facts, tight=True)


def _table(card: RequestCard) -> ui.Table:
    unit = _("thousand m³")
    agreed = card.agreed
    columns = [
        ui.Column(_("Supply point")),
        ui.Column(_("Requested"), numeric=True, unit=unit),
        ui.Column(_("Agreed"), numeric=True, unit=unit),
        ui.Column(_("Difference"), numeric=True, unit=unit),
    ]
    rows = [
        ui.Row([line.supply_point.name, *_compared(line.volume, agreed.get(line.supply_point_id))])
        for line in card.lines
    ]
    total = ui.Row([_("Total"), *_compared(card.request.volume, card.request.agreed_volume)])
    return ui.Table(_("Requested and agreed volumes"), columns, rows, total=total)


def _compared(asked: Decimal, agreed: Decimal | None) -> list[ui.Content | ui.Cell]:
    if agreed is None:
        return [formatting.volume(asked), formatting.DASH, formatting.DASH]
    difference = agreed - asked
    return [
        formatting.volume(asked),
        formatting.volume(agreed),
        ui.Cell(formatting.volume(difference) if difference else formatting.DASH, over=bool(difference)),
    ]


def _events(card: RequestCard, receipt: Receipt | None) -> list[ui.Event]:
    """Tell the history, newest first; what is still to come stands above it."""
    request, zone = card.request, _zone(card)
    past = [(decision.decided_at, _decided(decision, zone)) for decision in card.decisions]
    past += [(version.submitted_at, _submitted(version, zone)) for version in card.versions]
    sighting = getattr(receipt, "sighting", None)
    if sighting is not None:
        seen = ui.Event(
            _("Viewed by the supplier"), f"{formatting.moment(sighting.at, zone)} · {sighting.by_name}"
        )
        past.append((sighting.at, seen))
    events = [event for _at, event in sorted(past, key=lambda dated: dated[0], reverse=True)]
    if request.status == Status.SUBMITTED:
        due = _("by %(moment)s") % {"moment": formatting.moment(request.answer_due_at, zone)}
        events.insert(0, ui.Event(_("The supplier's answer"), due, kind="expected"))
    return events


def _decided(decision: Decision, zone: ZoneInfo) -> ui.Event:
    outcome = Outcome(decision.outcome)
    return ui.Event(
        title=str(wording.STATUS[STATUS_AFTER[outcome]]),
        meta=f"{formatting.moment(decision.decided_at, zone)} · {decision.decided_by}",
        text=decision.reason,
        kind=_LOOK[outcome],  # type: ignore[arg-type]
    )


def _submitted(version: VolumeRequestVersion, zone: ZoneInfo) -> ui.Event:
    again = _("Sent again, version %(number)s") % {"number": version.version}
    return ui.Event(
        title=again if version.version > 1 else _("Request sent"),
        meta=f"{formatting.moment(version.submitted_at, zone)} · {version.submitted_by}",
        text=version.comment,
    )


def _receipts(card: RequestCard) -> list[ui.Link]:
    return [
        ui.Link(
            f"№ {version.receipt_number}",
            reverse("portal:receipt", args=[version.receipt_number]),
            hidden=_("version %(number)s") % {"number": version.version},
        )
        for version in card.versions
        if version.receipt_number
    ]

"""Accepting several things at once: each in its own transaction, so that one that fails stops no other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import inf
from time import monotonic

from django.utils.translation import gettext as _

from kabinet.desk.pages.waiting import Kind, Ticked
from kabinet.desk.refusals import words_of
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.viewer import Viewer
from kabinet.metering import operations as metering
from kabinet.metering import queries as metering_queries
from kabinet.metering.rules.words import Status as VolumeStatus
from kabinet.requests import operations as requests
from kabinet.requests import queries as request_queries
from kabinet.requests.rules.words import Outcome, Status


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of one thing; `problem` is why it was not accepted, in words."""

    ticked: Ticked
    problem: str = ""


def accept_all(
    *, viewer: Viewer, ticked: Iterable[Ticked], now: datetime, seconds: float = inf
) -> list[Accepted]:
    """Accept one after another, one at least; what `seconds` do not suffice for goes on waiting."""
    results = []
    begun = monotonic()
    for one in ticked:
        results.append(_accept(one, viewer=viewer, now=now))
        if monotonic() - begun > seconds:
            break
    return results


def _accept(one: Ticked, *, viewer: Viewer, now: datetime) -> Accepted:
    try:
        if one.kind is Kind.REQUEST:
            _accept_request(one, viewer=viewer, now=now)
        else:
            metering.decide_submission(
                viewer=viewer, submission_id=one.number, accept=True, reason="", now=now
            )
    except Refusal as refusal:
        if refusal.facts.get("by") == viewer.name and _is_accepted(one, viewer=viewer):
            return Accepted(one)  # the second press of the same person's button
        return Accepted(one, _("%(what)s: %(why)s") % {"what": _name(one), "why": words_of(refusal)})
    return Accepted(one)


def _accept_request(one: Ticked, *, viewer: Viewer, now: datetime) -> None:
    requests.decide_volume_request(
        viewer=viewer,
        request_id=one.number,
        seen_version=one.version,
        outcome=Outcome.ACCEPT,
        agreed={},
        reason="",
        now=now,
    )


def _is_accepted(one: Ticked, *, viewer: Viewer) -> bool:
    if one.kind is Kind.REQUEST:
        return request_queries.get_request(viewer=viewer, request_id=one.number).status == Status.ACCEPTED
    submission = metering_queries.get_submission(viewer=viewer, submission_id=one.number)
    return submission.status == VolumeStatus.ACCEPTED


def _name(one: Ticked) -> str:
    if one.kind is Kind.REQUEST:
        return _("Request No. %(number)d") % {"number": one.number}
    return _("Readings No. %(number)d") % {"number": one.number}

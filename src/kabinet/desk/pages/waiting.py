"""What waits for the supplier, of every kind that the person may decide, the earliest answer due first."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.access.queries import application_lists as applications
from kabinet.access.queries.application_lists import WaitingApplication
from kabinet.desk.pages.words import document_title, readings_title
from kabinet.documents import queries as documents
from kabinet.documents.queries import ScanRow
from kabinet.foundation import formatting
from kabinet.foundation.http import row_address, whole_number
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries as metering
from kabinet.metering.queries import Proposal, SubmissionRow
from kabinet.organizations import queries as organizations
from kabinet.organizations.rules.deadlines import answer_deadline
from kabinet.organizations.rules.parameters import parameters_on
from kabinet.requests import queries as requests
from kabinet.requests.queries import RequestRow
from kabinet.values.volume import ZERO


class Kind(StrEnum):
    """A kind of what waits; its value stands in addresses."""

    REQUEST = "requests"
    READINGS = "readings"
    SCAN = "scans"
    APPLICATION = "applications"


RIGHT_TO_DECIDE = {
    Kind.REQUEST: Right.DECIDE_REQUESTS,
    Kind.READINGS: Right.DECIDE_READINGS,
    Kind.SCAN: Right.REVIEW_DOCUMENTS,
    Kind.APPLICATION: Right.DECIDE_APPLICATIONS,
}

#: A scan is not accepted unseen.
ACCEPTED_IN_BULK = frozenset({Kind.REQUEST, Kind.READINGS})


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to decide. `version` is the one on the screen, where there are versions."""

    kind: Kind
    number: int
    version: int
    organization: str
    title: str
    gist: str
    url: str
    due_at: datetime
    since: datetime

    @property
    def tick(self) -> str:
        return f"{self.kind}-{self.number}-{self.version}"


@dataclass(frozen=True, slots=True)
class Ticked:
    """What was ticked in the queue, as its checkbox says."""

    kind: Kind
    number: int
    version: int


def read_ticks(ticks: Iterable[str]) -> list[Ticked]:
    """Read the checkboxes' values; what is none of ours is passed over."""
    found = []
    for tick in dict.fromkeys(ticks):
        kind, _dash, rest = tick.partition("-")
        number, version = (whole_number(part) for part in rest.partition("-")[::2])
        if kind in ACCEPTED_IN_BULK and number is not None and version is not None:
            found.append(Ticked(Kind(kind), number, version))
    return found


def kinds_of(viewer: Viewer) -> list[Kind]:
    """Return the kinds that the person's role decides."""
    return [kind for kind, right in RIGHT_TO_DECIDE.items() if viewer.may(right)]


def count_by_kind(*, viewer: Viewer) -> dict[Kind, int]:
    counters = {
        Kind.REQUEST: requests.count_waiting,
        Kind.READINGS: metering.count_waiting_submissions,
        Kind.SCAN: documents.count_under_review,
        Kind.APPLICATION: applications.count_waiting,
    }
    return {kind: counters[kind](viewer=viewer) for kind in kinds_of(viewer)}


def list_waiting(
    *,
    viewer: Viewer,
    kinds: Collection[Kind],
    limit: int,
    start: int = 0,
    among: Mapping[Kind, Collection[int]] | None = None,
) -> list[Waiting]:
    """Return what waits, the earliest answer due first, from `start` to `limit`. One query a kind."""
    allowed = [kind for kind in kinds_of(viewer) if kind in kinds]
    found = [
        one
        for kind in allowed
        for one in _FINDERS[kind](viewer=viewer, limit=limit, among=(among or {}).get(kind))
    ]
    shown = sorted(found, key=attrgetter("due_at", "kind", "row.pk"))[start:limit]
    proposals = _proposals(viewer, shown)
    return [_waiting(one, proposals) for one in shown]


def _proposals(viewer: Viewer, shown: Iterable["_Found"]) -> dict[int, list[Proposal]]:
    """Return the corrections that wait for consent, by submission id. One query, none where nothing is in doubt."""
    doubted = [one.row.pk for one in shown if isinstance(one.row, SubmissionRow) and one.row.doubts]
    found: dict[int, list[Proposal]] = defaultdict(list)
    if doubted:
        for one in metering.proposals_in(viewer=viewer, submission_ids=doubted):
            found[one.submission_id].append(one)
    return found


def first_waiting(*, viewer: Viewer, kinds: Collection[Kind]) -> Waiting | None:
    return next(iter(list_waiting(viewer=viewer, kinds=kinds, limit=1)), None)


def list_ticked(*, viewer: Viewer, ticked: Collection[Ticked]) -> list[Waiting]:
    """Return what was ticked and still waits as it stood on the screen."""
    among = {kind: [one.number for one in ticked if one.kind is kind] for kind in ACCEPTED_IN_BULK}
    waiting = list_waiting(viewer=viewer, kinds=ACCEPTED_IN_BULK, limit=len(ticked), among=among)
    seen = {(one.kind, one.number, one.version) for one in ticked}
    return [one for one in waiting if (one.kind, one.number, one.version) in seen]


# --- Finding: until when each is to be answered ---


@dataclass(frozen=True, slots=True)
class _Found:
    """What waits, before it is put into words: many are found, and few of them shown."""

    kind: Kind
    row: RequestRow | SubmissionRow | ScanRow | WaitingApplication
    due_at: datetime
    since: datetime


def _find_requests(*, viewer: Viewer, limit: int, among: Collection[int] | None) -> list[_Found]:
    rows = requests.list_waiting(viewer=viewer, limit=limit, among=among)
    return [_Found(Kind.REQUEST, row, row.answer_due_at, row.submitted_at) for row in rows]


def _find_readings(*, viewer: Viewer, limit: int, among: Collection[int] | None) -> list[_Found]:
    rows = metering.list_waiting_submissions(viewer=viewer, limit=limit, among=among)
    return [_Found(Kind.READINGS, row, _answer_due(row, row.submitted_at), row.submitted_at) for row in rows]


def _find_scans(*, viewer: Viewer, limit: int, among: Collection[int] | None) -> list[_Found]:  # noqa: ARG001 (as every finder)
    rows = documents.list_under_review(viewer=viewer, limit=limit)
    return [_Found(Kind.SCAN, row, _answer_due(row, row.placed_at), row.placed_at) for row in rows]


def _find_applications(*, viewer: Viewer, limit: int, among: Collection[int] | None) -> list[_Found]:  # noqa: ARG001 (as every finder)
    rows = applications.list_waiting(viewer=viewer, limit=limit)
    return [_Found(Kind.APPLICATION, row, row.answer_due_at, row.submitted_at) for row in rows]


_FINDERS: dict[Kind, Callable[..., list[_Found]]] = {
    Kind.REQUEST: _find_requests,
    Kind.READINGS: _find_readings,
    Kind.SCAN: _find_scans,
    Kind.APPLICATION: _find_applications,
}


def _answer_due(row: SubmissionRow | ScanRow, since: datetime) -> datetime:
    zone = ZoneInfo(row.zone)
    parameters = parameters_on(
        since.astimezone(zone).date(), rule_sets=organizations.rule_sets(), overrides=row.overrides
    )
    return answer_deadline(since, zone=zone, parameters=parameters).at


# --- Wording ---

_PAGES = {Kind.REQUEST: "desk:request", Kind.READINGS: "desk:submission", Kind.SCAN: "desk:document"}


def _waiting(found: _Found, proposals: Mapping[int, Sequence[Proposal]]) -> Waiting:
    row = found.row
    title, gist = _words(row)
    if isinstance(row, SubmissionRow) and (proposed := proposals.get(row.pk)):
        title, gist = (
            _("Correction for %(day)s") % {"day": formatting.day(row.first_day)},
            proposal_gist(proposed),
        )
    return Waiting(
        kind=found.kind,
        number=row.pk,
        version=row.version if isinstance(row, RequestRow | WaitingApplication) else 1,
        organization=row.organization,
        title=title,
        gist=gist,
        url=_address(found),
        due_at=found.due_at,
        since=found.since,
    )


def _address(found: _Found) -> str:
    row = found.row
    if isinstance(row, WaitingApplication):
        return reverse("desk:application", args=[row.number])
    return row_address(_PAGES[found.kind], row.pk)


def _words(row: RequestRow | SubmissionRow | ScanRow | WaitingApplication) -> tuple[str, str]:
    """Return the title and the gist."""
    if isinstance(row, WaitingApplication):
        return _("Access: %(person)s") % {"person": row.full_name}, _gist(row)
    if isinstance(row, ScanRow):
        return _("Scan: %(document)s") % {"document": document_title(row)}, row.file_name
    if isinstance(row, SubmissionRow):
        days = ngettext("%(count)d gas day", "%(count)d gas days", row.days) % {"count": row.days}
        parts = [days, formatting.volume_with_unit(row.volume)]
        if row.doubts:
            parts.append(
                ngettext("%(count)d in doubt", "%(count)d in doubt", row.doubts) % {"count": row.doubts}
            )
        gist = _with_lateness(parts, late=row.late)
        return readings_title(row.first_day, row.last_day), gist
    parts = [formatting.volume_with_unit(row.volume)]
    if row.version > 1:
        parts.append(_("version %(number)d") % {"number": row.version})
    title = _("Request for %(month)s") % {"month": formatting.month(row.month)}
    return title, _with_lateness(parts, late=row.late)


def proposal_gist(proposed: Sequence[Proposal]) -> str:
    """Return «Исправление ждёт согласования: 36,100 → 36,200 тыс. м³, разница +100 м³»."""
    old = sum((one.old or ZERO for one in proposed), ZERO)
    new = sum((one.new for one in proposed), ZERO)
    facts = {
        "old": formatting.volume(old),
        "new": formatting.volume_with_unit(new),
        "effect": formatting.signed(formatting.number(new - old)),
    }
    return _("A correction waits for consent: %(old)s → %(new)s, effect %(effect)s m³") % facts


def _gist(row: WaitingApplication) -> str:
    parts = [row.contract if row.is_matched else _("the contract is not found")]
    if row.version > 1:
        parts.append(_("version %(number)d") % {"number": row.version})
    return " · ".join([*parts, _("copy")] if row.is_copy else parts)


def _with_lateness(gist: list[str], *, late: bool) -> str:
    return " · ".join([*gist, _("after the deadline")] if late else gist)

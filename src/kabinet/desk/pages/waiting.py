"""What waits for the supplier, of every kind that the person may decide, the earliest answer due first."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import attrgetter

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.desk.pages.words import Span, document_title, readings_title
from kabinet.documents import queries as documents
from kabinet.documents.queries import Document
from kabinet.foundation import formatting
from kabinet.foundation.http import whole_number
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries as metering
from kabinet.metering.queries import VolumeSubmission
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Contract, Terms
from kabinet.organizations.rules.deadlines import answer_deadline
from kabinet.requests import queries as requests
from kabinet.requests.queries import VolumeRequest


class Kind(StrEnum):
    """A kind of what waits; its value stands in addresses."""

    REQUEST = "requests"
    READINGS = "readings"
    SCAN = "scans"


RIGHT_TO_DECIDE = {
    Kind.REQUEST: Right.DECIDE_REQUESTS,
    Kind.READINGS: Right.DECIDE_READINGS,
    Kind.SCAN: Right.REVIEW_DOCUMENTS,
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
    }
    return {kind: counters[kind](viewer=viewer) for kind in kinds_of(viewer)}


def list_waiting(
    *,
    viewer: Viewer,
    kinds: Collection[Kind],
    limit: int,
    among: Mapping[Kind, Collection[int]] | None = None,
) -> list[Waiting]:
    """Return what waits, the earliest answer due first. One query a kind, and two more at most."""
    allowed = [kind for kind in kinds_of(viewer) if kind in kinds]
    wanted = among or {}
    rule_sets = organizations.rule_sets() if allowed else ()
    found: list[Waiting] = []
    if Kind.REQUEST in allowed:
        rows = requests.list_waiting(viewer=viewer, limit=limit, among=wanted.get(Kind.REQUEST))
        found += [_request(row) for row in rows]
    if Kind.READINGS in allowed:
        handed = metering.list_waiting_submissions(
            viewer=viewer, limit=limit, among=wanted.get(Kind.READINGS)
        )
        spans = metering.spans_of(viewer=viewer, submission_ids=[row.pk for row in handed])
        found += [
            _submission(row, spans.get(row.pk), _answer_due(row.contract, rule_sets, row.submitted_at))
            for row in handed
        ]
    if Kind.SCAN in allowed:
        scans = documents.list_under_review(viewer=viewer, limit=limit)
        found += [_scan(row, _answer_due(row.contract, rule_sets, row.placed_at)) for row in scans]
    return sorted(found, key=attrgetter("due_at", "kind", "number"))[:limit]


def first_waiting(*, viewer: Viewer, kinds: Collection[Kind]) -> Waiting | None:
    return next(iter(list_waiting(viewer=viewer, kinds=kinds, limit=1)), None)


def list_ticked(*, viewer: Viewer, ticked: Collection[Ticked]) -> list[Waiting]:
    """Return what was ticked and still waits as it stood on the screen."""
    among = {kind: [one.number for one in ticked if one.kind is kind] for kind in ACCEPTED_IN_BULK}
    waiting = list_waiting(viewer=viewer, kinds=ACCEPTED_IN_BULK, limit=len(ticked), among=among)
    seen = {(one.kind, one.number, one.version) for one in ticked}
    return [one for one in waiting if (one.kind, one.number, one.version) in seen]


def _answer_due(
    contract: Contract, rule_sets: tuple[organizations.RuleSet, ...], since: datetime
) -> datetime:
    terms = Terms(contract=contract, rule_sets=rule_sets)
    parameters = terms.parameters(terms.today(since))
    return answer_deadline(since, zone=terms.zone, parameters=parameters).at


def _request(row: VolumeRequest) -> Waiting:
    gist = [formatting.volume_with_unit(row.volume)]
    if row.version > 1:
        gist.append(_("version %(number)d") % {"number": row.version})
    return Waiting(
        kind=Kind.REQUEST,
        number=row.pk,
        version=row.version,
        organization=row.contract.organization.name,
        title=_("Request for %(month)s") % {"month": formatting.month(row.month)},
        gist=_with_lateness(gist, late=row.late),
        url=reverse("desk:request", args=[row.pk]),
        due_at=row.answer_due_at,
        since=row.submitted_at,
    )


def _submission(row: VolumeSubmission, span: Span | None, due_at: datetime) -> Waiting:
    days = ngettext("%(count)d gas day", "%(count)d gas days", row.days) % {"count": row.days}
    return Waiting(
        kind=Kind.READINGS,
        number=row.pk,
        version=1,
        organization=row.contract.organization.name,
        title=readings_title(row, span),
        gist=_with_lateness([days, formatting.volume_with_unit(row.volume)], late=row.late),
        url=reverse("desk:submission", args=[row.pk]),
        due_at=due_at,
        since=row.submitted_at,
    )


def _scan(row: Document, due_at: datetime) -> Waiting:
    title = _("Scan: %(document)s") % {"document": document_title(row.answers or row)}
    return Waiting(
        kind=Kind.SCAN,
        number=row.pk,
        version=1,
        organization=row.organization.name,
        title=title,
        gist=row.file_name,
        url=reverse("desk:document", args=[row.pk]),
        due_at=due_at,
        since=row.placed_at,
    )


def _with_lateness(gist: list[str], *, late: bool) -> str:
    return " · ".join([*gist, _("after the deadline")] if late else gist)

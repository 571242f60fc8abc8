"""Reading volume requests."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F, Q

from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rows import only_row, read_rows
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries as metering
from kabinet.organizations import queries as organizations
from kabinet.organizations.models import Contract, SupplyPoint
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.deadlines import Deadline, request_deadline
from kabinet.requests.models import Decision, VolumeRequest, VolumeRequestLine, VolumeRequestVersion
from kabinet.requests.rules.words import TURN_OF, Status, Turn
from kabinet.values.months import BillingMonth

#: Doors name these types and never import the tables.
__all__ = ["Decision", "VolumeRequest", "VolumeRequestLine", "VolumeRequestVersion"]


class RequestNotFound(NotFound):
    code = "requests.request-not-found"


@dataclass(frozen=True, slots=True)
class PointRow:
    """What is known about one supply point when its next month is requested, m³; None where there is nothing."""

    point: SupplyPoint
    contract_volume: Decimal | None
    last_request: Decimal | None
    last_fact: Decimal | None
    returned: Decimal | None = None
    """What the month's own request asked for, where the supplier returned it."""

    @property
    def suggestion(self) -> Decimal | None:
        """What the form starts with: nothing is typed twice."""
        known = (self.returned, self.last_request, self.contract_volume)
        return next((volume for volume in known if volume is not None), None)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request in the supplier's lists, m³, with the contract's number and the organization's name."""

    pk: int
    status: str
    version: int
    month: BillingMonth
    volume: Decimal
    agreed_volume: Decimal | None
    late: bool
    submitted_at: datetime
    answer_due_at: datetime
    contract: str
    organization: str


_PATHS = {"contract": "contract__number", "organization": "contract__organization__name"}


@dataclass(frozen=True, slots=True)
class RequestForm:
    month: BillingMonth
    rows: Sequence[PointRow]
    deadline: Deadline
    current: VolumeRequest | None


@dataclass(frozen=True, slots=True)
class RequestCard:
    """A request with its versions, lines and decisions, newest first."""

    request: VolumeRequest
    versions: Sequence[VolumeRequestVersion]
    lines: Sequence[VolumeRequestLine]
    decisions: Sequence[Decision]

    @property
    def turn(self) -> Turn:
        return TURN_OF[Status(self.request.status)]

    @property
    def requested(self) -> dict[int, Decimal]:
        """The newest version's volume by supply point id, m³."""
        return {line.supply_point_id: line.volume for line in self.lines}

    @property
    def agreed(self) -> dict[int, Decimal]:
        """The decided volume by supply point id, m³; empty where nothing was agreed."""
        if not self.decisions or self.decisions[0].version != self.request.version:
            return {}
        return {int(point): Decimal(volume) for point, volume in self.decisions[0].agreed.items()}


def request_form(*, viewer: Viewer, terms: Terms, month: BillingMonth) -> RequestForm:
    """Return everything the form for the month's request shows. Five queries, and one more after a return."""
    contract_id = terms.contract.pk
    plan = organizations.volumes_by_point(viewer=viewer, contract_id=contract_id, month=month)
    facts = metering.totals_by_point(viewer=viewer, contract_id=contract_id, month=month.previous)
    last = _newest_lines(viewer=viewer, contract_id=contract_id, before=month)
    points = organizations.list_supply_points(viewer=viewer, contract_id=contract_id)
    current = find_request(viewer=viewer, contract_id=contract_id, month=month)
    returned = _returned_lines(viewer=viewer, request=current)
    return RequestForm(
        month=month,
        rows=[
            PointRow(
                point, plan.get(point.pk), last.get(point.pk), facts.get(point.pk), returned.get(point.pk)
            )
            for point in points
        ],
        deadline=request_deadline(month, zone=terms.zone, parameters=terms.parameters(month.first_day)),
        current=current,
    )


def _returned_lines(*, viewer: Viewer, request: VolumeRequest | None) -> dict[int, Decimal]:
    if request is None or request.status != Status.RETURNED:
        return {}
    lines = VolumeRequestLine.objects.visible_to(viewer).filter(
        version__request=request, version__version=request.version
    )
    return dict(lines.values_list("supply_point_id", "volume"))


def _newest_lines(*, viewer: Viewer, contract_id: int, before: BillingMonth) -> dict[int, Decimal]:
    newest = (
        VolumeRequestVersion.objects.visible_to(viewer)
        .filter(request__contract_id=contract_id, request__month__lt=before)
        .order_by("-request__month", "-version")
        .values("id")[:1]
    )
    lines = VolumeRequestLine.objects.visible_to(viewer).filter(version_id__in=newest)
    return dict(lines.values_list("supply_point_id", "volume"))


def find_request(*, viewer: Viewer, contract_id: int, month: BillingMonth) -> VolumeRequest | None:
    """Return the month's request unless there is none, or it was withdrawn."""
    requests = VolumeRequest.objects.visible_to(viewer).filter(contract_id=contract_id, month=month)
    return only_row(requests.exclude(status=Status.WITHDRAWN))


def statuses_by_month(
    *, viewer: Viewer, contract_id: int, months: Sequence[BillingMonth]
) -> dict[BillingMonth, Status]:
    """Return how the requests of these months stand; months without one are left out."""
    requests = VolumeRequest.objects.visible_to(viewer).filter(contract_id=contract_id, month__in=months)
    known = requests.exclude(status=Status.WITHDRAWN).values_list("month", "status")
    return {month: Status(status) for month, status in known}


def agreed_volumes(
    *, viewer: Viewer, contract_id: int, since: BillingMonth, until: BillingMonth
) -> dict[BillingMonth, dict[int, Decimal]]:
    """Return what was agreed on a request, m³, by month and supply point id, both months included. One query."""
    decisions = Decision.objects.visible_to(viewer).filter(
        request__contract_id=contract_id,
        request__month__gte=since,
        request__month__lte=until,
        request__status__in=[Status.ACCEPTED, Status.ACCEPTED_WITH_CHANGES],
        version=F("request__version"),
    )
    return {
        month: {int(point): Decimal(volume) for point, volume in agreed.items()}
        for month, agreed in decisions.values_list("request__month", "agreed")
    }


def get_request(*, viewer: Viewer, request_id: int) -> VolumeRequest:
    """:raises RequestNotFound: it does not exist, or is somebody else's"""
    requests = VolumeRequest.objects.visible_to(viewer).select_related("contract__organization")
    found = only_row(requests.filter(pk=request_id))
    if found is None:
        raise RequestNotFound
    return found


def get_card(*, viewer: Viewer, request_id: int) -> RequestCard:
    """
    Return the request with everything its page shows. Four queries.

    :raises RequestNotFound: it does not exist, or is somebody else's
    """
    found = get_request(viewer=viewer, request_id=request_id)
    lines = VolumeRequestLine.objects.visible_to(viewer).filter(
        version__request=found, version__version=found.version
    )
    decisions = Decision.objects.visible_to(viewer).filter(request=found)
    versions = VolumeRequestVersion.objects.visible_to(viewer).filter(request=found)
    return RequestCard(
        request=found,
        versions=list(versions.order_by("-version")),
        lines=list(lines.select_related("supply_point").order_by("supply_point__code", "id")),
        decisions=list(decisions.order_by("-version")),
    )


@dataclass(frozen=True, slots=True)
class RequestPage:
    rows: Sequence[VolumeRequest]
    total: int
    page: int
    pages: int


def list_requests(
    *, viewer: Viewer, contract_id: int, open_only: bool | None, page: int = 1, size: int = 50
) -> RequestPage:
    """Return a page of the contract's requests, newest month first; only open or only ended ones where said."""
    found = VolumeRequest.objects.visible_to(viewer).filter(contract_id=contract_id)
    if open_only is not None:
        waiting = [Status.SUBMITTED, Status.RETURNED]
        found = found.filter(status__in=waiting) if open_only else found.exclude(status__in=waiting)
    total = found.count()
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    shown = found.order_by("-month", "-id")[(page - 1) * size : page * size]
    return RequestPage(rows=list(shown), total=total, page=page, pages=pages)


def list_waiting(
    *, viewer: Viewer, limit: int = 50, among: Collection[int] | None = None
) -> list[RequestRow]:
    """Return the requests that wait for the supplier, the earliest answer due first; only those named, if any."""
    waiting = VolumeRequest.objects.visible_to(viewer).filter(status=Status.SUBMITTED)
    if among is not None:
        waiting = waiting.filter(pk__among=among)
    return read_rows(RequestRow, waiting.order_by("answer_due_at", "id")[:limit], **_PATHS)


def count_waiting(*, viewer: Viewer) -> int:
    return VolumeRequest.objects.visible_to(viewer).filter(status=Status.SUBMITTED).count()


def newest_of_organization(*, viewer: Viewer, organization_id: int, limit: int = 50) -> list[RequestRow]:
    """Return the organization's requests under all its contracts, newest month first."""
    requests = VolumeRequest.objects.visible_to(viewer).filter(contract__organization_id=organization_id)
    return read_rows(RequestRow, requests.order_by("-month", "-id")[:limit], **_PATHS)


def count_silent(*, viewer: Viewer, month: BillingMonth) -> int:
    """Return how many contracts in force in the month have no request for it."""
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gt=month.first_day)
    contracts = Contract.objects.visible_to(viewer).filter(in_force, valid_from__lte=month.last_day)
    asked = VolumeRequest.objects.visible_to(viewer).filter(month=month).exclude(status=Status.WITHDRAWN)
    return contracts.exclude(pk__in=asked.values("contract_id")).count()


def list_requests_since(*, viewer: Viewer, contract_id: int, since: BillingMonth) -> list[VolumeRequest]:
    """Return the requests for the month and later ones that were not withdrawn, newest month first. One query."""
    requests = VolumeRequest.objects.visible_to(viewer).filter(contract_id=contract_id, month__gte=since)
    return list(requests.exclude(status=Status.WITHDRAWN).order_by("-month", "-id"))

"""Submitting volume requests and deciding them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import Receipt
from kabinet.organizations import operations as organization_operations
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.deadlines import Deadline, answer_deadline, request_deadline
from kabinet.requests import queries
from kabinet.requests.models import Decision, VolumeRequest, VolumeRequestLine, VolumeRequestVersion
from kabinet.requests.queries import RequestCard
from kabinet.requests.rules import decisions as rules
from kabinet.requests.rules.decisions import Verdict
from kabinet.requests.rules.words import STATUS_AFTER, Outcome, Status
from kabinet.requests.telling import tell_of_decision, tell_of_submission
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO


class AlreadyRequested(Refusal):
    """The month has a request that is with the supplier or was accepted. Facts: request_id."""

    code = "requests.already-requested"


class PointNotOfContract(Refusal):
    code = "requests.point-not-of-contract"


@operation
def submit_volume_request(
    *,
    viewer: Viewer,
    contract_id: int,
    month: BillingMonth,
    volumes: Mapping[int, Decimal],
    comment: str,
    key: str,
    now: datetime,
) -> Receipt:
    """
    Ask for the month's gas, m³ by supply point id; after a return, as the next version of the same request.

    A repeated key answers with the first receipt. A late request is accepted and marked.

    :raises ContractNotFound: the viewer has no part in the contract
    :raises NotAllowed: the viewer may not submit requests for it
    :raises AlreadyRequested: the month's request is with the supplier, or was accepted
    :raises VolumeNegative, NothingRequested, PointNotOfContract: what is asked for cannot be
    """
    # Load
    terms = organizations.get_terms(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.SUBMIT_REQUESTS, contract_id=contract_id)
    if known := journal.find_receipt(viewer=viewer, organization_id=terms.contract.organization_id, key=key):
        return known
    current = queries.find_request(viewer=viewer, contract_id=contract_id, month=month)

    # Judge
    rules.check_requested(volumes)
    points = {point.pk for point in organizations.list_supply_points(viewer=viewer, contract_id=contract_id)}
    if not volumes.keys() <= points:
        raise PointNotOfContract
    if current is not None and current.status != Status.RETURNED:
        raise AlreadyRequested(request_id=current.pk)

    # Save, record
    deadline = request_deadline(month, zone=terms.zone, parameters=terms.parameters(month.first_day))
    request = _save_request(
        viewer=viewer, terms=terms, month=month, volumes=volumes, current=current, deadline=deadline, now=now
    )
    receipt = journal.give_receipt(
        "requests.volume_request",
        viewer=viewer,
        organization_id=terms.contract.organization_id,
        contract_id=contract_id,
        subject=f"request:{request.pk}",
        content=_content(terms, month, volumes, comment, request.version),
        at=now,
        deadline=journal.Deadline(deadline.at, deadline.rule),
        key=key,
    )
    _save_version(request, volumes=volumes, comment=comment, receipt=receipt, viewer=viewer, now=now)
    tell_of_submission(request, at=now)
    return receipt


def _save_request(
    *,
    viewer: Viewer,
    terms: Terms,
    month: BillingMonth,
    volumes: Mapping[int, Decimal],
    current: VolumeRequest | None,
    deadline: Deadline,
    now: datetime,
) -> VolumeRequest:
    request = current or VolumeRequest(contract=terms.contract, month=month, version=0)
    request.version += 1
    request.status = Status.SUBMITTED
    request.volume = sum(volumes.values(), ZERO)
    request.agreed_volume = None
    request.submitted_at, request.submitted_by = now, viewer.name
    request.late = not deadline.is_kept(now)
    parameters = terms.parameters(terms.today(now))
    request.answer_due_at = answer_deadline(now, zone=terms.zone, parameters=parameters).at
    request.decided_at, request.decided_by = None, ""
    request.save()
    return request


def _save_version(
    request: VolumeRequest,
    *,
    volumes: Mapping[int, Decimal],
    comment: str,
    receipt: Receipt,
    viewer: Viewer,
    now: datetime,
) -> None:
    version = VolumeRequestVersion(
        request=request,
        version=request.version,
        comment=comment,
        submitted_at=now,
        submitted_by=viewer.name,
        receipt_number=receipt.number,
    )
    version.save(force_insert=True)
    VolumeRequestLine.objects.everywhere(reason="the contract was judged as the viewer's").bulk_create(
        VolumeRequestLine(version=version, supply_point_id=point_id, volume=volume)
        for point_id, volume in sorted(volumes.items())
    )


def _content(
    terms: Terms, month: BillingMonth, volumes: Mapping[int, Decimal], comment: str, version: int
) -> dict[str, object]:
    return {
        "contract": terms.contract.number,
        "month": month,
        "version": version,
        "volumes_m3": {str(point_id): volume for point_id, volume in volumes.items()},
        "comment": comment,
    }


@operation
def decide_volume_request(
    *,
    viewer: Viewer,
    request_id: int,
    seen_version: int,
    outcome: Outcome,
    agreed: Mapping[int, Decimal],
    reason: str,
    now: datetime,
) -> VolumeRequest:
    """
    Accept a request, accept it with other volumes, or return it with a reason; acceptance sets the contract volume.

    :raises RequestNotFound: the viewer sees no such request
    :raises NotAllowed: the viewer has no right to decide
    :raises AlreadyDecided: it was decided or changed after the page was opened
    :raises ReasonNeeded, VolumesNeeded, VolumeNegative, NothingChanged: the decision is not complete
    """
    # Load
    viewer.check_may(Right.DECIDE_REQUESTS)
    card = _locked_card(viewer=viewer, request_id=request_id)
    request = card.request

    # Judge
    rules.check_may_decide(status=Status(request.status), by=request.decided_by, at=request.decided_at)
    if request.version != seen_version:
        raise rules.AlreadyDecided(status=request.status, by=request.submitted_by, at=request.submitted_at)
    verdict = rules.judge(outcome, requested=card.requested, agreed=agreed, reason=reason)

    # Save, record, tell
    _save_decision(request, verdict, viewer=viewer, now=now)
    _record_decision(request, verdict, viewer=viewer, now=now)
    _set_contract_volumes(request, verdict, viewer=viewer, now=now)
    tell_of_decision(request, reason=verdict.reason, at=now)
    return request


def _locked_card(*, viewer: Viewer, request_id: int) -> RequestCard:
    """Return the request as it stands once nobody else is deciding it."""
    found = queries.get_request(viewer=viewer, request_id=request_id)
    journal.lock_chain(found.contract.organization_id)
    return queries.get_card(viewer=viewer, request_id=request_id)


def _save_decision(request: VolumeRequest, verdict: Verdict, *, viewer: Viewer, now: datetime) -> None:
    request.status = STATUS_AFTER[verdict.outcome]
    request.agreed_volume = sum(verdict.settled.values(), ZERO) if verdict.settled else None
    request.decided_at, request.decided_by = now, viewer.name
    request.save(update_fields=["status", "agreed_volume", "decided_at", "decided_by"])
    Decision(
        request=request,
        version=request.version,
        outcome=verdict.outcome,
        reason=verdict.reason,
        agreed={str(point): str(volume) for point, volume in verdict.settled.items()},
        decided_at=now,
        decided_by=viewer.name,
    ).save(force_insert=True)


def _record_decision(request: VolumeRequest, verdict: Verdict, *, viewer: Viewer, now: datetime) -> None:
    journal.record(
        f"requests.volume_request.{request.status}",
        viewer=viewer,
        organization_id=request.contract.organization_id,
        subject=f"request:{request.pk}",
        data={
            "version": request.version,
            "status": [Status.SUBMITTED, request.status],
            "agreed_m3": {str(point): volume for point, volume in verdict.settled.items()},
            "reason": verdict.reason,
        },
        at=now,
    )


def _set_contract_volumes(request: VolumeRequest, verdict: Verdict, *, viewer: Viewer, now: datetime) -> None:
    if verdict.settled:
        organization_operations.set_contract_volumes(
            viewer=viewer,
            contract=request.contract,
            month=request.month,
            volumes=verdict.settled,
            reason=f"request:{request.pk} v{request.version}",
            at=now,
        )

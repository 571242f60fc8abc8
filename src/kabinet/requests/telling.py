"""Telling the other side: the curator of a request that came in, the client's people of a decision."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from kabinet.access import queries as access
from kabinet.access.telling import recipient
from kabinet.foundation.rights import Right
from kabinet.notifications.operations import notify
from kabinet.requests import wording
from kabinet.requests.models import VolumeRequest


def tell_of_submission(request: VolumeRequest, *, at: datetime) -> None:
    contract = request.contract
    in_charge = access.in_charge_of(organization_id=contract.organization_id, on=timezone.localdate(at))
    notify(
        [recipient(person) for person in in_charge],
        event=wording.SUBMITTED,
        facts={
            "organization": contract.organization.name,
            "month": request.month,
            "contract": contract.number,
            "number": request.pk,
            "by": request.submitted_by,
        },
        url=reverse("desk:request", args=[request.pk]),
        at=at,
        deadline=request.answer_due_at,
    )


def tell_of_decision(request: VolumeRequest, *, reason: str, at: datetime) -> None:
    people = access.members_with(
        contract_id=request.contract_id, right=Right.SUBMIT_REQUESTS, on=timezone.localdate(at)
    )
    notify(
        [recipient(person) for person in people],
        event=f"requests.volume_request.{request.status}",
        facts={
            "month": request.month,
            "contract": request.contract.number,
            "number": request.pk,
            "by": request.decided_by,
            "reason": reason.strip(),
        },
        url=reverse("portal:request", args=[request.pk]),
        at=at,
    )

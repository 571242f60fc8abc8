"""Telling of faults of instruments: the supplier's engineers what a client reported, the client what was recorded."""

from datetime import datetime

from django.urls import reverse

from kabinet.access import queries as access
from kabinet.access.telling import recipient
from kabinet.foundation.rights import Right
from kabinet.metering.models import FaultInterval
from kabinet.metering.telling import metering_engineers, submitters
from kabinet.metering.wording import events
from kabinet.metering.wording.events import of_kind
from kabinet.notifications.operations import Recipient, notify
from kabinet.notifications.wording import Fact


def tell_of_reported_fault(fault: FaultInterval, *, by: str, at: datetime) -> None:
    """Tell the metering engineers; a supplier who has none, the customer's curator."""
    organization = fault.unit.contract.organization
    notify(
        metering_engineers() or _curator(organization.curator_id),
        event=of_kind(events.FAULT_REPORTED, fault.kind),
        facts={**_facts(fault, by=by), "organization": organization.name},
        url=reverse("desk:unit", args=[fault.unit_id]),
        at=at,
    )


def tell_of_recorded_fault(fault: FaultInterval, *, by: str, at: datetime) -> None:
    notify(
        submitters(fault.unit.contract_id, at),
        event=of_kind(events.FAULT_RECORDED, fault.kind),
        facts=_facts(fault, by=by),
        url=reverse("portal:contract"),
        at=at,
    )


def tell_of_ended_fault(fault: FaultInterval, *, ended_at: datetime, by: str, at: datetime) -> None:
    notify(
        submitters(fault.unit.contract_id, at),
        event=events.FAULT_ENDED,
        facts={**_facts(fault, by=by), "ended_at": ended_at},
        url=reverse("portal:contract"),
        at=at,
    )


def _facts(fault: FaultInterval, *, by: str) -> dict[str, Fact]:
    what = f"{fault.unit.name}, {fault.instrument}" if fault.instrument else fault.unit.name
    return {
        "contract": fault.unit.contract.number,
        "what": what,
        "began_at": fault.began_at,
        "note": f" «{fault.note}»" if fault.note else "",
        "by": by,
    }


def _curator(user_id: int) -> list[Recipient]:
    people = access.staff_with(right=Right.DECIDE_READINGS)
    return [recipient(person) for person in people if person.user_id == user_id]

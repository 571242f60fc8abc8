"""What every step of an application has in common: the row that tells it, and the record in the journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kabinet.access.models import Application, ApplicationStep
from kabinet.access.rules.applications import Status
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import SUPPLIER
from kabinet.journal.operations import Actor


def take_step(
    application: Application,
    status: Status,
    *,
    actor: Viewer | Actor,
    data: Mapping[str, Any],
    reason: str = "",
    at: datetime,
) -> None:
    """Save the application in its new status, with the step and the record; the caller holds the transaction."""
    before = application.status
    application.status = status
    application.save()
    ApplicationStep(
        application=application,
        status=status,
        reason=reason,
        by_user_id=actor.user_id,
        by_name=actor.name,
        at=at,
    ).save(force_insert=True)
    journal.record(
        f"access.application.{status}",
        viewer=actor,
        organization_id=application.organization_id or SUPPLIER,
        subject=f"application:{application.number}",
        data={"status": [before, status], "reason": reason, **data},
        at=at,
    )

"""The gates of what people of several roles have a hand in: each sees their own part."""

from typing import TypeVar

from django.db import models
from django.db.models import Q

from kabinet.access.rules.applications import Status
from kabinet.access.rules.proposals import RIGHT_TO_APPROVE, RIGHT_TO_PROPOSE
from kabinet.foundation.gate import Gate
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer

M = TypeVar("M", bound=models.Model)


class ApplicationGate(Gate[M]):
    """
    The head sees all; a curator what is in their queue, and of the customers entrusted to them; the credentials desk
    what is ready or was issued; whoever manages a client's people what concerns their contracts.
    """

    def visible_to(self, viewer: Viewer) -> models.QuerySet[M]:
        rows = self._rows()
        if not viewer.is_staff:
            return rows.filter(organization_id__in=sorted(viewer.organizations)).filter(
                contract_id__in=viewer.contracts_with(Right.MANAGE_PEOPLE)
            )
        if viewer.may(Right.OVERSEE_APPLICATIONS) and not viewer.narrowed:
            return rows
        if viewer.may(Right.DECIDE_APPLICATIONS):
            return rows.filter(
                Q(curator_id=viewer.user_id) | Q(organization_id__in=sorted(viewer.organizations))
            )
        if viewer.may(Right.ISSUE_ACCESS):
            return rows.filter(status__in=[Status.READY, Status.ISSUED])
        return rows.none()


class ProposalGate(Gate[M]):
    """Who approves, or reads the journal, sees all; who proposes sees what is of the kinds that they may propose."""

    def visible_to(self, viewer: Viewer) -> models.QuerySet[M]:
        if viewer.may(RIGHT_TO_APPROVE) or viewer.may(Right.SEE_JOURNAL):
            return self._rows()
        return self._rows().filter(
            kind__in=[kind for kind, right in RIGHT_TO_PROPOSE.items() if viewer.may(right)]
        )


class AcceptanceGate(Gate[M]):
    """Who publishes offers or reads the journal sees who accepted them; everybody else their own acceptance."""

    def visible_to(self, viewer: Viewer) -> models.QuerySet[M]:
        if viewer.may(Right.SEE_JOURNAL) or viewer.may(Right.PROPOSE_OFFER):
            return self._rows()
        return self._rows().filter(user_id=viewer.user_id)

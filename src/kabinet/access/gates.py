"""The gate of applications: each of those who have a hand in them sees their own part."""

from typing import TypeVar

from django.db import models
from django.db.models import Q

from kabinet.access.rules.applications import Status
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
        if viewer.may(Right.OVERSEE_APPLICATIONS):
            return rows
        if viewer.may(Right.DECIDE_APPLICATIONS):
            return rows.filter(
                Q(curator_id=viewer.user_id) | Q(organization_id__in=sorted(viewer.organizations))
            )
        if viewer.may(Right.ISSUE_ACCESS):
            return rows.filter(status__in=[Status.READY, Status.ISSUED])
        return rows.none()

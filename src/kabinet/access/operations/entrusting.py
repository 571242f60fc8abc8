"""Entrusting customers to a curator."""

from collections.abc import Mapping
from datetime import datetime

from kabinet.access.models import Application, User
from kabinet.access.queries.staff import StaffNotFound
from kabinet.access.rules.applications import UNFINISHED
from kabinet.access.telling.staff import tell_of_customers_entrusted
from kabinet.foundation.rights import Right, Role
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.organizations import operations as organizations


@operation
def entrust(*, viewer: Viewer, customers: Mapping[int, int], curator_id: int, now: datetime) -> list[int]:
    """
    Entrust the customers to the curator, with their applications that are on their way; return which of them were.

    `customers` says by organization id which curator the page had shown; who was entrusted to another meanwhile stays
    there.

    :raises NotAllowed: the viewer does not entrust customers
    :raises StaffNotFound: there is no such curator
    :raises OrganizationNotFound: one of the customers is none of the viewer's
    """
    viewer.check_may(Right.ARRANGE_STAND_INS)
    curator = User.objects.filter(pk=curator_id, role=Role.CURATOR, is_active=True).first()
    if curator is None:
        raise StaffNotFound
    applications = Application.objects.everywhere(reason="what is on its way goes with the customer").filter(
        organization_id__in=list(customers), status__in=UNFINISHED
    )
    # See Note [Who waits for whom]
    list(applications.select_for_update(of=("self",)).order_by("id"))
    moved = [
        organization_id
        for organization_id in sorted(customers)
        if organizations.entrust(
            viewer=viewer,
            organization_id=organization_id,
            seen_curator_id=customers[organization_id],
            curator=curator,
            at=now,
        )
    ]
    applications.filter(organization_id__in=moved).update(curator=curator)
    if moved:
        tell_of_customers_entrusted(curator, customers=len(moved), by=viewer.name, at=now)
    return moved

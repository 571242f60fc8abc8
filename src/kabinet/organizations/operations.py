"""Writing the plan of a contract, and to whom a customer is entrusted."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser

from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.organizations.models import Contract, ContractVolume, Organization
from kabinet.organizations.queries import OrganizationNotFound
from kabinet.values.months import BillingMonth


def set_contract_volumes(
    *,
    viewer: Viewer,
    contract: Contract,
    month: BillingMonth,
    volumes: Mapping[int, Decimal],
    reason: str,
    at: datetime,
) -> None:
    """Set the month's volume, m³, by supply point id, as new versions, within the decision's transaction."""
    plan = ContractVolume.objects.visible_to(viewer).filter(
        contract=contract, month=month, superseded_at__isnull=True
    )
    current = {row.supply_point_id: row for row in plan.select_for_update().order_by("id")}
    changes = {}
    for point_id, volume in sorted(volumes.items()):
        old = current.get(point_id)
        if old is not None and old.volume == volume:
            continue
        _supersede(old, at=at)
        ContractVolume(
            contract=contract,
            supply_point_id=point_id,
            month=month,
            version=old.version + 1 if old else 1,
            volume=volume,
            reason=reason,
            set_at=at,
        ).save(force_insert=True)
        changes[str(point_id)] = [old.volume if old else None, volume]
    if changes:
        journal.record(
            "organizations.contract_volume.set",
            viewer=viewer,
            organization_id=contract.organization_id,
            subject=f"contract:{contract.number}",
            data={"month": month, "volumes_m3": changes, "reason": reason},
            at=at,
        )


def _supersede(old: ContractVolume | None, *, at: datetime) -> None:
    if old is not None:
        old.superseded_at = at
        old.save(update_fields=["superseded_at"])


def entrust(
    *, viewer: Viewer, organization_id: int, seen_curator_id: int, curator: AbstractBaseUser, at: datetime
) -> bool:
    """
    Entrust the customer to the curator, within the caller's transaction, who has judged both.

    False: it is entrusted to them already, or to somebody else than the page had shown.

    :raises OrganizationNotFound: it does not exist, or is not among the viewer's customers
    """
    journal.lock_chain(organization_id)
    rows = Organization.objects.visible_to(viewer).select_related("curator")
    found = rows.filter(pk=organization_id).first()
    if found is None:
        raise OrganizationNotFound
    before = found.curator
    if before.pk != seen_curator_id or before.pk == curator.pk:
        return False
    Organization.objects.visible_to(viewer).filter(pk=organization_id).update(curator=curator)
    journal.record(
        "organizations.curator.set",
        viewer=viewer,
        organization_id=organization_id,
        subject=f"organization:{found.inn}",
        data={"curator": [before.get_username(), curator.get_username()]},
        at=at,
    )
    return True

"""Writing the plan of a contract, to whom a customer is entrusted, and the supplier's own requisites."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from kabinet.foundation import common
from kabinet.foundation.transactions import after_commit
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.organizations import queries
from kabinet.organizations.models import Contract, ContractVolume, Organization, SupplierRequisites
from kabinet.organizations.queries import OrganizationNotFound
from kabinet.organizations.rules.requisites import (
    Requisites,
    RequisitesDayTaken,
    RequisitesUnchanged,
    changed,
)
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


def set_requisites(*, viewer: Viewer, requisites: Requisites, valid_from: date, at: datetime) -> None:
    """
    Set the supplier's own requisites from a day on, within the transaction in which two people agreed on it.

    Documents of earlier days, and those that are drawn already, keep what they carry.

    :raises RequisitesUnfit, RequisitesInPast: they cannot be
    :raises RequisitesDayTaken: there is another version of the day
    :raises RequisitesUnchanged: they are what they would be without it
    """
    before = check_requisites(requisites, valid_from=valid_from, now=at)
    SupplierRequisites(valid_from=valid_from, set_at=at, **requisites.content()).save(force_insert=True)
    journal.record(
        "organizations.requisites.set",
        viewer=viewer,
        subject="requisites",
        data={
            "valid_from": valid_from,
            **{
                name: [getattr(before, name), getattr(requisites, name)]
                for name in changed(before, requisites)
            },
        },
        at=at,
    )
    after_commit(common.forget)


def check_requisites(requisites: Requisites, *, valid_from: date, now: datetime) -> Requisites:
    """
    Judge a version against those that there are; return the one that it replaces.

    :raises RequisitesUnfit, RequisitesInPast, RequisitesDayTaken, RequisitesUnchanged: it cannot be one
    """
    requisites.check(valid_from=valid_from, today=timezone.localdate(now))
    if SupplierRequisites.objects.filter(valid_from=valid_from).exists():
        raise RequisitesDayTaken(day=valid_from)
    before = queries.replaced_on(valid_from)
    if not changed(before, requisites):
        raise RequisitesUnchanged
    return before

"""Corrections that wait for the supplier's consent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import DailyVolume
from kabinet.metering.rules.words import Status


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction that waits: what counts now and what is proposed, m³. `old` is None where nothing counts."""

    submission_id: int
    unit_id: int
    day: date
    old: Decimal | None
    new: Decimal

    @property
    def effect(self) -> Decimal:
        return self.new - (self.old or 0)


def proposals_in(*, viewer: Viewer, submission_ids: Collection[int]) -> list[Proposal]:
    """Return the proposed corrections among these submissions, by day. One query."""
    current = DailyVolume.objects.visible_to(viewer).filter(
        unit=OuterRef("unit"), gas_day=OuterRef("gas_day"), superseded_at__isnull=True
    )
    proposed = DailyVolume.objects.visible_to(viewer).filter(
        submission_id__among=submission_ids, status=Status.PROPOSED
    )
    rows = proposed.annotate(old=Subquery(current.exclude(status=Status.RETURNED).values("volume")[:1]))
    columns = ("submission_id", "unit_id", "gas_day", "old", "volume")
    return [Proposal(*row) for row in rows.order_by("gas_day", "unit_id", "id").values_list(*columns)]


def days_waiting(*, viewer: Viewer, contract_id: int, since: date, until: date) -> set[tuple[int, date]]:
    """Return unit id and day of every correction that waits for consent, both ends included. One query."""
    proposed = DailyVolume.objects.visible_to(viewer).filter(
        contract_id=contract_id, gas_day__gte=since, gas_day__lte=until, status=Status.PROPOSED
    )
    return set(proposed.values_list("unit_id", "gas_day"))

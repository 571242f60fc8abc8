"""Keeping what was typed until it is handed in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.checks import Entry
from kabinet.metering.models import VolumeDraft
from kabinet.organizations import queries as organizations
from kabinet.values.months import BillingMonth


def save_draft(
    *, viewer: Viewer, contract_id: int, month: BillingMonth, cells: Mapping[str, str], now: datetime
) -> None:
    """Keep what was typed, as typed, by cell name; empty cells are dropped, and an empty draft is forgotten."""
    contract = organizations.get_contract(viewer=viewer, contract_id=contract_id)
    _keep(cells, viewer=viewer, contract_id=contract.pk, month=month, now=now)


def forget_drafts(*, viewer: Viewer, contract_id: int, entries: Sequence[Entry], now: datetime) -> None:
    """Let the drafts of a contract, which was judged as the viewer's, forget what is handed in."""
    given = {cell_name(entry.unit_id, entry.day) for entry in entries}
    for month in {BillingMonth.of(entry.day) for entry in entries}:
        if cells := queries.get_draft(viewer=viewer, contract_id=contract_id, month=month):
            left = {name: text for name, text in cells.items() if name not in given}
            _keep(left, viewer=viewer, contract_id=contract_id, month=month, now=now)


def _keep(
    cells: Mapping[str, str], *, viewer: Viewer, contract_id: int, month: BillingMonth, now: datetime
) -> None:
    drafts = VolumeDraft.objects.visible_to(viewer)
    typed = {name: text for name, text in cells.items() if text.strip()}
    if not typed:
        drafts.filter(contract_id=contract_id, month=month).delete()
        return
    draft = VolumeDraft(
        user_id=viewer.user_id, contract_id=contract_id, month=month, cells=typed, saved_at=now
    )
    drafts.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["user", "contract", "month"],
        update_fields=["cells", "saved_at"],
    )


def cell_name(unit_id: int, day: date) -> str:
    """Return the name under which the forms and drafts know a cell: `v-12-2026-11-22`."""
    return f"v-{unit_id}-{day.isoformat()}"

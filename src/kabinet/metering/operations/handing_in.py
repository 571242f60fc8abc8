"""Handing in what a file says: by month, and what counts at once apart from what waits for consent."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import Receipt
from kabinet.metering.archives import Fate, PlannedDay
from kabinet.metering.checks import Entry
from kabinet.metering.models import ArchiveFile
from kabinet.metering.operations.drafts import forget_drafts
from kabinet.metering.operations.writing import Batch, write_batch
from kabinet.metering.rules.words import Source, Status
from kabinet.organizations.queries import Terms
from kabinet.values.months import BillingMonth

#: The kind of a receipt for hours alone.
HOURS = "metering.hours"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The days of a file that are handed in, by unit id; `reason` answers whatever of them is unusual."""

    row: ArchiveFile
    chosen: Mapping[int, Sequence[PlannedDay]]
    source: Source
    reason: str


def hand_in(what: HandedIn, *, viewer: Viewer, terms: Terms, key: str, now: datetime) -> list[Receipt]:
    """Write what was judged before; a receipt for each month, and one more for what wants consent."""
    batches = list(_batches(what, key))
    receipts = [
        write_batch(batch, viewer=viewer, terms=terms, key=one_key, now=now) for batch, one_key in batches
    ]
    entries = [entry for batch, _ in batches for entry in batch.entries]
    forget_drafts(viewer=viewer, contract_id=what.row.contract_id, entries=entries, now=now)
    return receipts


def receipts_of_key(
    row: ArchiveFile, months: Collection[BillingMonth], *, viewer: Viewer, key: str
) -> list[Receipt]:
    """Return what the same press of the button was answered with before."""
    keys = [_key(key, month, proposal=proposal) for month in months for proposal in (False, True)]
    return journal.find_receipts(
        viewer=viewer, organization_id=row.contract.organization_id, keys=[*keys, key_of_hours(key)]
    )


def facts_of_file(row: ArchiveFile) -> dict[str, str]:
    return {"name": row.name, "sha256": row.file.sha256, "template": row.template}


def key_of_hours(key: str) -> str:
    return f"{key}-hours"


def _key(key: str, month: BillingMonth, *, proposal: bool) -> str:
    return f"{key}-{month}{'+' if proposal else ''}"


def _batches(what: HandedIn, key: str) -> Iterator[tuple[Batch, str]]:
    parts: dict[tuple[BillingMonth, bool], list[Entry]] = defaultdict(list)
    for unit_id, days in what.chosen.items():
        for day in days:
            reason = what.reason if day.wants_reason else ""
            part = BillingMonth.of(day.day), day.fate is Fate.PROPOSES
            parts[part].append(Entry(unit_id, day.day, day.volume, reason))
    row = what.row
    facts = {"file": facts_of_file(row)}
    for (month, proposal), entries in parts.items():
        batch = Batch(
            entries,
            kind="metering.correction" if proposal else "metering.volumes",
            source=what.source,
            archive_id=row.pk,
            status=Status.PROPOSED if proposal else None,
            facts=facts,
        )
        yield batch, _key(key, month, proposal=proposal)

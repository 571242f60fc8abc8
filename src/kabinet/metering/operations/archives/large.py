"""A large archive is read by a job; what it says, or why it says nothing, stands on its row."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from kabinet.access import queries as access
from kabinet.files.models import StoredFile
from kabinet.files.queries import read_file
from kabinet.formats.volume_sheets import holds_days
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.jobs import operations as jobs
from kabinet.jobs.progress import Progress
from kabinet.jobs.registry import Outcome, register
from kabinet.journal import operations as journal
from kabinet.metering import archives
from kabinet.metering.archives import ArchiveUnreadable
from kabinet.metering.models import ArchiveFile
from kabinet.metering.operations.archives.keeping import keep_all, new_row, taken_before
from kabinet.metering.rules.words import ArchiveStatus
from kabinet.metering.sheets import MAYBE_SHEETS, SHEET, tables_of
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms

KIND = "metering.archive"


@operation
def order_reading(
    viewer: Viewer, terms: Terms, stored: StoredFile, name: str, unit_id: int | None, *, now: datetime
) -> ArchiveFile:
    journal.lock_chain(terms.contract.organization_id)
    if known := taken_before(viewer, terms.contract.pk, stored, unit_id, now=now):
        return known[0]
    row = new_row(viewer=viewer, terms=terms, stored=stored, name=name, now=now)
    row.unit_id, row.status = unit_id, ArchiveStatus.READING
    row.save(force_insert=True)
    jobs.start_job(
        kind=KIND, arguments={"archive": row.pk}, title=name, viewer=viewer, key=f"archive-{row.pk}", now=now
    )
    return row


@register(KIND)
def read_in_job(job: Progress, *, archive: int) -> Outcome:
    """Read a large file; what it says, or why it says nothing, stands on its row."""
    row = ArchiveFile.objects.everywhere(reason="the job was ordered by who took the file in").get(pk=archive)
    if row.status != ArchiveStatus.READING:
        return Outcome({"archives": [row.pk]})  # the run before was killed when all of it was done
    viewer = access.viewer_of(
        user=access.get_user(user_id=job.owner_id), address="", on=timezone.localdate(job.now)
    )
    job.step(0, 2, row.name)
    try:
        terms = organizations.get_terms(viewer=viewer, contract_id=row.contract_id)
        first = archives.read_bytes(read_file(row.file_id), row.name, terms=terms)
    except Refusal as refusal:
        if _is_a_sheet(row, refusal):
            row.status, row.template = ArchiveStatus.UNMAPPED, SHEET
            row.save(update_fields=["status", "template"])
            return Outcome({"archives": [row.pk]})
        row.status, row.report = (
            ArchiveStatus.FAILED,
            {"problem": {"problem": "damaged", **_plain(refusal.facts)}},
        )
        row.save(update_fields=["status", "report"])
        raise
    job.step(1, 2, row.name)
    kept = keep_all(
        first,
        viewer=viewer,
        terms=terms,
        stored=row.file,
        name=row.name,
        unit_id=row.unit_id,
        now=job.now,
        instead_of=row,
    )
    return Outcome({"archives": [one.pk for one in kept]})


def _is_a_sheet(row: ArchiveFile, refusal: Refusal) -> bool:
    """Say whether what no device wrote is a sheet whose columns can be named."""
    if refusal.facts.get("problem") not in MAYBE_SHEETS:
        return False
    try:
        return any(map(holds_days, tables_of(row)))
    except ArchiveUnreadable:
        return False


def _plain(facts: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(fact) for name, fact in facts.items()}

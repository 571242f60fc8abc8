"""Files with volumes, as they were taken in."""

from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rows import only_row
from kabinet.foundation.viewer import Viewer
from kabinet.journal import queries as journal
from kabinet.journal.queries import Receipt
from kabinet.metering.models import ArchiveFile


class ArchiveNotFound(NotFound):
    code = "metering.archive-not-found"


def get_archive(*, viewer: Viewer, archive_id: int) -> ArchiveFile:
    """:raises ArchiveNotFound: it does not exist, or is somebody else's"""
    rows = ArchiveFile.objects.visible_to(viewer).select_related(
        "contract__organization", "unit", "instrument", "file"
    )
    found = only_row(rows.filter(pk=archive_id))
    if found is None:
        raise ArchiveNotFound
    return found


def receipts_of_hours(*, viewer: Viewer, archive_id: int) -> list[Receipt]:
    """Return what was given for the hours of a file alone, oldest first."""
    return journal.list_receipts(viewer=viewer, subject=f"archive:{archive_id}")


def list_archives(*, viewer: Viewer, contract_id: int, limit: int = 50) -> list[ArchiveFile]:
    """Return the files of the contract, newest first, without what was read from them."""
    rows = ArchiveFile.objects.visible_to(viewer).filter(contract_id=contract_id).defer("report")
    return list(rows.select_related("unit").order_by("-uploaded_at", "-id")[:limit])

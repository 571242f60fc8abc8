"""Taking an archive in: a small file is read at once, a large one by a job."""

from datetime import datetime

from kabinet.files.models import StoredFile
from kabinet.files.queries import read_file
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import archives, queries
from kabinet.metering.models import ArchiveFile
from kabinet.metering.operations.archives.keeping import keep_all, taken_before
from kabinet.metering.operations.archives.large import order_reading
from kabinet.organizations import queries as organizations

#: What is read while the reader waits; a job reads more.
MOST_AT_ONCE = 2 * 1024 * 1024


def take_archive(
    *, viewer: Viewer, contract_id: int, stored: StoredFile, name: str, unit_id: int | None, now: datetime
) -> list[ArchiveFile]:
    """
    Take a file in and read it; a large one is read by a job. A file of several devices gives one row for each of ours.

    `unit_id` is for files that do not name their device. The same file of the same person, not handed in yet, is the
    same row.

    :raises ContractNotFound: the viewer has no part in the contract
    :raises NotAllowed: the viewer may not hand in readings for it
    :raises UnitNotFound: the contract has no such unit
    :raises ArchiveUnreadable: nothing of the file can be read
    """
    terms = organizations.get_terms(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.SUBMIT_READINGS, contract_id=contract_id)
    if unit_id is not None:
        queries.get_unit(viewer=viewer, contract_id=contract_id, unit_id=unit_id)
    if known := taken_before(viewer, contract_id, stored, unit_id, now=now):
        return known
    if stored.size > MOST_AT_ONCE:
        return [order_reading(viewer, terms, stored, name, unit_id, now=now)]
    first = archives.read_bytes(read_file(stored.pk), name, terms=terms)
    return keep_all(first, viewer=viewer, terms=terms, stored=stored, name=name, unit_id=unit_id, now=now)

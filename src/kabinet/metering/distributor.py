"""A report of the distributor beside our own figures, as they stand now."""

from kabinet.files.queries import read_file
from kabinet.formats.archives import NotAnArchive
from kabinet.formats.distributor import DistributorReport as Read
from kabinet.formats.distributor import read_report
from kabinet.formats.volume_sheets import read_tables
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.archives.reading import ArchiveUnreadable
from kabinet.metering.models import DistributorReport
from kabinet.metering.rules.distributor import Comparison, compare


def read_bytes(content: bytes, name: str) -> Read:
    """:raises ArchiveUnreadable: it is no such report"""
    try:
        return read_report(read_tables(content, name))
    except NotAnArchive as error:
        raise ArchiveUnreadable(problem=error.code, **error.facts) from error


def comparison_of(report: DistributorReport, *, viewer: Viewer) -> Comparison:
    """Read the original again and compare it with what we know now. Three queries."""
    read = read_bytes(read_file(report.file_id), report.name)
    return compare(read, queries.known_points(viewer=viewer, month=report.month))

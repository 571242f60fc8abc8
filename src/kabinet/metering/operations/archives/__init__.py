"""Archives of correctors: taking the file in, reading it, handing in what it says."""

from kabinet.metering.operations.archives.submitting import ArchiveNotReady, SeenOtherwise, submit_archive
from kabinet.metering.operations.archives.taking import take_archive

__all__ = ["ArchiveNotReady", "SeenOtherwise", "submit_archive", "take_archive"]

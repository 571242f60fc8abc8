"""How the tests read: a contract of Moscow time whose gas day begins at 10:00."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from kabinet.formats.archives import Archive, Finding, FindingCode, read_archive
from kabinet.values.gas_days import GasDayClock

CLOCK = GasDayClock(10, ZoneInfo("Europe/Moscow"))


def read(content: bytes, name: str = "archive.txt", **options: Any) -> Archive:
    return read_archive(content, name, **{"clock": CLOCK, **options})


def found(archive: Archive, code: FindingCode) -> Sequence[Finding]:
    return [finding for finding in archive.findings if finding.code is code]


def codes(archive: Archive) -> set[FindingCode]:
    """Return what was found, but for the first row of running totals, which never has an hour of its own."""
    return {finding.code for finding in archive.findings} - {FindingCode.NO_STARTING_TOTAL}


def lines(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)

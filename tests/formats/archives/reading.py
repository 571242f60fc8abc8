"""How the tests read: a contract of Moscow time whose gas day begins at 10:00."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from kabinet.formats.archives import Archive, Finding, FindingCode, read_archive
from kabinet.values.gas_days import GasDayClock
from tests.formats.archives import samples

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


def without(content: bytes, *stamps: str) -> bytes:
    return b"".join(line for line in lines(content) if not any(stamp.encode() in line for stamp in stamps))


def twice(content: bytes, stamp: str, **changes: bytes) -> bytes:
    """Repeat the row of a stamp right behind itself, with some bytes changed."""
    rows = []
    for line in lines(content):
        rows.append(line)
        if stamp.encode() in line:
            rows.append(line.replace(changes.get("old", b""), changes.get("new", b"")) if changes else line)
    return b"".join(rows)


def changed(rows: list[samples.Hour], place: int, **values: object) -> list[samples.Hour]:
    return [replace(row, **values) if number == place else row for number, row in enumerate(rows)]


def one(archive: Archive, code: FindingCode) -> tuple[int | None, dict[str, object]]:
    [finding] = found(archive, code)
    return finding.row, dict(finding.facts)

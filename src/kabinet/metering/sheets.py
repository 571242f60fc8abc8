"""Sheets with daily volumes: how a sheet is read for a contract, what is kept of it, what becomes of its days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kabinet.files.queries import read_file
from kabinet.formats.archives import NotAnArchive
from kabinet.formats.volume_sheets import (
    LOSSES,
    Finding,
    FindingCode,
    KnownUnit,
    Layout,
    SheetVolumes,
    Table,
    guess_month,
    needs_month,
    read_tables,
    read_volumes,
    signatures,
)
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.archive_report import DaySum
from kabinet.metering.archives import PlannedDay, plan_days
from kabinet.metering.archives.reading import ArchiveUnreadable
from kabinet.metering.models import ArchiveFile, ColumnMapping
from kabinet.metering.rules.words import Source
from kabinet.organizations.queries import Terms
from kabinet.values.months import BillingMonth

#: What stands in `ArchiveFile.template` of a sheet whose columns somebody named, and of the cabinet's own form.
SHEET, FORM = "sheet", "form"

#: Problems of a file that is no archive of a device, and may well be a sheet; the first tab may be a blank one.
MAYBE_SHEETS = frozenset({"unknown", "empty"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which sheet of a workbook is read, how, and the month of days that tell nothing of it."""

    table: Table
    layout: Layout
    month: BillingMonth | None = None


def is_sheet(archive: ArchiveFile) -> bool:
    return archive.template in {SHEET, FORM}


def tables_of(archive: ArchiveFile) -> tuple[Table, ...]:
    """
    Read the original again.

    :raises ArchiveUnreadable: it is no table
    """
    return tables_in(read_file(archive.file_id), archive.name)


def no_days_problem(tables: Sequence[Table]) -> str:
    """Return why no day with a figure was found: where formulas have no results, that is why."""
    return "unreckoned" if any(table.unreckoned for table in tables) else "unknown"


def tables_in(content: bytes, name: str) -> tuple[Table, ...]:
    """:raises ArchiveUnreadable: it is no table"""
    try:
        return read_tables(content, name)
    except NotAnArchive as error:
        raise ArchiveUnreadable(problem=error.code, **error.facts) from error


def known_units(*, viewer: Viewer, contract_id: int) -> list[KnownUnit]:
    """Return the contract's metering units under the names by which a sheet may call them."""
    units = queries.list_units(viewer=viewer, contract_id=contract_id)
    return [KnownUnit(unit.pk, _names(unit.code, unit.name)) for unit in units]


def _names(code: str, name: str) -> tuple[str, ...]:
    """The code of its supply point may stand in a column of its own, or be left out."""
    return code, code.replace("/", " "), name, code.rpartition("/")[2]


def remembered(tables: Sequence[Table], *, viewer: Viewer, terms: Terms, name: str) -> Chosen | None:
    """Return the first sheet whose headings are known, with what was said of them for units of the contract."""
    found = {digest: (table, row) for table in reversed(tables) for digest, row in signatures(table).items()}
    rows = ColumnMapping.objects.visible_to(viewer).filter(
        organization_id=terms.contract.organization_id, signature__in=list(found)
    )
    units = {unit.pk for unit in queries.list_units(viewer=viewer, contract_id=terms.contract.pk)}
    for mapping in rows.order_by("-used_at", "-id"):
        table, heading = found[mapping.signature]
        layout = Layout.of_json(mapping.mapping, heading=heading).of_units(units)
        month = guess_month(table, layout, name)
        if layout.unit_ids and (month or not needs_month(table, layout)):
            return Chosen(table, layout, month)
    return None


def report_of(chosen: Chosen, tables: Sequence[Table], *, more: Sequence[Finding] = ()) -> dict[str, Any]:
    """
    Return what is kept of a sheet that was read, as JSON: volumes by unit, and every finding.

    :raises ArchiveUnreadable: there is no volume in it
    """
    read = read_volumes(chosen.table, chosen.layout, month=chosen.month)
    if not read.volumes:
        raise ArchiveUnreadable(problem=_no_volumes_problem(chosen.table, read), **_first_loss(read))
    others = [table.name for table in tables if table.visible and table is not chosen.table]
    findings = [*more, *read.findings]
    if others:
        findings.append(Finding(FindingCode.OTHER_SHEETS, facts={"names": ", ".join(others)[:200]}))
    return {
        "sheet": chosen.table.name,
        "layout": chosen.layout.as_json(),
        "month": str(chosen.month) if chosen.month else "",
        "volumes": _kept_volumes(read),
        "findings": [[one.code.value, one.row, one.column, dict(one.facts)] for one in findings],
        "left_off": read.left_off,
    }


def _no_volumes_problem(table: Table, read: SheetVolumes) -> str:
    is_lost = any(one.code in LOSSES for one in read.findings)
    return "unreckoned" if table.unreckoned and not is_lost else "no-volumes"


def _first_loss(read: SheetVolumes) -> Mapping[str, Any]:
    """Return what was lost first and where, for the words of a refusal."""
    loss = next((one for one in read.findings if one.code in LOSSES), None)
    return {"row": loss.row, "column": loss.column, "loss": loss.code, "facts": loss.facts} if loss else {}


def _kept_volumes(read: SheetVolumes) -> dict[str, list[list[Any]]]:
    kept: dict[str, list[list[Any]]] = {}
    for one in read.volumes:
        kept.setdefault(str(one.unit_id), []).append([one.day.isoformat(), int(one.volume.scaleb(4))])
    return kept


def losses(archive: ArchiveFile) -> int:
    """Return how many rows and cells of the sheet were left out."""
    listed = sum(one[0] in set(LOSSES) for one in archive.report.get("findings", ()))
    return listed + int(archive.report.get("left_off", 0) if listed else 0)


def months_of(archive: ArchiveFile) -> set[BillingMonth]:
    days = (day for of_unit in archive.report.get("volumes", {}).values() for day, _ in of_unit)
    return {BillingMonth.of(date.fromisoformat(day)) for day in days}


def plan_of_sheet(
    archive: ArchiveFile, *, viewer: Viewer, terms: Terms, now: datetime
) -> dict[int, list[PlannedDay]]:
    """Return what becomes of each volume of the sheet if it is handed in now, by unit id. Constant queries."""
    sums = {
        int(unit_id): [DaySum(date.fromisoformat(day), Decimal(kept).scaleb(-4)) for day, kept in of_unit]
        for unit_id, of_unit in archive.report.get("volumes", {}).items()
    }
    return plan_days(sums, viewer=viewer, terms=terms, source=Source.SHEET, now=now)

"""What a receipt's content says, as a readable table: by kind of submission, for the page and the PDF alike."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kabinet.documents import wording as documents
from kabinet.foundation import formatting
from kabinet.journal.queries import Receipt
from kabinet.metering.operations import HOURS
from kabinet.metering.wording import reason
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """Ready strings: facts of the submission, and its table with totals; `month` is the month it is about."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    totals: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = field(default_factory=tuple)
    month: BillingMonth | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """How people call what the content names otherwise: supply points by id, metering units by code."""

    points: Mapping[int, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def unit(self, code: str) -> str:
        name = self.units.get(code)
        return f"{name} ({code})" if name else code


def content_of(receipt: Receipt, names: Names) -> Content:
    """Read the canonical content."""
    raw: dict[str, Any] = json.loads(receipt.content)
    if receipt.kind == "requests.volume_request":
        return _requested(raw, names.points)
    if receipt.kind == "documents.scans":
        return _scans(raw)
    if receipt.kind == HOURS:
        return _hours(raw, names)
    return _volumes(raw, names, corrected=receipt.kind == "metering.correction")


def _volumes(raw: Mapping[str, Any], names: Names, *, corrected: bool) -> Content:
    rows = raw["volumes"]
    with_reasons = corrected or any(row["reason"] for row in rows)
    columns = [
        Column(_("Gas day")),
        Column(_("Metering unit")),
        Column(_("Volume, thousand m³"), numeric=True),
    ]
    if corrected:
        columns.append(Column(_("It was, thousand m³"), numeric=True))
    if with_reasons:
        columns.append(Column(_("Reason")))
    total = sum((Decimal(row["volume"]) for row in rows), ZERO)
    blanks = [""] * (len(columns) - 3)
    return Content(
        columns=columns,
        rows=[_volume(row, names, corrected=corrected, with_reasons=with_reasons) for row in rows],
        totals=[_("Total"), "", formatting.volume(total), *blanks] if len(rows) > 1 else (),
        facts=[(_("Volumes at"), _conditions(str(raw["unit_of_volume"])))],
        month=BillingMonth.of(date.fromisoformat(rows[-1]["gas_day"])),
    )


def _conditions(recorded: str) -> str:
    """Word the conditions of the volumes; others than today's stand as they were recorded."""
    known = {"m3 at 20 °C, 101.325 kPa": _("20 °C and 101.325 kPa")}
    return known.get(recorded, recorded)


def _volume(row: Mapping[str, Any], names: Names, *, corrected: bool, with_reasons: bool) -> list[str]:
    cells = [
        formatting.day(date.fromisoformat(row["gas_day"])),
        names.unit(str(row["unit"])),
        formatting.volume(Decimal(row["volume"])),
    ]
    if corrected:
        old = row["replaces"]
        cells.append(formatting.DASH if old is None else formatting.volume(Decimal(old)))
    if with_reasons:
        cells.append(str(reason(row["reason"])) if row["reason"] else "")
    return cells


def _requested(raw: Mapping[str, Any], points: Mapping[int, str]) -> Content:
    volumes = {int(point): Decimal(volume) for point, volume in raw["volumes_m3"].items()}
    facts = [
        (_("Month"), formatting.month(BillingMonth.parse(raw["month"]))),
        (_("Version"), str(raw["version"])),
        (_("Comment"), str(raw["comment"])),
    ]
    return Content(
        columns=[Column(_("Supply point")), Column(_("Volume, thousand m³"), numeric=True)],
        rows=[
            [points.get(point, str(point)), formatting.volume(volumes[point])] for point in sorted(volumes)
        ],
        totals=[_("Total"), formatting.volume(sum(volumes.values(), ZERO))] if len(volumes) > 1 else (),
        facts=[(name, value) for name, value in facts if value],
    )


def _scans(raw: Mapping[str, Any]) -> Content:
    answers = raw.get("answers")
    return Content(
        columns=[Column(_("File")), Column(_("Kind")), Column(_("Size")), Column("SHA-256")],
        rows=[_scan(one) for one in raw["files"]],
        facts=[(_("In answer to document No."), str(answers))] if answers else (),
    )


def _scan(one: Mapping[str, Any]) -> list[str]:
    kind, size = one.get("kind"), one.get("size")
    return [
        str(one["name"]),
        str(documents.KIND[kind]) if kind else "",
        formatting.file_size(size) if size is not None else "",
        str(one.get("sha256", "")),
    ]


def _hours(raw: Mapping[str, Any], names: Names) -> Content:
    rows = raw["hours"]
    return Content(
        columns=[
            Column(_("Gas day")),
            Column(_("Hours"), numeric=True),
            Column(_("Sum of the hours, thousand m³"), numeric=True),
            Column(_("Submitted before, thousand m³"), numeric=True),
        ],
        rows=[_day_of_hours(row) for row in rows],
        facts=[
            (_("Metering unit"), names.unit(str(rows[-1]["unit"]))),
            (_("File"), str(raw["file"]["name"])),
            (_("SHA-256 of the file"), str(raw["file"]["sha256"])),
            (_("Volumes at"), _conditions(str(raw["unit_of_volume"]))),
        ],
        month=BillingMonth.of(date.fromisoformat(rows[-1]["gas_day"])),
    )


def _day_of_hours(row: Mapping[str, Any]) -> list[str]:
    return [
        formatting.day(date.fromisoformat(row["gas_day"])),
        str(row["hours"]),
        formatting.volume(Decimal(row["sum"])),
        formatting.DASH if row["given"] is None else formatting.volume(Decimal(row["given"])),
    ]

"""The rows of all files that were handed in, as one table, and the devices that their headings name."""

from bisect import bisect_left
from collections.abc import Sequence

from kabinet.formats.archives.containers import Part
from kabinet.formats.archives.findings import FindingCode, Findings
from kabinet.formats.archives.layouts import groups, markup, separated
from kabinet.formats.archives.layouts.table import Named, Table, check_size
from kabinet.formats.archives.recognition import check_sheet, decoded
from kabinet.formats.archives.shapes import Layout, Template
from kabinet.formats.archives.workbooks import Sheet

_MOST_LINE = 4000


def read_tables(parts: Sequence[Part], template: Template, findings: Findings) -> tuple[Table, str]:
    """
    Return the rows of all parts, and the encoding of the first.

    :raises NotAnArchive: one of them is not of the template, or cannot be read
    """
    tables = []
    for part in parts:
        file = part.name if len(parts) > 1 else ""
        tables.append((file, *_read(part, template, file, findings)))
    file, table, encoding = tables[0]
    table.files = [file]
    for file, other, _ in tables[1:]:
        table.append(other, file=file)
    check_size(len(table.rows))
    return table, encoding


def _read(part: Part, template: Template, file: str, findings: Findings) -> tuple[Table, str]:
    if part.sheet is not None:
        check_sheet(part, template)
        table, encoding = separated.read_sheet(part.sheet.rows, template, file=file, findings=findings), ""
        _tell_unseen(part.sheet, table, file, findings)
    else:
        table, encoding = _read_text(part, template, file, findings)
    _name_devices(table, template)
    if table.cut:
        findings.add(FindingCode.TRUNCATED, row=(file, max(table.numbers, default=1)))
    return table, encoding


def _read_text(part: Part, template: Template, file: str, findings: Findings) -> tuple[Table, str]:
    text, encoding, lost = decoded(part, template)
    if template.file.layout is Layout.XML:
        return markup.read(part.content, template, file=file, findings=findings), encoding
    check_size(text.count("\n") + text.count("\r") - text.count("\r\n"))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if lost:
        row = text[: text.index("\ufffd")].count("\n") + 1
        findings.add(FindingCode.UNDECODABLE, row=(file, row), signs=lost, encoding=encoding)
    layout = groups if template.file.layout is Layout.GROUPS else separated
    return layout.read(text, template, file=file, findings=findings), encoding


def _tell_unseen(sheet: Sheet, table: Table, file: str, findings: Findings) -> None:
    """Tell of what the person who made the workbook may not have seen."""
    hidden = sorted(set(sheet.hidden) & set(table.numbers))
    if hidden:
        findings.add(FindingCode.HIDDEN_ROWS, row=(file, hidden[0]), rows=len(hidden))
    if sheet.formulas:
        findings.add(FindingCode.FORMULAS, cells=sheet.formulas)
    if sheet.merged:
        findings.add(FindingCode.MERGED_CELLS, cells=sheet.merged)


def _name_devices(table: Table, template: Template) -> None:
    for number, line in table.others:
        for pattern in template.device.patterns:
            if found := pattern.search(line[:_MOST_LINE]):
                named = found.groupdict()
                if named.get("serial"):
                    place = bisect_left(table.numbers, number)
                    table.named.append(
                        Named(place, named.get("model") or template.device.model, named["serial"])
                    )
                hour = named.get("day_hour")
                if hour and table.day_hour is None and int(hour) < 24:  # noqa: PLR2004 (hours of a day)
                    table.day_hour = int(hour)

"""What somebody who looks at the sheet on the screen may not know of it."""

from kabinet.formats.volume_sheets.findings import FindingCode, Findings, enumerated
from kabinet.formats.volume_sheets.layout import Layout, column_name
from kabinet.formats.volume_sheets.table import Table


def tell_unseen(findings: Findings, table: Table, layout: Layout) -> None:
    _tell_hidden(findings, table, layout)
    if not table.tells_hidden:
        findings.add(FindingCode.HIDDEN_UNKNOWN)
    if table.formulas:
        findings.add(FindingCode.FORMULAS, cells=table.formulas)
    if table.unreckoned:
        findings.add(FindingCode.UNRECKONED, cells=table.unreckoned)
    if table.merged:
        findings.add(FindingCode.MERGED_CELLS, cells=table.merged)


def _tell_hidden(findings: Findings, table: Table, layout: Layout) -> None:
    """Tell of hidden lines that were read, whichever way they run."""
    view = layout.view(table)
    lines = [row for row in view.hidden if row > layout.heading]
    beside = [column for column in view.hidden_columns if column in layout.columns]
    rows, columns = layout.sides(lines, beside)
    if rows:
        findings.add(FindingCode.HIDDEN_ROWS, row=rows[0], rows=len(rows))
    if columns:
        names = enumerated(map(column_name, columns))
        findings.add(FindingCode.HIDDEN_COLUMNS, column=column_name(columns[0]), columns=names)

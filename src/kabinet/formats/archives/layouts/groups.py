"""Rows of values in parentheses, one in a line or several with spaces between."""

from kabinet.formats.archives.findings import Findings
from kabinet.formats.archives.layouts.table import Table, by_position, check_size, tell_shifted
from kabinet.formats.archives.shapes import Template

_BETWEEN = ") ("


def read(text: str, template: Template, *, file: str, findings: Findings) -> Table:
    table, width = Table(by_position(template)), template.file.width
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        cells = line.strip()[1:-1].split(")(")
        if len(cells) == width and line[0] == "(":
            table.rows.append(cells)
            table.numbers.append(number)
        elif line and not line.isspace():
            _read_uncommon(line.strip(), number, table, width, file, findings, last=number == len(lines))
    check_size(len(table.rows))
    return table


def _read_uncommon(  # noqa: PLR0917 (the loop's own variables)
    line: str, number: int, table: Table, width: int, file: str, findings: Findings, *, last: bool
) -> None:
    """Read a line of several rows, of something else, or of a row that is not whole."""
    check_size(line.count(_BETWEEN))
    begin = line.find("(")
    if begin < 0 or line.count("(") < width // 2:
        table.others.append((number, line))
        return
    for piece in line[begin:].replace(_BETWEEN, ")\n(").split("\n"):
        cells = piece.strip()[1:].removesuffix(")").split(")(")
        if len(cells) == width and piece.rstrip().endswith(")"):
            table.rows.append(cells)
            table.numbers.append(number)
        elif last:
            table.cut = True
        else:
            tell_shifted(findings, file, number, cells=len(cells), expected=width)

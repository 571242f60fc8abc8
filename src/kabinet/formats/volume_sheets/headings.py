"""What the headings say of a column, or, where the days go across, of a row."""

from kabinet.formats.volume_sheets.cells import is_figure
from kabinet.formats.volume_sheets.layout import Shape
from kabinet.formats.volume_sheets.table import Table, cell_text

#: So many lines below the headings tell what a column is.
LOOKED_AT = 80


def heading_of(view: Table, heading: int, column: int, shape: Shape) -> str:
    """
    Return the words above a column of the view.

    Headings may stand in two rows, where the upper is no title; of names before the days all count, and figures only
    where there is no name.
    """
    if shape is Shape.ACROSS:
        cells = [cell for row in range(1, heading + 1) if (cell := view.cell(row, column)) != ""]
        return " ".join(cell_text(cell) for cell in [one for one in cells if not is_figure(one)] or cells)
    above = view.rows[heading - 2] if heading > 1 else ()
    is_heading = sum(bool(cell_text(cell)) for cell in above) > 1
    rows = (heading - 1, heading) if is_heading else (heading,)
    return " ".join(cell_text(view.cell(row, column)) for row in rows)


def has_figures(view: Table, column: int, first: int) -> bool:
    rows = range(first, min(first + LOOKED_AT, len(view.rows) + 1))
    return any(is_figure(cell) for row in rows if (cell := view.cell(row, column)) != "")

"""The month that a sheet speaks of."""

import re

from kabinet.formats.dates import MONTH_STEMS
from kabinet.formats.volume_sheets.layout import Layout
from kabinet.formats.volume_sheets.table import Table, cell_text
from kabinet.values.months import BillingMonth

# No part of a whole day: "22.11.2026" is when somebody printed the sheet.
_NUMBERED_MONTH = re.compile(
    r"(?<!\d)(?<!\d[-./])(?:(20\d\d)[-._](0[1-9]|1[0-2])|(0?[1-9]|1[0-2])[-._/](20\d\d))(?![-./]?\d)"
)
_NAMED_MONTH = re.compile(rf"\b({'|'.join(MONTH_STEMS)})[а-я]{{0,3}}\.?[ _]*(20\d\d)", re.IGNORECASE)


def guess_month(table: Table, layout: Layout, name: str) -> BillingMonth | None:
    """Return the month that title, headings, the sheet's name or the file's speak of."""
    head = [cell_text(cell) for row in table.rows[: layout.head_rows] for cell in row]
    for text in [*head, table.name, name]:
        if found := month_in(text):
            return found
    return None


def month_in(text: str) -> BillingMonth | None:
    """Return the month that a text speaks of: «за ноябрь 2026», 11.2026, 2026-11."""
    if found := _NAMED_MONTH.search(text):
        return BillingMonth(int(found[2]), MONTH_STEMS.index(found[1].lower()) + 1)
    if found := _NUMBERED_MONTH.search(text):
        year, month = (found[1], found[2]) if found[1] else (found[4], found[3])
        return BillingMonth(int(year), int(month))
    return None

"""The words of what was found in a sheet with daily volumes."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kabinet.formats.archives import Weight
from kabinet.formats.volume_sheets import LOSSES, FindingCode, Shape
from kabinet.metering.wording import archives as archive_wording

#: Which way a sheet goes, the usual way first.
SHAPE: dict[Shape, str | Promise] = {
    Shape.DOWN: _("Days go down, each metering unit has a column"),
    Shape.ACROSS: _("Days go across, each metering unit has a row"),
    Shape.LIST: _("A list: each row is a day of a metering unit"),
}

_NOTES = {
    FindingCode.DOUBLE_SAME,
    FindingCode.HIDDEN_ROWS,
    FindingCode.HIDDEN_COLUMNS,
    FindingCode.HIDDEN_UNKNOWN,
    FindingCode.TOTALS,
    FindingCode.NUMBERS,
    FindingCode.FORMULAS,
    FindingCode.MERGED_CELLS,
    FindingCode.OTHER_SHEETS,
    FindingCode.ROUNDED,
}

FINDING: dict[str, str | Promise] = {
    FindingCode.UNREADABLE_DAY: _("“%(text)s” is no day; its volumes were left out"),
    FindingCode.NO_SUCH_DAY: _("there is no such day: %(text)s; its volumes were left out"),
    FindingCode.NO_DAY: _("the volume %(text)s has no day; it was left out"),
    FindingCode.NO_UNIT: _("the volume %(text)s stands in a row without a name; it was left out"),
    FindingCode.UNREADABLE_VOLUME: _("“%(text)s” is no volume; it was left out"),
    FindingCode.OTHER_UNIT: _("“%(text)s” is in another unit than the sheet; it was left out"),
    FindingCode.DOUBLE_DIFFERENT: _(
        "%(day)s stands twice with different volumes, first in %(first)s; neither was taken"
    ),
    FindingCode.UNKNOWN_UNIT: _(
        "the metering unit %(unit)s is not of this contract; its column was left out"
    ),
    FindingCode.DOUBLE_SAME: _("%(day)s stands twice with the same volume, first in %(first)s"),
    FindingCode.OTHER_NAMES: _(
        "rows under other names were left out: %(rows)s (%(names)s); if one of them is yours, name it under "
        "“Say otherwise”"
    ),
    FindingCode.TOTAL_DIFFERS: _("the total %(total)s does not agree with the sum of the days %(sum)s"),
    FindingCode.TOTALS: _("totals are no volumes and were left out: %(places)s"),
    FindingCode.NUMBERS: _("the row counts the columns and was left out"),
    FindingCode.OTHER_YEAR: _("%(day)s is of another year than the other days"),
    FindingCode.ROUNDED: _("more places than a volume has, cells: %(cells)s; they were rounded"),
    FindingCode.MIXED_MARKS: _("decimal commas (%(commas)s) and points (%(points)s) in one sheet"),
    FindingCode.HIDDEN_ROWS: _("hidden rows were read, too: %(rows)s"),
    FindingCode.HIDDEN_COLUMNS: _("hidden columns were read, too: %(columns)s"),
    FindingCode.HIDDEN_UNKNOWN: _(
        "which rows and columns of the workbook are hidden could not be found out; they were read like the others"
    ),
    FindingCode.FORMULAS: _("cells with formulas: %(cells)s; their last results were read"),
    FindingCode.UNRECKONED: _(
        "cells with formulas whose results are not in the file: %(cells)s; they count as empty. Open the file in the "
        "program that made it, save it and hand it over again"
    ),
    FindingCode.MERGED_CELLS: _("merged cells: %(cells)s"),
    FindingCode.OTHER_SHEETS: _("other sheets of the workbook were not read: %(names)s"),
}


def weight(code: str) -> Weight:
    if code in set(LOSSES):
        return Weight.LOSS
    return Weight.NOTE if code in _NOTES else Weight.DOUBT


def finding(code: str, facts: Mapping[str, str]) -> str:
    return str(FINDING[code]) % {**facts, **_told(facts)}


def unreadable(facts: Mapping[str, Any]) -> str:
    """Return why no volume of a file was read, with what was lost first."""
    words = archive_wording.problem(str(facts["problem"]))
    if "loss" not in facts:
        return words
    return f"{words}. {facts['column']}{facts['row']}: {finding(facts['loss'], facts['facts'])}"


def _told(facts: Mapping[str, str]) -> dict[str, str]:
    """Return what is put into words only here. Reports of old name the row where a day stood first."""
    rows, columns = facts.get("rows", ""), facts.get("columns", "")
    in_rows = ngettext("row %(rows)s", "rows %(rows)s", _count(rows)) % {"rows": rows}
    in_columns = ngettext("column %(columns)s", "columns %(columns)s", _count(columns)) % {"columns": columns}
    places = [in_rows if rows else "", in_columns if columns else ""]
    row = gettext("row %(row)s") % {"row": facts.get("first_row", "")}
    return {"places": ", ".join(filter(None, places)), "first": facts.get("first", row)}


def _count(names: str) -> int:
    return names.count(",") + 1

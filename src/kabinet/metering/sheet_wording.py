"""The words of what was found in a sheet with daily volumes."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kabinet.formats.archives import Weight
from kabinet.formats.volume_sheets import LOSSES, FindingCode

_NOTES = {
    FindingCode.DOUBLE_SAME,
    FindingCode.HIDDEN_ROWS,
    FindingCode.FORMULAS,
    FindingCode.MERGED_CELLS,
    FindingCode.OTHER_SHEETS,
    FindingCode.ROUNDED,
}

FINDING: dict[str, str | Promise] = {
    FindingCode.UNREADABLE_DAY: _("“%(text)s” is no day; the row was left out"),
    FindingCode.NO_SUCH_DAY: _("there is no such day: %(text)s; the row was left out"),
    FindingCode.NO_DAY: _("the volume %(text)s stands in a row without a day; it was left out"),
    FindingCode.UNREADABLE_VOLUME: _("“%(text)s” is no volume; it was left out"),
    FindingCode.OTHER_UNIT: _("“%(text)s” is in another unit than the column; it was left out"),
    FindingCode.DOUBLE_DIFFERENT: _(
        "%(day)s stands twice with different volumes, first in row %(first_row)s; neither was taken"
    ),
    FindingCode.UNKNOWN_UNIT: _(
        "the metering unit %(unit)s is not of this contract; its column was left out"
    ),
    FindingCode.DOUBLE_SAME: _("%(day)s stands twice with the same volume, first in row %(first_row)s"),
    FindingCode.TOTAL_DIFFERS: _("the total %(total)s does not agree with the sum of the rows %(sum)s"),
    FindingCode.OTHER_YEAR: _("%(day)s is of another year than the other rows"),
    FindingCode.ROUNDED: _("more places than a volume has, cells: %(cells)s; they were rounded"),
    FindingCode.MIXED_MARKS: _("decimal commas (%(commas)s) and points (%(points)s) in one sheet"),
    FindingCode.HIDDEN_ROWS: _("hidden rows were read, too: %(rows)s"),
    FindingCode.FORMULAS: _("cells with formulas: %(cells)s; their last results were read"),
    FindingCode.MERGED_CELLS: _("merged cells: %(cells)s"),
    FindingCode.OTHER_SHEETS: _("other sheets of the workbook were not read: %(names)s"),
}


def weight(code: str) -> Weight:
    if code in set(LOSSES):
        return Weight.LOSS
    return Weight.NOTE if code in _NOTES else Weight.DOUBT


def finding(code: str, facts: Mapping[str, object]) -> str:
    return str(FINDING[code]) % facts

"""The words of what was found in a file with volumes, and of files that cannot be read."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kabinet.formats.archives import FindingCode, Weight
from kabinet.foundation import formatting
from kabinet.metering.archives import Fate
from kabinet.metering.models import Instrument
from kabinet.metering.rules.constants import Differing

Words = str | Promise

#: The heaviest first.
WEIGHT: dict[str, Words] = {
    Weight.LOSS: pgettext_lazy("finding", "not read"),
    Weight.DOUBT: pgettext_lazy("finding", "look at it"),
    Weight.NOTE: pgettext_lazy("finding", "for your information"),
}
WEIGHT_TAG: dict[str, str] = {Weight.LOSS: "problem", Weight.DOUBT: "warning", Weight.NOTE: "closed"}

FINDING: dict[str, Words] = {
    FindingCode.UNREADABLE_CELL: _("“%(text)s” cannot be read"),
    FindingCode.NO_SUCH_DAY: _("there is no such day: %(text)s"),
    FindingCode.COLUMNS_SHIFTED: _("%(cells)s values in the row instead of %(expected)s"),
    FindingCode.MIXED_MARKS: _("decimal commas and points in one column"),
    FindingCode.UNDECODABLE: _("signs that are no text in the encoding %(encoding)s: %(signs)s"),
    FindingCode.CRC_MISSING: _("the row has no mark of a right checksum"),
    FindingCode.TRUNCATED: _("the file breaks off"),
    FindingCode.TWO_DEVICES: _("rows of another device, № %(other)s: %(rows)s"),
    FindingCode.HIDDEN_ROWS: _("hidden rows were read, too: %(rows)s"),
    FindingCode.FORMULAS: _("cells with formulas: %(cells)s; their last results were read"),
    FindingCode.MERGED_CELLS: _("merged cells: %(cells)s"),
    FindingCode.DOUBLE_SAME: _("the hour stands twice with the same values"),
    FindingCode.DOUBLE_DIFFERENT: _("the hour stands twice with different values; the first was taken"),
    FindingCode.OFF_HOUR: _("the time is not on the hour: %(text)s"),
    FindingCode.GAP: _("missing hours: %(hours)s"),
    FindingCode.CLOCK_FORWARD: _("the clock of the device was put forward by %(minutes)s min"),
    FindingCode.CLOCK_BACK: _("the clock of the device was put back by %(minutes)s min"),
    FindingCode.SUMMER_TIME: _("the device keeps summer time; its hours were put in order"),
    FindingCode.NO_STARTING_TOTAL: _("the first row is where the totals begin: its own hour is not known"),
    FindingCode.TOTAL_FELL: _("the running total fell"),
    FindingCode.BELOW_ZERO: _("the volume is below zero"),
    FindingCode.TOTAL_DIFFERS: _("the running total does not agree with the volume of the hour"),
    FindingCode.UNRELIABLE: _("the device calls the value unreliable, hours: %(hours)s"),
    FindingCode.ALARM: _("alarm %(status)s, hours: %(hours)s"),
    FindingCode.WARNING: _("warning %(status)s, hours: %(hours)s"),
    FindingCode.CONSTANT_CHANGED: _("the constant %(name)s changed from %(before)s to %(after)s"),
    FindingCode.HOURS_NOT_DAY: _("the hours do not add up to the day that the file states"),
    FindingCode.CONVERSION_OFF: _("the conversion factor does not follow from pressure and temperature"),
    FindingCode.ZERO_RUN: _("hours without consumption in a row: %(hours)s"),
    FindingCode.JUMP: _("the hour is far from the usual ones"),
    FindingCode.DAY_HOUR_DIFFERS: _(
        "the day of the device begins at %(device)s:00, the gas day of the contract at %(contract)s:00; days were "
        "added up from the hours"
    ),
    FindingCode.OUTSIDE_PERIOD: _("hours outside the period: %(hours)s"),
    FindingCode.OTHER_YEAR: _("the file is of %(year)s"),
}

PROBLEM: dict[str, Words] = {
    "empty": _("The file is empty"),
    "too-large": _("The file unfolds into more than can be read"),
    "too-many-files": _("There are too many files in the ZIP"),
    "too-many-rows": _("There are too many rows in the sheet"),
    "encrypted": _("The file is protected by a password: take it off"),
    "damaged": _("The file is damaged: export it from the device again"),
    "unknown": _(
        "The file is no archive of a device that the cabinet knows, and no table with days and volumes"
    ),
    "wrong-template": _("The file is not laid out as this device does it"),
    "wrong-encoding": _("The text of the file cannot be read: it is in an encoding that was not expected"),
    "entities": _("The XML declares entities: such files are not read"),
    "several-kinds": _("The ZIP holds archives of devices of different kinds: send them one by one"),
    "no-rows": _("There is no row with volumes in the file"),
    "no-columns": _("There is no column with volumes in the file"),
    "no-month": _("The title of the report names no month"),
    "unreckoned": _(
        "The formulas of the workbook have no saved values: open the file in Excel, save it and hand it over again"
    ),
    "no-volumes": _("There is no volume in the sheet, or none that can be read so"),
    "other-contract": _(
        "The template was made for another contract: choose that contract, or download a new one"
    ),
}

FATE: dict[str, Words] = {
    Fate.NEW: pgettext_lazy("archive day", "will be submitted"),
    Fate.SAME: pgettext_lazy("archive day", "submitted before, the same"),
    Fate.CORRECTS: pgettext_lazy("archive day", "corrects what was submitted"),
    Fate.PROPOSES: pgettext_lazy("archive day", "differs: for consent"),
    Fate.WAITS: pgettext_lazy("archive day", "differs: a correction waits already"),
    Fate.TOO_LATE: pgettext_lazy("archive day", "differs: too late"),
    Fate.INCOMPLETE: pgettext_lazy("archive day", "not all hours"),
    Fate.IMPOSSIBLE: pgettext_lazy("archive day", "cannot be submitted"),
}
FATE_TAG = {
    Fate.NEW: "my-move",
    Fate.SAME: "closed",
    Fate.CORRECTS: "warning",
    Fate.PROPOSES: "warning",
    Fate.WAITS: "closed",
    Fate.TOO_LATE: "problem",
    Fate.INCOMPLETE: "problem",
    Fate.IMPOSSIBLE: "problem",
}


def finding(code: str, facts: Mapping[str, object]) -> str:
    return str(FINDING[code]) % facts


def other_constant(one: Differing) -> str:
    return gettext(
        "The constant %(name)s is %(found)s in the file, and %(known)s by what is known of the device"
    ) % {
        "name": one.name,
        "found": one.found,
        "known": one.known,
    }


def other_model(known: Instrument, read: str) -> str:
    return gettext("by the file the device is %(read)s; by the contract, № %(serial)s is %(known)s") % {
        "read": read,
        "serial": known.serial_number,
        "known": known.model,
    }


def stay(one: Instrument, *, zone: ZoneInfo) -> str:
    """Say where an instrument stood, and when."""
    facts = {"unit": one.unit.name, "since": formatting.moment(one.installed_at, zone)}
    if one.removed_at is None:
        return gettext("“%(unit)s” since %(since)s") % facts
    until = formatting.moment(one.removed_at, zone)
    return gettext("“%(unit)s” from %(since)s to %(until)s") % {**facts, "until": until}


def problem(code: str) -> str:
    """Return why a file cannot be read; a code of later times says that it is damaged."""
    return str(PROBLEM.get(code, PROBLEM["damaged"]))


def left_off(count: int) -> str:
    return gettext("and %(count)d more") % {"count": count}

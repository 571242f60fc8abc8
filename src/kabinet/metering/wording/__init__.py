"""The words of metering. `TAG` says how `ui.Tag` colours a status."""

from collections.abc import Sequence
from datetime import date
from textwrap import shorten

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kabinet.metering.rules.words import (
    ArchiveStatus,
    Basis,
    Doubt,
    Fault,
    FaultKind,
    IndexFault,
    InstrumentKind,
    Owner,
    Reason,
    Source,
    Status,
    read_reason,
)

STATUS: dict[str, str | Promise] = {
    Status.RECORDED: pgettext_lazy("volume", "Submitted"),
    Status.CHECKED: pgettext_lazy("volume", "Submitted, checked"),
    Status.ACCEPTED: pgettext_lazy("volume", "Accepted"),
    Status.RETURNED: pgettext_lazy("volume", "Returned"),
    Status.ESTIMATED: pgettext_lazy("volume", "Reckoned by the supplier"),
    Status.PROPOSED: pgettext_lazy("volume", "Waits for consent"),
    Status.REPLACED: pgettext_lazy("volume", "Replaced by corrections"),
}
TAG = {
    Status.RECORDED: "sent",
    Status.CHECKED: "sent",
    Status.ACCEPTED: "done",
    Status.RETURNED: "problem",
    Status.ESTIMATED: "warning",
    Status.PROPOSED: "sent",
    Status.REPLACED: "closed",
}

SOURCE: dict[str, str | Promise] = {
    Source.CLIENT: _("Typed by the client"),
    Source.SHEET: _("From a sheet"),
    Source.ARCHIVE: _("From the corrector's archive"),
    Source.INDEX: _("From the readings of the counter"),
    Source.TELEMETRY: _("From telemetry"),
    Source.SUPPLIER: _("Put in by the supplier"),
}

BASIS: dict[str, str | Promise] = {
    Basis.SUPPLIER: _("By the supplier's instruments"),
    Basis.BUYER: _("By the buyer's instruments"),
    Basis.CAPACITY: _("By the capacity of the equipment"),
    Basis.METHOD: _("By the method of the contract"),
}

ARCHIVE_STATUS: dict[str, str | Promise] = {
    ArchiveStatus.READING: pgettext_lazy("file", "being read"),
    ArchiveStatus.UNMAPPED: pgettext_lazy("file", "columns not named yet"),
    ArchiveStatus.READ: pgettext_lazy("file", "read, not submitted"),
    ArchiveStatus.SUBMITTED: pgettext_lazy("file", "submitted"),
    ArchiveStatus.FAILED: pgettext_lazy("file", "could not be read"),
}
ARCHIVE_TAG: dict[str, str] = {
    ArchiveStatus.READING: "progress",
    ArchiveStatus.UNMAPPED: "my-move",
    ArchiveStatus.READ: "my-move",
    ArchiveStatus.SUBMITTED: "done",
    ArchiveStatus.FAILED: "problem",
}

FAULT_KIND: dict[str, str | Promise] = {
    FaultKind.BROKEN: _("The instrument is broken"),
    FaultKind.UNVERIFIED: _("The verification has run out"),
    FaultKind.SEAL_BROKEN: _("A seal is off"),
    FaultKind.OUT_OF_RANGE: _("The flow is outside the instrument's range"),
    FaultKind.REMOVED: _("The instrument is taken off"),
}

KIND: dict[str, str | Promise] = {
    InstrumentKind.METER: pgettext_lazy("instrument", "Gas meter"),
    InstrumentKind.CORRECTOR: pgettext_lazy("instrument", "Volume corrector"),
    InstrumentKind.PRESSURE: pgettext_lazy("instrument", "Pressure sensor"),
    InstrumentKind.TEMPERATURE: pgettext_lazy("instrument", "Temperature sensor"),
}

OWNER: dict[str, str | Promise] = {
    Owner.SUPPLIER: pgettext_lazy("owner", "The supplier's"),
    Owner.BUYER: pgettext_lazy("owner", "The customer's"),
}

REASON: dict[str, str | Promise] = {
    Reason.PRODUCTION: _("Production changed"),
    Reason.REPAIR: _("Repair or standstill"),
    Reason.WEATHER: _("Weather"),
    Reason.INSTRUMENT: _("Fault of an instrument"),
    Reason.MISTAKE: _("Mistake when typing"),
    Reason.OTHER: _("Other"),
}

DOUBT: dict[str, str | Promise] = {
    Doubt.DIFFERS: _("differs from what the corrector's archive gives for the day"),
    Doubt.OVER_RANGE: _("more than the instruments can measure"),
    Doubt.UNDER_RANGE: _(
        "below the least flow of the instruments: so little gas is measured with an unknown error"
    ),
    Doubt.ALARM: _("the device reports an alarm, or calls hours of the day unreliable"),
    Doubt.TEMPERATURE: _("the gas is far colder or warmer than in the weeks before"),
    Doubt.CONSTANTS: _("the device reckoned with other constants than those known of it"),
    Doubt.MODEL: _("the file was written by a device of another model than the one that stands there"),
    Doubt.UNDER_MINIMUM: _("far under the daily minimum, and unlike the latest days"),
    Doubt.UNLIKE_WEEKDAY: _("unlike the same weekday of the latest weeks"),
    Doubt.AT_FAULT: _(
        "the instruments cannot be trusted on this day or a part of it: broken, not verified, without a seal"
    ),
    Doubt.OVER_MAXIMUM: _("far over the daily maximum"),
    Doubt.THOUSANDFOLD: _(
        "about a thousand times more or less than usual: check whether thousand m³ were typed"
    ),
    Doubt.TENFOLD: _("about ten times more or less than usual: check the decimal mark"),
    Doubt.ZERO_AFTER_USE: _("zero after days with consumption"),
}

FAULT: dict[str, str | Promise] = {
    Fault.NEGATIVE: _("the volume cannot be negative"),
    Fault.DAY_NOT_CLOSED: _("the gas day is not over yet"),
    Fault.OUT_OF_USE: _("the metering unit is not in use on this day"),
    Fault.OUT_OF_CONTRACT: _("the contract is not in force on this day"),
    Fault.ALREADY_GIVEN: _("the volume of this day was submitted before"),
    Fault.ELSEWHERE: _("the device did not stand in this metering unit for the whole day"),
    Fault.TOO_LARGE: _("the volume is larger than a metering unit can pass in a day"),
}

INDEX_FAULT: dict[str, str | Promise] = {
    IndexFault.NEGATIVE: _("the counter cannot show less than zero"),
    IndexFault.TOO_LONG: _("the counter has fewer digits"),
    IndexFault.NOT_YET: _("the moment of the reading is not reached yet"),
    IndexFault.NOT_INSTALLED: _("the counter was installed later"),
    IndexFault.BEFORE_ANOTHER: _("a later reading of this counter was submitted before"),
    IndexFault.FELL: _("the counter shows less than at the reading before it"),
    IndexFault.PAST_CLOSING: _("the counter showed less later, when it was removed"),
    IndexFault.UNCHANGED: _("this reading was submitted before"),
    IndexFault.PERIOD_TOO_LONG: _("too many days lie between the readings to share the volume among them"),
    IndexFault.LESS_THAN_DAYS: _("the days submitted before add up to more than passed the counter"),
    IndexFault.CORRECTION_WAITS: _(
        "a correction of the days that were shared from this reading still waits for the supplier's consent"
    ),
    IndexFault.CORRECTION_TOO_LATE: _(
        "the contract takes no correction of the days that were shared from this reading any more"
    ),
    IndexFault.DAYS_REFUSED: _("the volume cannot be shared among these days: not all of them are over"),
}

_REASON_LENGTH = 300

REFUSALS: dict[str, str | Promise] = {
    "metering.volumes-refused": _("Some volumes cannot be right. Nothing was submitted."),
    "metering.reason-needed": _("Say why"),
    "metering.nothing-to-submit": _("Type the volume of at least one gas day"),
    "metering.already-decided": _("%(by)s decided about these readings at %(at)s"),
    "metering.changed-meanwhile": _("The volume was changed after you opened the page"),
    "metering.correction-too-late": _("Corrections were taken until %(until)s. %(rule)s"),
    "metering.correction-waits": _(
        "An earlier correction of this day still waits for the supplier's consent"
    ),
    "metering.nothing-changes": _("The day has this volume already: there is nothing to correct"),
    "metering.month-incomplete": _(
        "The month cannot be closed: days missing %(missing)s, days not decided about %(undecided)s"
    ),
    "organizations.no-rule-set": _("No rules of supply cover %(day)s"),
    "metering.nothing-to-close": _("No metering unit was in use in this month: there is nothing to close"),
    "metering.month-already-closed": _("%(by)s closed the month at %(at)s"),
    "metering.month-seen-otherwise": _(
        "Figures of the month have changed since the page was opened, and it was not closed. Look them over again"
    ),
    "metering.seen-otherwise": _("The file has changed its state meanwhile. Look it over again."),
    "metering.archive-not-ready": _("The file is still being read, or its device is not known"),
    "metering.indexes-refused": _("Some readings cannot be right. Nothing was submitted."),
    "metering.already-recorded": _("This was recorded before, with other particulars"),
    "metering.wrong-order": _("The moment must lie after %(after)s, and not in the future"),
    "metering.serial-number-taken": _("An instrument of this model with this number is installed already"),
    "metering.month-is-closed": _(
        "The month %(month)s is closed: only the head of the department can record this, with a reason"
    ),
    "metering.quality-out-of-range": _("A calorific value lies between %(least)s and %(greatest)s kcal/m³"),
    "metering.index-fell": _("The counter shows less than at the reading before it"),
    "metering.closing-index-impossible": _("The old counter cannot show this number"),
    "metering.opening-index-impossible": _("A counter with so many digits cannot show this number"),
    "metering.closing-index-unlikely": _(
        "By the closing index unusually much or little passed since the last reading. Check it, or say the reason"
    ),
}


def reason(kept: str) -> str:
    """Return a kept reason in words: the one chosen from the list, and what was added to it."""
    chosen, note = read_reason(kept)
    if chosen is None:
        return note
    return f"{REASON[chosen]}: {note}" if note else str(REASON[chosen])


def under_seal(acts: Sequence[str]) -> str:
    """Return the reason for a day without gas; it is a part of the record, and so in Russian."""
    named = "; ".join(act for act in acts if act)
    text = f"Оборудование опломбировано: {named}" if named else "Оборудование опломбировано"
    return shorten(text, width=_REASON_LENGTH, placeholder="…")


#: So many days before a verification ends it is marked, and marked louder.
VERIFIED_LATER, VERIFIED_SOON = 90, 30


def verification_left(until: date, today: date) -> tuple[str, str] | None:
    """Return words and look of the mark beside the last day of a verification: none, 90 days before it, 30, over."""
    left = (until - today).days
    if left > VERIFIED_LATER:
        return None
    if left < 0:
        return gettext("expired"), "problem"
    words = ngettext("%(count)d day left", "%(count)d days left", left) % {"count": left}
    return words, "warning" if left <= VERIFIED_SOON else "my-move"

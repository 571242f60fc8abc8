"""A day of a metering unit in one letter and in words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kabinet.metering.rules.control import State


@dataclass(frozen=True, slots=True)
class Look:
    """The letter in the cell, its words for the legend and for those who do not see it, its colour."""

    letter: str | Promise
    words: str | Promise
    css: str = ""


LOOKS: dict[State, Look] = {
    State.MISSING: Look(pgettext_lazy("letter of a day", "M"), _("missing after the deadline"), "bad"),
    State.DOUBT: Look(pgettext_lazy("letter of a day", "D"), _("in doubt, awaits a decision"), "bad"),
    State.PROPOSED: Look(pgettext_lazy("letter of a day", "P"), _("a correction waits for consent"), "warn"),
    State.RETURNED: Look(pgettext_lazy("letter of a day", "R"), _("returned to the customer"), "warn"),
    State.AWAITED: Look("·", _("awaited, the deadline has not passed"), "quiet"),
    State.CHECKED: Look(pgettext_lazy("letter of a day", "C"), _("in order, awaits acceptance"), "sent"),
    State.TELEMETRY: Look(
        pgettext_lazy("letter of a day", "T"), _("by telemetry, in order, awaits acceptance"), "sent"
    ),
    State.ACCEPTED: Look(pgettext_lazy("letter of a day", "A"), _("accepted")),
    State.ESTIMATED: Look(pgettext_lazy("letter of a day", "S"), _("put in by the supplier"), "quiet"),
}

#: Beside the letter where a volume came after its deadline.
LATE = Look("*", _("came after the deadline"))

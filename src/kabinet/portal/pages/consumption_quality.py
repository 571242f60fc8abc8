"""What is to be known about the volumes of a day: measured, reckoned, corrected, missing."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from kabinet.metering import wording
from kabinet.metering.queries import GivenVolume, PlanFact
from kabinet.metering.rules.words import Basis, Status

MEASURED = pgettext_lazy("volume", "measured")

#: More units than these are counted and not named.
_NAMED_UNITS = 2

_BY_INSTRUMENTS = {Basis.SUPPLIER, Basis.BUYER}


def quality(found: PlanFact, day: date) -> str:
    """Return the marks of the day, most grave first; "measured" where there is nothing else to say."""
    if day > found.last_closed:
        return _("not over yet")
    given = found.given.get(day, {})
    marks = [
        *_missing(found, day, given),
        *dict.fromkeys(mark for one in given.values() for mark in _marks(one)),
    ]
    return ", ".join(marks) or (str(MEASURED) if given else "")


def _missing(found: PlanFact, day: date, given: Mapping[int, GivenVolume]) -> list[str]:
    missing = found.units_in_use(day) - given.keys()
    if not missing:
        return []
    if not given:
        return [_("no data")]
    if len(missing) > _NAMED_UNITS:
        text = ngettext("no data: %(count)d metering unit", "no data: %(count)d metering units", len(missing))
        return [text % {"count": len(missing)}]
    names = ", ".join(unit.name for unit in found.units if unit.pk in missing)
    return [_("no data: %(units)s") % {"units": names}]


def _marks(one: GivenVolume) -> list[str]:
    marks = []
    if one.status == Status.ESTIMATED:
        marks.append(pgettext("volume", "reckoned"))
    if Basis(one.basis) not in _BY_INSTRUMENTS:
        text = str(wording.BASIS[one.basis])
        marks.append(text[0].lower() + text[1:])
    if one.version > 1:
        marks.append(_("corrected"))
    if one.status in {Status.RECORDED, Status.CHECKED}:
        marks.append(_("not accepted yet"))
    return marks

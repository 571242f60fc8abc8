"""The way from one problem of a month to the next."""

from collections.abc import Mapping
from datetime import date

from kabinet.foundation.viewer import Viewer
from kabinet.metering.queries.control import Control, rows_of
from kabinet.metering.queries.control_units import ControlUnit
from kabinet.metering.rules.control import PROBLEMS
from kabinet.metering.rules.words import Status

Place = tuple[int, date]


def next_problem(control: Control, *, viewer: Viewer, after: Place | None) -> Place | None:
    """
    Return unit id and day of the problem after this place; None where no other one is left. One query.

    What the supplier can decide about comes first, row by row; then what the customer has still to give.
    """
    order = {unit.pk: number for number, unit in enumerate(control.units)}
    here = (order.get(after[0], -1), after[1]) if after else (-1, date.min)
    asked = _asked(control, order)
    lacking = _lacking(control, viewer, here[0], order, besides=set(asked))
    if here in lacking:
        later = [place for place in lacking if place > here]
        ways = [*later, *asked, *lacking]
    else:
        later = [place for place in asked if place > here]
        ways = [*later, *lacking, *asked]
    found = next((place for place in ways if place != here), None)
    return None if found is None else (control.units[found[0]].pk, found[1])


def _asked(control: Control, order: Mapping[int, int]) -> list[Place]:
    """Return the places about which the supplier can decide, by the row of their unit and the day."""
    questions = (one for unit in control.units for one in control.questions.get(unit.pk, ()))
    return sorted({(order[one.unit_id], one.day) for one in questions if one.status != Status.RETURNED})


def _lacking(
    control: Control, viewer: Viewer, here: int, order: Mapping[int, int], *, besides: set[Place]
) -> list[Place]:
    units = _near(control, here, order)
    rows = rows_of(control, viewer=viewer, units=units)
    places = {(order[row.unit.pk], cell.day) for row in rows for cell in row.cells if cell.state in PROBLEMS}
    return sorted(places - besides)


def _near(control: Control, here: int, order: Mapping[int, int]) -> list[ControlUnit]:
    """Return the unit of the place, the next one that lacks a day, and the first two: the next gap is in one."""
    units = [unit for unit in control.units if control.missing(unit)]
    following = [unit for unit in units if order[unit.pk] >= here][:2]
    return list({unit.pk: unit for unit in [*following, *units[:2]]}.values())

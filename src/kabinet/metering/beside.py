"""A month's grid with what is to stand beside it in the statement, as it is known now."""

from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.queries import MonthGrid
from kabinet.metering.rules.beside import Beside, PointBeside
from kabinet.metering.rules.words import Status
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.values.volume import ZERO


def beside_of(grid: MonthGrid, *, viewer: Viewer, terms: Terms) -> Beside:
    """Return what is known now. One query, two where the distributor has reported."""
    return Beside(_points(grid, viewer=viewer, terms=terms), _reasons(grid))


def _reasons(grid: MonthGrid) -> list[str]:
    """Return why the days of a month without any gas had none, each reason once."""
    if grid.fact():
        return []
    given = (volume for row in grid.rows for volume in row.volumes.values())
    return list(dict.fromkeys(one.reason for one in given if one.reason and one.status != Status.RETURNED))


def _points(grid: MonthGrid, *, viewer: Viewer, terms: Terms) -> list[PointBeside]:
    contract_id = terms.contract.pk
    theirs = queries.distributor_volumes(viewer=viewer, contract_id=contract_id, month=grid.month)
    if not theirs:
        return []
    ours = grid.facts_by_point()
    tolerance = terms.parameters(grid.month.first_day).distributor_tolerance
    return [
        PointBeside(
            code=point.code,
            name=point.name,
            ours=ours.get(point.pk, ZERO),
            theirs=theirs.get(point.pk),
            allowed=tolerance.of(ours.get(point.pk, ZERO)),
        )
        for point in organizations.list_supply_points(viewer=viewer, contract_id=contract_id)
        if point.pk in theirs or ours.get(point.pk)
    ]

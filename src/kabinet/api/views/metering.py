"""Daily volumes, for machines."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from ninja import Query, Router, Schema
from pydantic import Field

from kabinet.foundation import clock
from kabinet.foundation.http import ViewerRequest
from kabinet.metering import queries
from kabinet.organizations import queries as organizations
from kabinet.values.months import BillingMonth

router = Router(tags=["metering"])

Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", examples=["2026-11"])]


class VolumeOut(Schema):
    """The volume of one gas day by one metering unit: m³ at 20 °C and 101.325 kPa, to the ten-thousandth, as text."""

    unit: str
    gas_day: date
    volume_m3: Decimal
    version: int
    source: str
    status: str
    late: bool


@router.get("/{contract_id}/volumes", response=list[VolumeOut], summary="Current daily volumes of a month")
def list_volumes(
    request: ViewerRequest, contract_id: int, month: Annotated[Month, Query()]
) -> list[VolumeOut]:
    terms = organizations.get_terms(viewer=request.viewer, contract_id=contract_id)
    grid = queries.month_grid(
        viewer=request.viewer, terms=terms, month=BillingMonth.parse(month), now=clock.now()
    )
    codes = {unit.pk: unit.code for unit in grid.units}
    return [
        VolumeOut(
            unit=codes[unit_id],
            gas_day=row.day,
            volume_m3=volume.volume,
            version=volume.version,
            source=volume.source,
            status=volume.status,
            late=volume.late,
        )
        for row in grid.rows
        for unit_id, volume in sorted(row.volumes.items())
    ]

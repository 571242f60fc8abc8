"""Contracts, for machines."""

from datetime import date

from ninja import Router, Schema

from kabinet.foundation.http import ViewerRequest
from kabinet.organizations import queries

router = Router(tags=["contracts"])


class ContractOut(Schema):
    """A supply contract. `contract_hour` is the hour at which its gas days begin, in `zone`."""

    id: int
    number: str
    dated_on: date
    valid_from: date
    valid_to: date | None
    organization: str
    contract_hour: int
    zone: str


@router.get("", response=list[ContractOut], summary="Contracts the signed-in person has a part in")
def list_contracts(request: ViewerRequest) -> list[ContractOut]:
    return [
        ContractOut(
            id=contract.pk,
            number=contract.number,
            dated_on=contract.dated_on,
            valid_from=contract.valid_from,
            valid_to=contract.valid_to,
            organization=contract.organization.name,
            contract_hour=contract.contract_hour,
            zone=contract.zone,
        )
        for contract in queries.list_contracts(viewer=request.viewer)
    ]

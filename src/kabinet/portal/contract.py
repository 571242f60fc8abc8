"""The contract a client works with at the moment: one query a request, remembered per person."""

from django.http import HttpRequest

from kabinet.access.queries.looking import LOOK_CONTRACT
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Contract, Terms, terms_of

_ATTRIBUTE = "_chosen_contract"


def chosen_contract(request: HttpRequest) -> Contract | None:
    """Return the client's chosen contract with its organization and curator, their first one by default, or None."""
    if not hasattr(request, _ATTRIBUTE):
        setattr(request, _ATTRIBUTE, _choose(request))
    found: Contract | None = getattr(request, _ATTRIBUTE)
    return found


def _choose(request: HttpRequest) -> Contract | None:
    viewer = request.viewer  # type: ignore[attr-defined]
    if not viewer.grants:
        return None
    wanted: int | None = (
        request.session.get(LOOK_CONTRACT) if viewer.watcher else request.user.last_contract_id  # type: ignore[union-attr]
    )
    contract_id = wanted if wanted is not None and wanted in viewer.grants else min(viewer.grants)
    return organizations.get_contract(viewer=viewer, contract_id=contract_id)


def chosen_terms(request: HttpRequest) -> Terms:
    """
    Return the chosen contract with the rules in force.

    :raises ContractNotFound: the client has no contract, or none any longer
    """
    contract = chosen_contract(request)
    if contract is None:
        raise organizations.ContractNotFound
    return terms_of(contract)

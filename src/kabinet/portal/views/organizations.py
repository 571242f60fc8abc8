from django.http import HttpResponse
from django.shortcuts import redirect, render

from kabinet.access import operations
from kabinet.access.queries.looking import LOOK_CONTRACT
from kabinet.foundation import clock
from kabinet.foundation.access import clients_only
from kabinet.foundation.http import ViewerRequest, whole_number
from kabinet.organizations import queries
from kabinet.portal.contract import chosen_contract, chosen_terms
from kabinet.portal.pages import organizations as pages


@clients_only
def contracts(request: ViewerRequest) -> HttpResponse:
    if request.method == "POST":
        return _choose(request, request.POST.get("contract", ""))
    if request.viewer.watcher and (wanted := request.GET.get("look", "")):
        return _look_at(request, wanted)
    chosen = chosen_contract(request)
    found = queries.list_contracts(viewer=request.viewer)
    groups = pages.choices(found, chosen_id=chosen.pk if chosen else None)
    return render(request, "portal/organizations/contracts.html", {"groups": groups})


def _choose(request: ViewerRequest, wanted: str) -> HttpResponse:
    contract_id = whole_number(wanted)
    if contract_id is None:
        raise queries.ContractNotFound
    operations.choose_contract(viewer=request.viewer, contract_id=contract_id)
    return redirect("portal:home")


def _look_at(request: ViewerRequest, wanted: str) -> HttpResponse:
    """Show another contract to whoever looks: for them it is a way of reading, and nobody's choice is changed."""
    contract_id = whole_number(wanted)
    if contract_id not in request.viewer.grants:
        raise queries.ContractNotFound
    request.session[LOOK_CONTRACT] = contract_id
    return redirect("portal:home")


@clients_only
def contract(request: ViewerRequest) -> HttpResponse:
    page = pages.contract_page(viewer=request.viewer, terms=chosen_terms(request), now=clock.now())
    return render(request, "portal/organizations/contract.html", {"page": page})

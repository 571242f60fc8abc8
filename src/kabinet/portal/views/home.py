from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kabinet.access import queries as access
from kabinet.foundation import clock
from kabinet.foundation.access import clients_only
from kabinet.foundation.http import ViewerRequest
from kabinet.organizations.queries import terms_of
from kabinet.portal.contract import chosen_contract
from kabinet.portal.forms.home import SearchForm
from kabinet.portal.pages import home as pages
from kabinet.portal.pages.home_powers import powers
from kabinet.portal.pages.home_situation import situation


@clients_only
def home(request: ViewerRequest) -> HttpResponse:
    contract = chosen_contract(request)
    if contract is None:
        return _without_contract(request)
    terms, now = terms_of(contract), clock.now()
    ending = powers(request.viewer, organization_id=contract.organization_id, on=timezone.localdate(now))
    if terms.clock.last_closed_day(now) < contract.valid_from:
        return render(
            request, "portal/home/empty.html", {"empty": pages.before_supply(terms), "powers": ending}
        )
    found = situation(viewer=request.viewer, terms=terms, now=now)
    over = pages.contract_over(terms, now=now)
    page = {"home": pages.home(found), "over": over, "powers": ending, "search": SearchForm()}
    return render(request, "portal/home/home.html", page)


def _without_contract(request: ViewerRequest) -> HttpResponse:
    part = access.latest_part(viewer=request.viewer)
    context: dict[str, object] = {"empty": pages.no_contract(part, on=timezone.localdate(clock.now()))}
    if part is not None:
        curator = access.in_place_of(part.organization.curator)
        context["curator"] = {"name": curator.full_name, "phone": curator.phone}
    return render(request, "portal/home/empty.html", context)

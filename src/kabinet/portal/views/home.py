from django.http import HttpResponse
from django.shortcuts import render

from kabinet.foundation import clock
from kabinet.foundation.access import clients_only
from kabinet.foundation.http import ViewerRequest
from kabinet.organizations.queries import terms_of
from kabinet.portal.contract import chosen_contract
from kabinet.portal.forms.home import SearchForm
from kabinet.portal.pages import home as pages
from kabinet.portal.pages.home_situation import situation


@clients_only
def home(request: ViewerRequest) -> HttpResponse:
    contract = chosen_contract(request)
    if contract is None:
        return render(request, "portal/home/empty.html", {"empty": pages.no_contract()})
    terms, now = terms_of(contract), clock.now()
    if terms.clock.last_closed_day(now) < contract.valid_from:
        return render(request, "portal/home/empty.html", {"empty": pages.before_supply(terms)})
    found = situation(viewer=request.viewer, terms=terms, now=now)
    return render(request, "portal/home/home.html", {"home": pages.home(found), "search": SearchForm()})

"""The settlement account, and how each of its figures came about."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from kabinet.documents import queries as documents
from kabinet.foundation import clock
from kabinet.foundation.access import clients_only
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.rights import Right
from kabinet.portal.contract import chosen_terms
from kabinet.portal.forms.settlements import read_choice
from kabinet.portal.pages import settlements as account_page
from kabinet.portal.pages import settlements_entry as entry_page
from kabinet.portal.pages import settlements_sheets as sheets
from kabinet.settlements import queries


@clients_only
def settlements(request: ViewerRequest) -> HttpResponseBase:
    terms = chosen_terms(request)
    if not request.viewer.may(Right.SEE_MONEY, contract_id=terms.contract.pk):
        raise queries.EntryNotFound
    now = clock.now()
    today = terms.today(now)
    choice = read_choice(request.GET.dict(), today=today)
    account = queries.account_of_year(viewer=request.viewer, terms=terms, year=choice.year, on=choice.on)
    if answer := sheets.answer(account, contract=terms.contract, wanted=request.GET.get("format", "")):
        return answer
    papers = documents.documents_of_months(
        viewer=request.viewer, contract_id=terms.contract.pk, months=account_page.months_of(account)
    )
    page = account_page.page_of(
        account, choice=choice, papers=papers, today=today, query=request.GET.dict(), zone=terms.zone
    )
    return render(request, "portal/settlements/account.html", page)


@clients_only
def entry(request: ViewerRequest, entry_id: int) -> HttpResponse:
    found = queries.get_entry(viewer=request.viewer, entry_id=entry_id)
    lines = queries.lines_of(viewer=request.viewer, entry_id=entry_id)
    papers = documents.documents_of_months(
        viewer=request.viewer, contract_id=found.contract_id, months=[found.month]
    )
    page = entry_page.page_of(found, lines=lines, papers=papers)
    return render(request, "portal/settlements/entry.html", page)

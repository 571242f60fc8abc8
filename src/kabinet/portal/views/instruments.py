"""A fault told to the supplier, and the passports of the gas."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.files import queries as files
from kabinet.files.refusals import StoredFileNotFound
from kabinet.foundation import clock, downloads, ui
from kabinet.foundation.access import clients_only
from kabinet.foundation.http import ViewerRequest, submission_key
from kabinet.foundation.rights import Right
from kabinet.metering import operations, queries
from kabinet.organizations.queries import Terms
from kabinet.portal.contract import chosen_terms
from kabinet.portal.forms.faults import FaultForm


@clients_only
def fault(request: ViewerRequest) -> HttpResponse:
    terms = chosen_terms(request)
    request.viewer.check_may(Right.SUBMIT_READINGS, contract_id=terms.contract.pk)
    form = _form(request, terms)
    if request.method == "POST" and form.is_valid():
        try:
            receipt = operations.report_fault(
                viewer=request.viewer,
                contract_id=terms.contract.pk,
                unit_id=form.unit_id,
                facts=form.facts(terms.zone),
                key=submission_key(form.cleaned_data["key"], form.facts(terms.zone)),
                now=clock.now(),
            )
            return redirect("portal:receipt", receipt.number)
        except operations.WrongOrder:
            form.add_error("day", _("The moment is not reached yet"))
    crumbs = ui.Breadcrumbs([ui.Link(_("Contract and instruments"), reverse("portal:contract"))])
    page = {"form": form, "crumbs": crumbs}
    return render(request, "portal/metering/fault.html", page, status=422 if form.errors else 200)


def _form(request: ViewerRequest, terms: Terms) -> FaultForm:
    contract_id, local = terms.contract.pk, clock.now().astimezone(terms.zone)
    return FaultForm(
        request.POST if request.method == "POST" else None,
        units=queries.list_units(viewer=request.viewer, contract_id=contract_id),
        instruments=queries.list_instruments(viewer=request.viewer, contract_id=contract_id),
        initial={"day": local.date(), "time": f"{local:%H:%M}"},
    )


@clients_only
def passport(request: ViewerRequest, quality_id: int) -> HttpResponseBase:  # noqa: ARG001 (common to all clients)
    """
    Give the passport of the gas; passports are common to all who take gas.

    :raises StoredFileNotFound: the paper has not come yet
    """
    found = queries.get_quality(quality_id=quality_id)
    if found.passport_id is None:
        raise StoredFileNotFound
    stream, stored = files.open_file(found.passport_id)
    return downloads.stored_file(
        stream, name=found.passport_name, media_type=stored.media_type, size=stored.size
    )

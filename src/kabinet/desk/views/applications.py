"""Applications for access: the list, one of them with its decision, its papers, whose contract it is."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kabinet.access.operations import applications as operations
from kabinet.access.queries import applications as queries
from kabinet.access.queries.application_lists import is_copy
from kabinet.access.queries.applications import ApplicationPaper
from kabinet.access.rules.applications import (
    AlreadyDecided,
    AskerLacksRights,
    ChecksMissing,
    NothingWanted,
    NotMatched,
    Outcome,
    ReasonNeeded,
    RightsBeyond,
    Status,
)
from kabinet.desk.answers import file_answer, picture_answer
from kabinet.desk.forms.applications import ApplicationDecisionForm, MatchForm, seen_field
from kabinet.desk.forms.organizations import SearchForm
from kabinet.desk.pages import application as pages
from kabinet.desk.pages import applications as lists
from kabinet.desk.pages.application import Opened
from kabinet.desk.reading import number_in
from kabinet.desk.refusals import words_of
from kabinet.files import queries as files
from kabinet.files.refusals import StoredFileNotFound
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.organizations import queries as organizations

_INCOMPLETE = (ReasonNeeded, ChecksMissing, NotMatched, NothingWanted, RightsBeyond, AskerLacksRights)
_FIELD_OF: dict[type[Refusal], str] = {
    ReasonNeeded: "note",
    ChecksMissing: "checks",
    NothingWanted: "rights",
    RightsBeyond: "rights",
}
_MATCHES = 5


@staff_only
def applications(request: ViewerRequest) -> HttpResponse:
    context = lists.applications(
        viewer=request.viewer, query=request.GET.dict(), page=number_in(request, "page")
    )
    return render(request, "desk/applications/applications.html", context)


@staff_only
def application(request: ViewerRequest, number: str) -> HttpResponse:
    request.viewer.check_may(Right.DECIDE_APPLICATIONS)
    found = pages.opened(viewer=request.viewer, number=number, now=clock.now())
    if request.method == "POST":
        return _decide(request, found)
    return _page(request, found, _form(found))


@staff_only
@require_POST
def take(request: ViewerRequest, number: str) -> HttpResponse:
    """Take the application in for the check; the head has seen their copy by that."""
    viewer = request.viewer
    taken = operations.start_checking(viewer=viewer, number=number, now=clock.now())
    if is_copy(viewer=viewer, application=taken):
        messages.success(request, _("The copy is in your queue no longer."))
    elif taken.status == Status.CHECKING:
        messages.success(request, _("The application is being checked, and the applicant sees so."))
    return redirect("desk:application", number)


def _form(found: Opened, data: object = None) -> ApplicationDecisionForm:
    seen = seen_field(version=found.application.version, status=found.status)
    return ApplicationDecisionForm(data, wanted=found.wanted, initial={"rights": found.wanted, "seen": seen})


def _page(
    request: ViewerRequest,
    found: Opened,
    form: ApplicationDecisionForm,
    *,
    match: MatchForm | None = None,
    status: int = 200,
) -> HttpResponse:
    if match is None and pages.needs_match(found, viewer=request.viewer):
        match = MatchForm(contracts=_contracts(request, found))
    context = pages.page(viewer=request.viewer, found=found, form=form, match=match, now=clock.now())
    context["words"] = _search_words(request)
    context["search"] = SearchForm(initial={"q": context["words"]})
    return render(request, "desk/applications/application.html", context, status=status)


def _decide(request: ViewerRequest, found: Opened) -> HttpResponse:
    outcome = _outcome(request)
    form = _form(found, request.POST)
    if outcome is None or not form.is_valid() or form.seen_as is None:
        return _page(request, found, form, status=422)
    try:
        operations.decide_application(
            viewer=request.viewer,
            number=found.application.number,
            seen=form.seen_as,
            outcome=outcome,
            reason=form.reason,
            checks=form.all_checks,
            rights=[Right(right) for right in form.cleaned_data["rights"]],
            now=clock.now(),
        )
    except AlreadyDecided as refusal:
        if refusal.facts["by"] != request.viewer.name:  # else the second press of one's own button
            messages.warning(request, words_of(refusal))
    except _INCOMPLETE as refusal:
        form.add_error(_FIELD_OF.get(type(refusal)), words_of(refusal))
        return _page(request, found, form, status=422)
    else:
        messages.success(request, _done(outcome))
    return redirect("desk:application", found.application.number)


def _outcome(request: ViewerRequest) -> Outcome | None:
    typed = request.POST.get("outcome", "")
    return Outcome(typed) if typed in set(Outcome) else None


def _done(outcome: Outcome) -> str:
    return {
        Outcome.CLEAR: _("The application is ready to be issued. The applicant has been told where to come."),
        Outcome.RETURN: _("The application is returned. The applicant has been told why."),
        Outcome.REFUSE: _("The application is refused. The applicant has been told why."),
        Outcome.STOP: _("The application is stopped. The applicant and the curator have been told."),
        Outcome.GO_ON: _("The application goes on. The applicant and the curator have been told."),
    }[outcome]


# --- Whose contract it is ---


def _contracts(request: ViewerRequest, found: Opened) -> dict[int, str]:
    """Return the contracts to choose from, named: of the ИНН that was typed, or of what was searched for."""
    words = _search_words(request) or found.applied.inn
    clients = organizations.list_clients(viewer=request.viewer, words=words, page=1, size=_MATCHES)
    return {
        contract_id: f"{number}, {client.name}"
        for client in clients.rows
        for contract_id, number in clients.contracts.get(client.pk, {}).items()
    }


def _search_words(request: ViewerRequest) -> str:
    return request.GET.get("q", "")[:100].strip()


@staff_only
@require_POST
def match(request: ViewerRequest, number: str) -> HttpResponse:
    request.viewer.check_may(Right.OVERSEE_APPLICATIONS)
    found = pages.opened(viewer=request.viewer, number=number, now=clock.now())
    form = MatchForm(request.POST, contracts=_contracts(request, found))
    if not form.is_valid():
        return _page(request, found, _form(found), match=form, status=422)
    try:
        matched = operations.match_application(
            viewer=request.viewer,
            number=number,
            contract_id=form.cleaned_data["contract"],
            now=clock.now(),
        )
    except AlreadyDecided as refusal:
        messages.warning(request, words_of(refusal))
    else:
        text = _("The application is for contract %(contract)s; its curator has been told.")
        messages.success(request, text % {"contract": matched.contract})
    return redirect("desk:application", number)


# --- Its papers ---


def _paper(request: ViewerRequest, number: str, paper_id: int) -> ApplicationPaper:
    request.viewer.check_may(Right.DECIDE_APPLICATIONS)
    return queries.get_paper(viewer=request.viewer, number=number, paper_id=paper_id)


@staff_only
def paper(request: ViewerRequest, number: str, paper_id: int) -> FileResponse:
    found = _paper(request, number, paper_id)
    return file_answer(found.file, name=found.name, inline="inline" in request.GET)


@staff_only
def preview(request: ViewerRequest, number: str, paper_id: int) -> HttpResponse:
    """
    Show a small picture of a scan.

    :raises StoredFileNotFound: there is no picture to show
    """
    picture = files.get_preview(_paper(request, number, paper_id).file_id)
    if picture is None:
        raise StoredFileNotFound
    return picture_answer(picture)

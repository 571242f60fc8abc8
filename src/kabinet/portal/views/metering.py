"""Readings: the month's grid, the check before sending, the correction of a day."""

from datetime import date
from http import HTTPStatus
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.foundation import clock
from kabinet.foundation.access import clients_only
from kabinet.foundation.http import ViewerRequest, read_day, submission_key
from kabinet.foundation.rights import Right
from kabinet.metering import operations, queries, wording
from kabinet.metering.operations import Entry
from kabinet.portal.contract import chosen_terms
from kabinet.portal.forms.metering import AnswersForm, CorrectionForm, PasteForm, asked_about, read_pasted
from kabinet.portal.pages import metering_check, metering_day, metering_pasted, metering_sheet
from kabinet.portal.pages.metering_work import MOST_DAYS_AT_ONCE, Work, gather, gather_for_check
from kabinet.values.months import BillingMonth

OK, UNPROCESSABLE = HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY


@clients_only
def readings(request: ViewerRequest) -> HttpResponse:
    terms = chosen_terms(request)
    return redirect("portal:readings_month", BillingMonth.of(terms.clock.last_closed_day(clock.now())))


@clients_only
def month(request: ViewerRequest, month: BillingMonth) -> HttpResponseBase:
    work = gather(request, month)
    if request.method == "POST":
        request.viewer.check_may(Right.SUBMIT_READINGS, contract_id=work.contract_id)
        acts = {"draft": _save, "keep": _keep, "lay-out": _lay_out, "submit": _submit}
        return acts.get(request.POST.get("action", ""), _check)(request, work)
    if form := request.GET.get("format"):
        return metering_sheet.download(work.page, form=form)
    return _show(request, work)


def _show(
    request: HttpRequest, work: Work, *, paste: PasteForm | None = None, status: int = OK
) -> HttpResponse:
    told = len(messages.get_messages(request)) > 0
    context = work.context(paste=paste, key=_key(request), told=told, asked=status != OK)
    return render(request, "portal/metering/month.html", context, status=status)


def _key(request: HttpRequest) -> str:
    """Return the form's key: the one it came with, or a new one."""
    return request.POST.get("key", "")[:64] or uuid4().hex


def _submission_key(request: HttpRequest) -> str:
    """Bind the key to the cells as sent; the draft beside them may be gone by the second press."""
    cells = sorted(item for item in request.POST.items() if item[0].startswith("v-"))
    return submission_key(_key(request), cells)


def _keep(request: ViewerRequest, work: Work) -> HttpResponse:  # noqa: ARG001 (as the other acts)
    """Keep what was typed as the page is left; nobody reads the answer, unless the session had expired."""
    work.save_draft()
    return redirect(work.url)


def _save(request: ViewerRequest, work: Work) -> HttpResponse:
    work.save_draft()
    messages.success(request, _("The draft is saved. Nothing has been submitted yet."))
    return redirect(work.url)


def _lay_out(request: ViewerRequest, work: Work) -> HttpResponse:
    """Lay the pasted column out into the draft; with nothing pasted, Enter in a cell has sent the form."""
    if not request.POST.get("pasted", "").strip():
        return _check(request, work)
    paste = work.paste_form(request.POST)
    if not paste.is_valid():
        return _show(request, work, paste=paste, status=UNPROCESSABLE)
    pasted = read_pasted(
        paste.cleaned_data["pasted"],
        month=work.month,
        first_day=paste.cleaned_data["first_day"] or work.month.first_day,
        unit_ids=work.units_from(paste.cleaned_data["unit"]),
        open_places=work.open_places,
    )
    work.type(pasted.cells)
    work.save_draft()
    messages.success(request, metering_pasted.report(pasted))
    return redirect(work.url)


def _submit(request: ViewerRequest, work: Work) -> HttpResponse:
    """Hand in a few plain days at once; what is long, doubtful or rounded goes to the check page first."""
    typed = work.typed
    if typed.unreadable or typed.rounded or not 0 < len(typed.days) <= MOST_DAYS_AT_ONCE:
        return _check(request, work)
    try:
        receipt = operations.submit_volumes(
            viewer=request.viewer,
            contract_id=work.contract_id,
            entries=typed.entries(),
            key=_submission_key(request),
            now=work.now,
        )
    except operations.ReasonNeeded:
        return _to_check(work)
    except operations.VolumesRefused as refusal:
        work.refuse(refusal)
        return _show(request, work, status=UNPROCESSABLE)
    return redirect("portal:receipt", receipt.number)


def _check(request: ViewerRequest, work: Work) -> HttpResponse:
    work.judge(work.findings)
    if work.problems or not work.typed.volumes:
        work.save_draft()
        return _show(request, work, status=UNPROCESSABLE)
    return _to_check(work)


def _to_check(work: Work) -> HttpResponse:
    work.save_draft()
    return redirect("portal:readings_check", work.month)


@clients_only
def check(request: ViewerRequest, month: BillingMonth) -> HttpResponse:
    """Show what is about to be handed in; the page carries the values, so that just they are handed in."""
    work = gather_for_check(request, month)
    request.viewer.check_may(Right.SUBMIT_READINGS, contract_id=work.contract_id)
    if request.method == "POST":
        return _submit_checked(request, work)
    work.judge(work.findings)
    if work.problems:
        return _show(request, work)
    if not work.typed.volumes:
        return redirect(work.url)
    return _show_check(request, work, AnswersForm(doubts=metering_check.doubt_labels(work)))


def _submit_checked(request: ViewerRequest, work: Work) -> HttpResponse:
    """Hand in with the answers that came; only where one is missing it is asked once more what is doubtful."""
    answers = AnswersForm(request.POST, doubts=dict.fromkeys(asked_about(request.POST, work.cells), ""))
    try:
        receipt = operations.submit_volumes(
            viewer=request.viewer,
            contract_id=work.contract_id,
            entries=work.typed.entries(answers.reasons()),
            key=_submission_key(request),
            now=work.now,
        )
    except operations.NothingToSubmit:
        return redirect(work.url)
    except operations.ReasonNeeded:
        return _ask_again(request, work)
    except operations.VolumesRefused as refusal:
        work.refuse(refusal)
        return _show(request, work, status=UNPROCESSABLE)
    return redirect("portal:receipt", receipt.number)


def _ask_again(request: ViewerRequest, work: Work) -> HttpResponse:
    answers = AnswersForm(request.POST, doubts=metering_check.doubt_labels(work))
    answers.reasons()
    return _show_check(request, work, answers, status=UNPROCESSABLE)


def _show_check(
    request: ViewerRequest, work: Work, answers: AnswersForm, *, status: int = OK
) -> HttpResponse:
    context = metering_check.context(work, answers, key=_key(request))
    return render(request, "portal/metering/check.html", context, status=status)


@clients_only
def day(request: ViewerRequest, unit_id: int, day: str) -> HttpResponse:
    """Show every version of a day's volume; a correction becomes the next one, with its reason."""
    page = metering_day.read(
        viewer=request.viewer, terms=chosen_terms(request), unit_id=unit_id, day=_day(day), now=clock.now()
    )
    if request.method != "POST":
        return _show_day(request, page, page.new_form(key=uuid4().hex))
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _show_day(request, page, form, status=UNPROCESSABLE)
    if question := page.question(form):
        return _show_day(request, page, form.asking_again(), question=question, status=UNPROCESSABLE)
    return _correct(request, page, form)


def _day(text: str) -> date:
    found = read_day(text)
    if found is None:
        raise queries.UnitNotFound
    return found


def _correct(request: ViewerRequest, page: metering_day.DayPage, form: CorrectionForm) -> HttpResponse:
    entry = Entry(page.unit.pk, page.day, form.volume_m3, form.kept_reason)
    try:
        receipt = operations.correct_volume(
            viewer=request.viewer,
            contract_id=page.terms.contract.pk,
            entry=entry,
            seen_version=form.cleaned_data["seen_version"],
            key=submission_key(form.cleaned_data["key"], entry),
            now=page.now,
        )
    except operations.ChangedMeanwhile:
        form.add_error(None, page.changed_meanwhile())
        return _show_day(request, page, form.seeing(page.version), status=UNPROCESSABLE)
    except operations.CorrectionWaits as refusal:
        form.add_error(None, str(wording.REFUSALS[refusal.code]))
        return _show_day(request, page, form, status=UNPROCESSABLE)
    except operations.CorrectionTooLate:
        form.add_error(None, page.too_late())
        return _show_day(request, page, form, status=UNPROCESSABLE)
    except operations.NothingChanges as refusal:
        form.add_error("volume", str(wording.REFUSALS[refusal.code]))
        return _show_day(request, page, form, status=UNPROCESSABLE)
    except operations.VolumesRefused as refusal:
        form.add_error("volume", page.why_refused(refusal))
        return _show_day(request, page, form, status=UNPROCESSABLE)
    return redirect("portal:receipt", receipt.number)


def _show_day(
    request: ViewerRequest,
    page: metering_day.DayPage,
    form: CorrectionForm,
    *,
    question: str = "",
    status: int = OK,
) -> HttpResponse:
    context = page.context(form, question=question)
    return render(request, "portal/metering/day.html", context, status=status)

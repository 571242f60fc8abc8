"""A metering unit with its instruments, and what is recorded about them."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render

from kabinet.desk.answers import file_answer
from kabinet.desk.forms.instruments import ActForm
from kabinet.desk.instrument_acts import ACTS, FIELD_OF, Act
from kabinet.desk.pages.metering import instruments as pages
from kabinet.desk.pages.metering.bench import Bench
from kabinet.desk.refusals import words_of
from kabinet.desk.sightings import note_opened, note_receipt_opened
from kabinet.files import queries as files
from kabinet.files.refusals import StoredFileNotFound
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.refusal import NotAllowed, NotFound, Refusal
from kabinet.foundation.rights import Right
from kabinet.metering import queries


@staff_only
def unit(request: ViewerRequest, unit_id: int) -> HttpResponse:
    bench = Bench.load(viewer=request.viewer, unit_id=unit_id, now=clock.now())
    note_receipt_opened(viewer=request.viewer, number=bench.newest_receipt, now=bench.now)
    if bench.newest_fault:
        note_opened(viewer=request.viewer, subject=bench.newest_fault, now=bench.now)
    return render(request, "desk/metering/unit.html", pages.unit_page(bench))


@staff_only
def act(request: ViewerRequest, unit_id: int, act: str) -> HttpResponse:
    """
    Record one act.

    :raises UnitNotFound: there is no such unit, or no such act
    """
    if act not in ACTS:
        raise queries.UnitNotFound
    bench = Bench.load(viewer=request.viewer, unit_id=unit_id, now=clock.now())
    request.viewer.check_may(Right.DECIDE_READINGS)
    if request.method == "POST":
        return _perform(request, bench, ACTS[act])
    return _page(request, bench, ACTS[act], bench.form(ACTS[act].form, known=request.GET.dict()))


def _perform(request: ViewerRequest, bench: Bench, chosen: Act) -> HttpResponse:
    form = bench.form(chosen.form, data=request.POST)
    if not form.is_valid():
        return _page(request, bench, chosen, form, status=422)
    try:
        chosen.perform(form, viewer=request.viewer, unit_id=bench.unit.pk, now=bench.now)
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        form.add_error(FIELD_OF.get(refusal.code, form.when), words_of(refusal))
        return _page(request, bench, chosen, form, status=422)
    messages.success(request, str(chosen.done))
    return redirect("desk:unit", bench.unit.pk)


def _page(
    request: ViewerRequest, bench: Bench, chosen: Act, form: ActForm, status: int = 200
) -> HttpResponse:
    context = pages.act_page(bench, chosen, form)
    return render(request, "desk/metering/act.html", context, status=status)


@staff_only
def photo(request: ViewerRequest, reading_id: int) -> FileResponse:
    """
    Show the photograph of a counter.

    :raises StoredFileNotFound: the reading came without one
    """
    found = queries.get_reading(viewer=request.viewer, reading_id=reading_id)
    if found.photo_id is None:
        raise StoredFileNotFound
    return file_answer(files.get_file(found.photo_id), name=found.photo_name, inline=True)

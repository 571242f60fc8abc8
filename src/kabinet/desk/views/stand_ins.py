"""Who serves whose customers: stand-ins for a time, and customers entrusted to another curator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.access.operations.entrusting import entrust
from kabinet.access.operations.stand_ins import arrange_stand_in, end_stand_in
from kabinet.access.queries import curators
from kabinet.access.queries import stand_ins as queries
from kabinet.access.queries.staff import StaffNotFound
from kabinet.access.rules import stand_ins as rules
from kabinet.desk.forms.stand_ins import EntrustForm, StandInForm
from kabinet.desk.pages import stand_ins as pages
from kabinet.desk.reading import number_in
from kabinet.desk.refusals import words_of
from kabinet.foundation import clock, ui
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest, whole_number
from kabinet.foundation.refusal import Refusal

#: At which field a refusal is told.
_FIELDS: dict[type[Refusal], str] = {
    rules.SameCurator: "colleague",
    rules.ColleagueAbsent: "colleague",
    rules.AlreadyStoodIn: "absent",
    rules.StandsInThemselves: "absent",
    rules.StandInInPast: "first_day",
    rules.LastDayBeforeFirst: "last_day",
    rules.StandInTooLong: "last_day",
}


@staff_only
def stand_ins(request: ViewerRequest) -> HttpResponse:
    found = queries.list_stand_ins(viewer=request.viewer)
    today = timezone.localdate(clock.now())
    form = StandInForm(request.POST or None, curators=curators.list_curators(), today=today)
    if request.method == "POST" and form.is_valid() and _arrange(request, form):
        return redirect("desk:stand_ins")
    context = pages.stand_ins(found, form=form, now=clock.now())
    return render(request, "desk/staff/stand_ins.html", context, status=422 if form.errors else 200)


def _arrange(request: ViewerRequest, form: StandInForm) -> bool:
    typed = form.cleaned_data
    try:
        row = arrange_stand_in(
            viewer=request.viewer,
            absent_id=typed["absent"],
            colleague_id=typed["colleague"],
            first_day=typed["first_day"],
            last_day=typed["last_day"],
            now=clock.now(),
        )
    except (*_FIELDS, StaffNotFound) as refusal:  # type: ignore[misc]
        form.add_error(_FIELDS.get(type(refusal)), words_of(refusal))
        return False
    names = {"absent": row.absent.full_name, "colleague": row.colleague.full_name}
    messages.success(request, _("%(colleague)s stands in for %(absent)s. Both are told.") % names)
    return True


@staff_only
def stand_in_end(request: ViewerRequest, stand_in_id: int) -> HttpResponse:
    found = queries.get_stand_in(viewer=request.viewer, stand_in_id=stand_in_id)
    if request.method != "POST":
        return render(request, "desk/staff/stand_in_end.html", pages.ending(found))
    end_stand_in(viewer=request.viewer, stand_in_id=stand_in_id, now=clock.now())
    messages.success(request, _("The stand-in is ended. Both are told."))
    return redirect("desk:stand_ins")


@staff_only
def entrusting(request: ViewerRequest) -> HttpResponse:
    form = EntrustForm(request.POST or None, curators=curators.list_curators())
    customers = pages.read_ticks(request.POST.getlist("customer"))
    problem = ""
    if request.method == "POST":
        problem = "" if customers else _("Tick the customers that are to be entrusted.")
        if form.is_valid() and customers:
            return _entrust(request, form, customers)
    return _entrusting_page(request, form, problem)


def _entrust(request: ViewerRequest, form: EntrustForm, customers: dict[int, int]) -> HttpResponse:
    moved = entrust(
        viewer=request.viewer,
        customers=customers,
        curator_id=form.cleaned_data["curator"],
        now=clock.now(),
    )
    text = ngettext("%(count)d customer is entrusted.", "%(count)d customers are entrusted.", len(moved))
    if moved:
        messages.success(request, text % {"count": len(moved)})
    if left := len(customers) - len(moved):
        text = ngettext(
            "%(count)d customer stays where it is: somebody has entrusted it meanwhile.",
            "%(count)d customers stay where they are: somebody has entrusted them meanwhile.",
            left,
        )
        messages.warning(request, text % {"count": left})
    return redirect(reverse("desk:entrust") + ui.query_url({"of": request.GET.get("of", "")}))


def _entrusting_page(request: ViewerRequest, form: EntrustForm, problem: str) -> HttpResponse:
    of, page = whole_number(request.GET.get("of", "")), number_in(request, "page")
    found = curators.list_entrusted(viewer=request.viewer, curator_id=of, page=page, size=pages.PAGE)
    context = pages.entrusting(
        found,
        loads=curators.list_loads(viewer=request.viewer),
        of=of,
        page=page,
        ticked=request.GET.get("tick") == "all",
        form=form,
        problem=problem,
    )
    status = 422 if context["errors"] else 200
    return render(request, "desk/staff/entrust.html", context, status=status)

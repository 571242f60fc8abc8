"""The points of issue: opened, changed, closed, and the officers placed at them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.access.operations import points as operations
from kabinet.access.operations.points import PointNameTaken
from kabinet.desk.forms.points import OfficerForm, PointForm
from kabinet.desk.pages import points as pages
from kabinet.desk.pages.points import Placing
from kabinet.desk.refusals import words_of
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest, whole_number


@staff_only
def points(request: ViewerRequest) -> HttpResponse:
    form = PointForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _points_page(request, form, status=422 if form.errors else 200)
    try:
        operations.open_point(viewer=request.viewer, facts=form.facts, now=clock.now())
    except PointNameTaken as refusal:
        form.add_error("name", words_of(refusal))
        return _points_page(request, form, status=422)
    messages.success(request, _("The point is open. Place officers at it."))
    return redirect("desk:points")


def _points_page(request: ViewerRequest, form: PointForm, status: int) -> HttpResponse:
    context = pages.points(viewer=request.viewer, form=form, now=clock.now())
    return render(request, "desk/points/points.html", context, status=status)


@staff_only
def point(request: ViewerRequest, point_id: int) -> HttpResponse:
    placing = Placing.load(viewer=request.viewer, point_id=point_id, now=clock.now())
    if request.method != "POST":
        return _point_page(request, placing)
    match request.POST.get("step"):
        case "place":
            return _place(request, placing)
        case "release":
            return _release(request, placing)
        case _:
            return _change(request, placing)


def _change(request: ViewerRequest, placing: Placing) -> HttpResponse:
    form = PointForm(request.POST)
    if not form.is_valid():
        return _point_page(request, placing, form=form, status=422)
    try:
        operations.change_point(
            viewer=request.viewer, point_id=placing.point.pk, facts=form.facts, now=clock.now()
        )
    except PointNameTaken as refusal:
        form.add_error("name", words_of(refusal))
        return _point_page(request, placing, form=form, status=422)
    messages.success(request, _("The point is changed. Everybody reads it so from now on."))
    return redirect("desk:point", placing.point.pk)


def _place(request: ViewerRequest, placing: Placing) -> HttpResponse:
    chosen = whole_number(request.POST.get("officer", ""))
    if chosen in {one.pk for one in placing.officers if one not in placing.elsewhere}:
        return redirect("desk:point", placing.point.pk)  # pressed twice
    form = placing.officer_form(request.POST)
    if not form.is_valid():
        return _point_page(request, placing, officer=form, status=422)
    user_id = form.cleaned_data["officer"]
    operations.place_officer(
        viewer=request.viewer, user_id=user_id, point_id=placing.point.pk, now=clock.now()
    )
    messages.success(request, _("The officer issues access at this point from now on."))
    return redirect("desk:point", placing.point.pk)


def _release(request: ViewerRequest, placing: Placing) -> HttpResponse:
    chosen = whole_number(request.POST.get("officer", ""))
    if chosen in {one.pk for one in placing.officers if one not in placing.elsewhere}:
        operations.place_officer(viewer=request.viewer, user_id=chosen, point_id=None, now=clock.now())
        messages.success(request, _("The officer issues access here no more."))
    return redirect("desk:point", placing.point.pk)


def _point_page(
    request: HttpRequest,
    placing: Placing,
    *,
    form: PointForm | None = None,
    officer: OfficerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = placing.page(form or PointForm.of(placing.point), officer or placing.officer_form())
    return render(request, "desk/points/point.html", context, status=status)

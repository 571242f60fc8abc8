"""The supplier's own people, entered, changed and removed by the administrator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kabinet.access.operations import staff as operations
from kabinet.access.queries import staff as queries
from kabinet.access.queries.points import IssuePoint, open_points
from kabinet.access.queries.staff import Employee
from kabinet.access.rules import staff as rules
from kabinet.desk.forms.staff import RemovalForm, StaffForm
from kabinet.desk.pages import staff as pages
from kabinet.desk.refusals import words_of
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.rights import Right


@staff_only
def staff(request: ViewerRequest) -> HttpResponse:
    found = queries.list_staff(viewer=request.viewer)
    return render(request, "desk/staff/staff.html", pages.staff(found))


def _points(employee: Employee | None = None) -> list[IssuePoint]:
    """Return the points to choose from: those that are open, and the one that somebody is placed at."""
    points = open_points(on=timezone.localdate(clock.now()))
    own = employee.user.desk_point if employee else None
    return points if own is None or own in points else [*points, own]


@staff_only
def staff_new(request: ViewerRequest) -> HttpResponse:
    request.viewer.check_may(Right.MANAGE_STAFF)
    if request.method != "POST":
        return render(request, "desk/staff/new.html", pages.new(StaffForm(points=_points())))
    form = StaffForm(request.POST, points=_points())
    if not form.is_valid():
        return render(request, "desk/staff/new.html", pages.new(form), status=422)
    user = operations.enter_staff(viewer=request.viewer, facts=form.facts, now=clock.now())
    text = _(
        "%(name)s is entered under the user name %(username)s. Access is issued at the credentials desk."
    )
    messages.success(request, text % {"name": user.full_name, "username": user.username})
    return redirect("desk:staff")


@staff_only
def employee(request: ViewerRequest, user_id: int) -> HttpResponse:
    found = queries.get_employee(viewer=request.viewer, user_id=user_id)
    if request.method == "POST":
        return _change(request, found)
    form = StaffForm(initial=StaffForm.shown(found), points=_points(found))
    return _page(request, found, form)


def _page(request: ViewerRequest, found: Employee, form: StaffForm, status: int = 200) -> HttpResponse:
    context = pages.employee(found, viewer=request.viewer, form=form)
    return render(request, "desk/staff/employee.html", context, status=status)


def _change(request: ViewerRequest, found: Employee) -> HttpResponse:
    form = StaffForm(request.POST, points=_points(found))
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        operations.change_staff(
            viewer=request.viewer,
            user_id=found.user.pk,
            facts=form.facts,
            seen=form.cleaned_data["seen"],
            now=clock.now(),
        )
    except (rules.StaffChangedMeanwhile, rules.StaffEnded) as refusal:
        messages.warning(request, words_of(refusal))
        return redirect("desk:employee", found.user.pk)
    except (rules.OwnRole, rules.LastAdministrator) as refusal:
        form.add_error("role", words_of(refusal))
        return _page(request, found, form, status=422)
    messages.success(request, _("Saved. Another role counts at once."))
    return redirect("desk:staff")


@staff_only
def staff_remove(request: ViewerRequest, user_id: int) -> HttpResponse:
    found = queries.get_employee(viewer=request.viewer, user_id=user_id)
    form = RemovalForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _removal(request, found, form, status=422 if form.errors else 200)
    try:
        operations.remove_staff(
            viewer=request.viewer, user_id=user_id, reason=form.cleaned_data["reason"], now=clock.now()
        )
    except (rules.OwnRole, rules.LastAdministrator) as refusal:
        form.add_error(None, words_of(refusal))
        return _removal(request, found, form, status=422)
    messages.success(
        request, _("%(name)s is removed. Their sessions are over.") % {"name": found.user.full_name}
    )
    return redirect("desk:staff")


def _removal(request: ViewerRequest, found: Employee, form: RemovalForm, status: int) -> HttpResponse:
    return render(request, "desk/staff/remove.html", pages.removal(found, form), status=status)


@staff_only
@require_POST
def staff_take_back(request: ViewerRequest, user_id: int) -> HttpResponse:
    operations.take_back_staff(viewer=request.viewer, user_id=user_id, now=clock.now())
    messages.success(
        request, _("They may work again. Access is issued to them anew at the credentials desk.")
    )
    return redirect("desk:employee", user_id)

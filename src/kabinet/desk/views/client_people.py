"""A customer's person: their rights with the history of these, and the end of their access."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.access.operations.members import end_access_by_supplier
from kabinet.access.queries.members import Member, get_person
from kabinet.access.rules import members as rules
from kabinet.access.wording.members import desk_url
from kabinet.desk.forms.client_people import EndForm
from kabinet.desk.pages import client_person as pages
from kabinet.desk.pages.days import local_day
from kabinet.desk.refusals import words_of
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest


@staff_only
def person(request: ViewerRequest, membership_id: int) -> HttpResponse:
    member = get_person(viewer=request.viewer, membership_id=membership_id, on=local_day(clock.now()))
    if request.method == "POST":
        return _end(request, member)
    return _page(request, member, EndForm(initial={"seen": member.seen}))


def _page(request: ViewerRequest, member: Member, form: EndForm, status: int = 200) -> HttpResponse:
    return render(request, "desk/organizations/person.html", pages.person(member, form=form), status=status)


def _end(request: ViewerRequest, member: Member) -> HttpResponse:
    form = EndForm(request.POST)
    if not form.is_valid():
        return _page(request, member, form, status=422)
    membership = member.membership
    try:
        end_access_by_supplier(
            viewer=request.viewer,
            membership_id=membership.pk,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            now=clock.now(),
        )
    except (rules.ChangedMeanwhile, rules.AccessEnded) as refusal:
        messages.warning(request, words_of(refusal))
        return redirect("desk:client_person", membership.pk)
    name = membership.user.full_name
    messages.success(request, _("The access is ended: %(name)s. Their sessions are over.") % {"name": name})
    return redirect(desk_url(membership.organization_id))

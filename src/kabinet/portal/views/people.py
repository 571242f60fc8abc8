"""A client's people: their rights given and taken, their access ended, by whoever manages them."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kabinet.access.operations.members import Scan, change_rights, end_access
from kabinet.access.queries import members as queries
from kabinet.access.queries.members import Member
from kabinet.access.queries.rights_history import history_of
from kabinet.access.rules import members as rules
from kabinet.access.wording.members import REFUSALS
from kabinet.files import queries as files
from kabinet.foundation import clock, downloads, formatting
from kabinet.foundation.access import clients_only
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.refusal import Refusal
from kabinet.portal.forms.people import EndForm, RightsForm
from kabinet.portal.pages import people as pages
from kabinet.portal.pages import scans
from kabinet.portal.uploads import Batch, take_in

_DAYS = (rules.EndInPast, rules.EndBeyondPowers)
_NOT_THEIRS = (rules.OwnAccess, rules.RightsElsewhere, rules.EndBeyondOwnRights, rules.LastManager)


def _today() -> date:
    return timezone.localdate(clock.now())


@clients_only
def people(request: ViewerRequest) -> HttpResponse:
    members = queries.list_colleagues(viewer=request.viewer, on=_today())
    return render(request, "portal/people/list.html", pages.people(members, viewer=request.viewer))


@clients_only
def person(request: ViewerRequest, membership_id: int) -> HttpResponse:
    member = queries.get_member(viewer=request.viewer, membership_id=membership_id, on=_today())
    if request.method == "POST":
        return _change(request, member)
    return _show(request, member, RightsForm(viewer=request.viewer, member=member))


def _show(request: ViewerRequest, member: Member, form: RightsForm, status: int = 200) -> HttpResponse:
    papers = queries.list_end_papers([member])
    page = pages.person(member, viewer=request.viewer, papers=papers, history=history_of(member))
    return render(request, "portal/people/person.html", {"form": form, **page}, status=status)


def _change(request: ViewerRequest, member: Member) -> HttpResponse:
    form = RightsForm(request.POST, viewer=request.viewer, member=member)
    if not form.is_valid():
        return _show(request, member, form, status=422)
    try:
        change_rights(
            viewer=request.viewer,
            membership_id=member.membership.pk,
            rights=form.rights,
            seen=form.cleaned_data["seen"],
            now=clock.now(),
        )
    except (rules.ChangedMeanwhile, rules.AccessEnded) as refusal:
        return _look_again(request, member, refusal)
    except (rules.BeyondOwnRights, rules.RightsWithoutSupply, rules.LastManager) as refusal:
        form.refuse(refusal)
        return _show(request, member, form, status=422)
    messages.success(request, _("The rights are saved. They count from the colleague's next page on."))
    return redirect("portal:people")


def _look_again(request: ViewerRequest, member: Member, refusal: Refusal) -> HttpResponse:
    """Lead to the page as it is now, saying who was first."""
    facts = dict(refusal.facts)
    if "at" in facts:
        facts["at"] = formatting.moment(refusal.facts["at"]) if refusal.facts["at"] else ""  # type: ignore[arg-type]
    messages.warning(request, str(REFUSALS[refusal.code]) % facts)
    return redirect("portal:person", member.membership.pk)


@clients_only
def person_end(request: ViewerRequest, membership_id: int) -> HttpResponse:
    member = queries.get_member(viewer=request.viewer, membership_id=membership_id, on=_today())
    if request.method == "POST":
        return _end(request, member)
    form = EndForm(today=member.on, initial={"seen": member.seen})
    return _end_page(request, member, form, Batch())


def _end_page(
    request: ViewerRequest, member: Member, form: EndForm, batch: Batch, status: int = 200
) -> HttpResponse:
    page = pages.ending(member, form=form, batch=batch)
    return render(request, "portal/people/end.html", page, status=status)


def _end(request: ViewerRequest, member: Member) -> HttpResponse:
    batch = take_in(
        request.FILES.getlist(scans.FIELD),
        references=request.POST.getlist("kept"),
        user_id=request.viewer.user_id,
        now=clock.now(),
    )
    choices = scans.kept_choices(batch)
    data = request.POST.copy()
    data.setlist("kept", [reference for reference, _name in choices])
    form = EndForm(data, today=member.on, kept=choices)
    if not form.is_valid() or batch.problems:
        return _end_page(request, member, form, batch, status=422)
    try:
        end_access(
            viewer=request.viewer,
            membership_id=member.membership.pk,
            last_day=form.last,
            reason=form.cleaned_data["reason"],
            scans=[Scan(one.stored, one.name) for one in batch.files],
            seen=form.cleaned_data["seen"],
            now=clock.now(),
        )
    except (rules.ChangedMeanwhile, rules.AccessEnded) as refusal:
        return _look_again(request, member, refusal)
    except (*_DAYS, *_NOT_THEIRS) as refusal:
        form.add_error("last_day" if isinstance(refusal, _DAYS) else None, pages.why(refusal))
        return _end_page(request, member, form, batch, status=422)
    messages.success(request, pages.ended(member, form.last))
    return redirect("portal:people")


@clients_only
def end_paper(request: ViewerRequest, paper_id: int) -> HttpResponseBase:
    paper = queries.get_end_paper(viewer=request.viewer, paper_id=paper_id)
    stream, stored = files.open_file(paper.file_id)
    return downloads.stored_file(stream, name=paper.name, media_type=stored.media_type, size=stored.size)

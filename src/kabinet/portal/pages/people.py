"""What whoever manages a client's people sees of them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.access.parts import powers, rights_event, rights_in_short, state_tag
from kabinet.access.queries.members import EndPaper, Member
from kabinet.access.rules.members import RightsElsewhere, State, beyond
from kabinet.access.rules.rights_history import Passage
from kabinet.access.wording import RIGHT, ROLE
from kabinet.access.wording.members import REFUSALS
from kabinet.foundation import formatting, ui
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.viewer import Viewer
from kabinet.portal.forms.people import EndForm
from kabinet.portal.pages import scans
from kabinet.portal.uploads import Batch


def people(members: Sequence[Member], *, viewer: Viewer) -> dict[str, Any]:
    """Return the people by organization; one who belongs to a single organization reads no heading."""
    groups: dict[str, list[Member]] = {}
    for member in members:
        groups.setdefault(member.membership.organization.name, []).append(member)
    return {
        "groups": [
            {"organization": name if len(groups) > 1 else "", "table": _table(found, viewer=viewer)}
            for name, found in groups.items()
        ],
        "ask_url": reverse("portal:colleague_new"),
    }


def _table(members: Sequence[Member], *, viewer: Viewer) -> ui.Table:
    labels = [_("Colleague"), _("Powers"), pgettext("of a person", "Rights"), _("Last sign-in"), _("Access")]
    return ui.Table(
        caption=_("People"),
        columns=[ui.Column(label) for label in labels],
        rows=[_row(member, viewer=viewer) for member in members],
        stack=True,
    )


def _row(member: Member, *, viewer: Viewer) -> ui.Row:
    user = member.membership.user
    name = user.full_name
    if user.pk == viewer.user_id:
        name = _("%(name)s (you)") % {"name": name}
    link = ui.Link(name, reverse("portal:person", args=[member.membership.pk]))
    about = ", ".join(part for part in (user.position, user.username) if part)
    return ui.Row(
        [
            ui.Noted(link, about),
            powers(member),
            rights_in_short(member),
            formatting.moment(member.signed_in_at) if member.signed_in_at else _("not yet"),
            state_tag(member),
        ],
        kind="quiet" if member.state is State.ENDED else "",
    )


def crumbs(*more: ui.Link) -> ui.Breadcrumbs:
    return ui.Breadcrumbs([ui.Link(_("People"), reverse("portal:people")), *more])


def person(
    member: Member, *, viewer: Viewer, papers: Sequence[EndPaper], history: Sequence[Passage]
) -> dict[str, Any]:
    ended, is_own = member.state is State.ENDED, member.membership.user_id == viewer.user_id
    return {
        "member": member,
        "name": member.membership.user.full_name,
        "tag": state_tag(member),
        "facts": _facts(member, papers),
        "crumbs": crumbs(),
        "ended": ended,
        "is_own": is_own,
        "may_end": not ended and not is_own,
        "beyond": ", ".join(str(RIGHT[right]) for right in beyond(own=viewer.grants, theirs=member.rights)),
        "why_not": str(REFUSALS[RightsElsewhere.code]) if member.rights_elsewhere else "",
        "end_url": reverse("portal:person_end", args=[member.membership.pk]),
        "ask_url": reverse("portal:colleague_new"),
        "history": ui.Timeline([rights_event(one) for one in history]) if history else None,
    }


def _facts(member: Member, papers: Sequence[EndPaper]) -> ui.Facts:
    membership, user = member.membership, member.membership.user
    facts = [
        ui.Fact(_("User name"), user.username),
        ui.Fact(_("Position"), user.position),
        ui.Fact(_("Part in the cabinet"), str(ROLE[user.role])),
        ui.Fact(_("Organization"), membership.organization.name),
        ui.Fact(_("Acts on the authority of"), membership.authority),
        ui.Fact(_("Powers"), _term(member)),
        ui.Fact(_("Telephone"), user.phone),
        ui.Fact(_("E-mail"), user.email),
        ui.Fact(
            _("Last sign-in"), formatting.moment(member.signed_in_at) if member.signed_in_at else _("not yet")
        ),
    ]
    if membership.ended_by:
        facts.append(ui.Fact(_("Ended by"), ui.Noted(membership.ended_by, membership.end_reason)))
    if papers:
        facts.append(ui.Fact(_("Papers"), _links(papers, url_name="portal:end_paper")))
    return ui.Facts([fact for fact in facts if fact.value], tight=True)


def _links(papers: Iterable[EndPaper], *, url_name: str) -> ui.Content:
    return ui.join([ui.Link(paper.name, reverse(url_name, args=[paper.pk])) for paper in papers], glue="<br>")


def _term(member: Member) -> str:
    since, last = formatting.day(member.membership.valid_from), member.last_day
    if last is None:
        return _("from %(since)s, without an end") % {"since": since}
    return _("from %(since)s until %(until)s") % {"since": since, "until": formatting.day(last)}


def ending(member: Member, *, form: EndForm, batch: Batch) -> dict[str, Any]:
    membership = member.membership
    problems = [ui.Problem(text, f"id_{scans.FIELD}") for text in batch.problems]
    back = ui.Link(membership.user.full_name, reverse("portal:person", args=[membership.pk]))
    return {
        "form": form,
        "name": membership.user.full_name,
        "organization": membership.organization.name,
        "errors": bool(problems or form.errors),
        "summary": ui.ErrorSummary([*problems, *form.summary.problems]),
        "upload": scans.upload_part(batch.problems),
        "has_kept": bool(batch.files),
        "crumbs": crumbs(back),
        "back_url": back.url,
    }


def why(refusal: Refusal) -> str:
    facts = {
        name: formatting.day(fact) if isinstance(fact, date) else fact for name, fact in refusal.facts.items()
    }
    return str(REFUSALS[refusal.code]) % facts


def ended(member: Member, last: date | None) -> str:
    name = member.membership.user.full_name
    if last is None:
        return _("The access is ended: %(name)s. Their sessions are over.") % {"name": name}
    return _("The last day with access is set: %(name)s, %(day)s.") % {
        "name": name,
        "day": formatting.day(last),
    }

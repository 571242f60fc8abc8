"""The people of a customer: who has access, on what, to do what, and until when."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.access.parts import powers, rights_in_short, state_tag
from kabinet.access.queries.members import EndPaper, Member, list_end_papers, list_people
from kabinet.access.rules.members import State
from kabinet.foundation import clock, formatting, ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer


def people_of(*, viewer: Viewer, organization_id: int, page: int) -> ui.Table:  # noqa: ARG001 (as every tab)
    """Return the tab. Five queries, one more for whoever may read the papers of those whose access was ended."""
    today = timezone.localdate(clock.now())
    members = list_people(viewer=viewer, organization_id=organization_id, on=today)
    papers = list_end_papers(members) if viewer.may(Right.DECIDE_APPLICATIONS) else []
    labels = [
        _("Name"),
        _("Contacts"),
        _("Acts on"),
        pgettext("of a person", "Rights"),
        _("Last sign-in"),
        pgettext("of a person", "Access"),
    ]
    return ui.Table(
        caption=_("People"),
        columns=[ui.Column(label) for label in labels],
        rows=[_row(member, papers, viewer=viewer) for member in members],
        empty=ui.Empty(
            _("Nobody of the customer has access yet"), _("Access is given at the place of issue.")
        ),
        stack=True,
    )


def _row(member: Member, papers: Sequence[EndPaper], *, viewer: Viewer) -> ui.Row:
    membership, user = member.membership, member.membership.user
    name: ui.Content = user.full_name
    if viewer.may(Right.END_ACCESS):
        name = ui.Link(user.full_name, reverse("desk:client_person", args=[membership.pk]))
    about = ", ".join(part for part in (user.position, user.username) if part)
    return ui.Row(
        [
            ui.Noted(name, about),
            ui.Noted(user.phone or formatting.DASH, user.email),
            powers(member),
            rights_in_short(member),
            formatting.moment(member.signed_in_at) if member.signed_in_at else _("not yet"),
            _access(member, [one for one in papers if one.membership_id == membership.pk]),
        ],
        kind="quiet" if member.state is State.ENDED else "",
    )


def _access(member: Member, papers: Sequence[EndPaper]) -> ui.Content:
    membership = member.membership
    tag: ui.Content = state_tag(member)
    if membership.ended_by:
        tag = ui.Noted(tag, f"{membership.ended_by}: {membership.end_reason}")
    links = [ui.Link(paper.name, reverse("desk:end_paper", args=[paper.pk])) for paper in papers]
    return ui.join([tag, *links], glue="<br>")

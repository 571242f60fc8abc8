"""One person of a customer: what they may do, what became of it, and the end of their access."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.access.parts import powers, rights_event, state_tag
from kabinet.access.queries.members import EndPaper, Member, left_unmanaged, list_end_papers
from kabinet.access.queries.rights_history import history_of
from kabinet.access.rules.members import State
from kabinet.access.wording import RIGHT, ROLE
from kabinet.access.wording.members import desk_url
from kabinet.desk.forms.client_people import EndForm
from kabinet.foundation import formatting, ui
from kabinet.foundation.rights import Right


def person(member: Member, *, form: EndForm) -> dict[str, Any]:
    """Return what the page shows. Three queries at most."""
    membership, ended = member.membership, member.state is State.ENDED
    organization = membership.organization
    history = history_of(member)
    return {
        "name": membership.user.full_name,
        "tag": state_tag(member),
        "crumbs": ui.Breadcrumbs(
            [
                ui.Link(_("Customers"), reverse("desk:clients")),
                ui.Link(organization.name, desk_url(organization.pk)),
            ]
        ),
        "facts": _facts(member, list_end_papers([member])),
        "rights": _rights(member),
        "history": ui.Timeline([rights_event(one) for one in history]) if history else None,
        "ended": ended,
        "form": form,
        "warning": None if ended else _warning(member),
    }


def _facts(member: Member, papers: Sequence[EndPaper]) -> ui.Facts:
    membership, user = member.membership, member.membership.user
    signed_in = formatting.moment(member.signed_in_at) if member.signed_in_at else _("not yet")
    facts = [
        ui.Fact(_("User name"), user.username),
        ui.Fact(_("Position"), user.position),
        ui.Fact(_("Part in the cabinet"), str(ROLE[user.role])),
        ui.Fact(_("Acts on"), powers(member)),
        ui.Fact(_("Telephone"), user.phone),
        ui.Fact(_("E-mail"), user.email),
        ui.Fact(_("Last sign-in"), signed_in),
    ]
    if membership.ended_by:
        facts.append(ui.Fact(_("Ended by"), ui.Noted(membership.ended_by, membership.end_reason)))
    if papers:
        links = [ui.Link(paper.name, reverse("desk:end_paper", args=[paper.pk])) for paper in papers]
        facts.append(ui.Fact(_("Papers"), ui.join(links, glue="<br>")))
    return ui.Facts([fact for fact in facts if fact.value], tight=True)


def _rights(member: Member) -> ui.Facts:
    return ui.Facts(
        [
            ui.Fact(_("Contract No. %(number)s") % {"number": contract.number}, _named(member.rights[pk]))
            for pk, contract in member.contracts.items()
        ],
        tight=True,
    )


def _named(rights: frozenset[Right]) -> ui.Content:
    return ui.join([str(RIGHT[right]) for right in Right if right in rights], glue="<br>") or formatting.DASH


def _warning(member: Member) -> ui.Notice | None:
    """Say which contracts would be left without anybody who manages their people."""
    left = left_unmanaged(member.manages, without=member.membership, on=member.on)
    if not left:
        return None
    text = _(
        "Nobody else manages the people of the contract: %(contracts)s. A new manager has to apply for access."
    )
    numbers = ", ".join(contract.number for contract in left)
    return ui.Notice(text % {"contracts": numbers}, kind="warning")

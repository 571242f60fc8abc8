"""What a proposal would change, in parts, by its kind."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kabinet.access.queries.offers import offer_before
from kabinet.access.queries.proposals import Proposal
from kabinet.access.rules.offers import Draft
from kabinet.access.rules.proposals import Kind, Status
from kabinet.desk.pages.offers.comparison import differences_of, facts_of, prose_of
from kabinet.desk.pages.requisites import comparison as requisites
from kabinet.foundation import ui
from kabinet.organizations.queries import replaced_on
from kabinet.organizations.rules.requisites import Requisites

Contents = dict[str, Any]


def contents_of(proposal: Proposal) -> Contents:
    return _OF_KIND[Kind(proposal.kind)](proposal)


def is_to_be_compared(proposal: Proposal) -> bool:
    """Say whether the account to which all customers pay would change. One query for a change of requisites."""
    if proposal.kind != Kind.REQUISITES or proposal.status != Status.OPEN:
        return False
    day = date.fromisoformat(proposal.content["valid_from"])
    return requisites.is_about_money(replaced_on(day), Requisites.of(proposal.content))


def _offer(proposal: Proposal) -> Contents:
    """One query."""
    draft = Draft.of(proposal.content)
    replaced = offer_before(day=draft.in_force_from)
    return {
        "facts": facts_of(draft, replaced),
        "differences": differences_of(draft, replaced) if replaced else None,
        "prose": prose_of(draft),
    }


def _requisites(proposal: Proposal) -> Contents:
    return requisites.contents(proposal.content)


def _reissue(proposal: Proposal) -> Contents:
    content = proposal.content
    return {
        "facts": ui.Facts(
            [
                ui.Fact(_("To whom"), ui.Noted(content.get("name", ""), content.get("username", ""))),
                ui.Fact(_("Organization"), content.get("organizations", "")),
                ui.Fact(_("Issued first at"), content.get("first_point", "")),
                ui.Fact(_("Would be issued at"), content.get("point", "")),
            ]
        )
    }


_OF_KIND: dict[Kind, Callable[[Proposal], Contents]] = {
    Kind.OFFER: _offer,
    Kind.REQUISITES: _requisites,
    Kind.REISSUE_ELSEWHERE: _reissue,
}

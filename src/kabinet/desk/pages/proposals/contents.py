"""What a proposal would change, in parts, by its kind."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.access.queries.credentials import last_day_of
from kabinet.access.queries.offers import offer_before
from kabinet.access.queries.policy import policy
from kabinet.access.queries.proposals import Proposal
from kabinet.access.rules.offers import Draft
from kabinet.access.rules.proposals import Kind, Status
from kabinet.desk.pages.offers.comparison import differences_of, facts_of, prose_of
from kabinet.desk.pages.requisites import comparison as requisites
from kabinet.foundation import formatting, ui
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
                *_how_long(proposal),
            ]
        )
    }


def _how_long(proposal: Proposal) -> list[ui.Fact]:
    """Say for how long the consent would count, or until when it does; of one that was not given, nothing."""
    if proposal.status not in {Status.OPEN, Status.APPROVED}:
        return []
    return [ui.Fact(_("The consent counts"), _until_when(proposal))]


def _until_when(proposal: Proposal) -> str:
    if proposal.status == Status.OPEN:
        days = policy().consent_days
        words = ngettext("for one issue, %(count)d day", "for one issue, %(count)d days", days)
        return words % {"count": days}
    return _("for one issue, until %(day)s") % {"day": formatting.day(last_day_of(proposal))}


_OF_KIND: dict[Kind, Callable[[Proposal], Contents]] = {
    Kind.OFFER: _offer,
    Kind.REQUISITES: _requisites,
    Kind.REISSUE_ELSEWHERE: _reissue,
}

"""What a proposal would change, in parts, by its kind."""

from collections.abc import Callable
from typing import Any

from kabinet.access.queries.offers import offer_before
from kabinet.access.queries.proposals import Proposal
from kabinet.access.rules.offers import Draft
from kabinet.access.rules.proposals import Kind
from kabinet.desk.pages.offers.comparison import differences_of, facts_of, prose_of
from kabinet.foundation import ui

Contents = dict[str, Any]


def contents_of(proposal: Proposal) -> Contents:
    return _OF_KIND[Kind(proposal.kind)](proposal)


def _facts(proposal: Proposal) -> Contents:
    return {"facts": ui.Facts([ui.Fact(name, str(value)) for name, value in proposal.content.items()])}


def _offer(proposal: Proposal) -> Contents:
    """One query."""
    draft = Draft.of(proposal.content)
    replaced = offer_before(day=draft.in_force_from)
    return {
        "facts": facts_of(draft, replaced),
        "differences": differences_of(draft, replaced) if replaced else None,
        "prose": prose_of(draft),
    }


_OF_KIND: dict[Kind, Callable[[Proposal], Contents]] = {
    Kind.OFFER: _offer,
    Kind.REQUISITES: _facts,
    Kind.REISSUE_ELSEWHERE: _facts,
}

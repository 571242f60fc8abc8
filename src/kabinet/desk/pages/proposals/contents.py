"""What a proposal would change, in parts, by its kind."""

from collections.abc import Callable
from typing import Any

from kabinet.access.queries.proposals import Proposal
from kabinet.access.rules.proposals import Kind
from kabinet.foundation import ui

Contents = dict[str, Any]


def contents_of(proposal: Proposal) -> Contents:
    return _OF_KIND[Kind(proposal.kind)](proposal)


def _facts(proposal: Proposal) -> Contents:
    return {"facts": ui.Facts([ui.Fact(name, str(value)) for name, value in proposal.content.items()])}


_OF_KIND: dict[Kind, Callable[[Proposal], Contents]] = dict.fromkeys(Kind, _facts)

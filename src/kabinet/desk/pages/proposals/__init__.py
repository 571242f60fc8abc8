"""What takes two people: the list, and a proposal with what it would change."""

from kabinet.desk.pages.proposals.card import proposal
from kabinet.desk.pages.proposals.contents import is_to_be_compared
from kabinet.desk.pages.proposals.lists import proposals

__all__ = ["is_to_be_compared", "proposal", "proposals"]

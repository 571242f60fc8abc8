"""What takes two people: the list, and a proposal with what it would change."""

from kabinet.desk.pages.proposals.card import proposal
from kabinet.desk.pages.proposals.lists import proposals

__all__ = ["proposal", "proposals"]

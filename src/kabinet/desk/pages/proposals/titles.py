"""How a proposal is called, whatever is proposed."""

from kabinet.access.queries.proposals import Proposal
from kabinet.access.wording import PROPOSAL, PROPOSAL_STATUS, PROPOSAL_TAG
from kabinet.foundation import ui


def title_of(proposal: Proposal) -> str:
    kind = str(PROPOSAL[proposal.kind])
    name = proposal.content.get("name", "")
    return f"{kind}: {name}" if name else kind


def tag_of(proposal: Proposal) -> ui.Tag:
    return ui.Tag(str(PROPOSAL_STATUS[proposal.status]), PROPOSAL_TAG[proposal.status])

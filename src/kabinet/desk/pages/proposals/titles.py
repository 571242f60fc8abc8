"""How a proposal is called, whatever is proposed."""

from kabinet.access.queries.proposals import Proposal
from kabinet.access.wording import proposals as wording
from kabinet.foundation import ui


def title_of(proposal: Proposal) -> str:
    kind = str(wording.KIND[proposal.kind])
    name = proposal.content.get("version") or proposal.content.get("name", "")
    return f"{kind}: {name}" if name else kind


def tag_of(proposal: Proposal) -> ui.Tag:
    return ui.Tag(str(wording.STATUS[proposal.status]), wording.TAG[proposal.status])

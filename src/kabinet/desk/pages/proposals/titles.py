"""How a proposal is called, whatever is proposed."""

from datetime import date

from django.utils.translation import gettext as _

from kabinet.access.queries.proposals import Proposal
from kabinet.access.rules.proposals import Kind
from kabinet.access.wording import proposals as wording
from kabinet.foundation import formatting, ui


def title_of(proposal: Proposal) -> str:
    kind = str(wording.KIND[proposal.kind])
    name = _name_of(proposal)
    return f"{kind}: {name}" if name else kind


def _name_of(proposal: Proposal) -> str:
    content = proposal.content
    if proposal.kind == Kind.OFFER:
        return str(content["version"])
    if proposal.kind == Kind.REQUISITES:
        return _("from %(day)s") % {"day": formatting.day(date.fromisoformat(content["valid_from"]))}
    return str(content.get("name", ""))


def tag_of(proposal: Proposal) -> ui.Tag:
    return ui.Tag(str(wording.STATUS[proposal.status]), wording.TAG[proposal.status])

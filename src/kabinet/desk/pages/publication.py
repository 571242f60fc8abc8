"""The two people by whom something was published."""

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.access.queries.proposals import Proposal
from kabinet.foundation import formatting, ui


def publication(proposal: Proposal | None) -> ui.Facts | None:
    """Name the two people; what was there from the beginning has none."""
    if proposal is None or proposal.decided_by is None or proposal.decided_at is None:
        return None
    link = ui.Link(formatting.moment(proposal.decided_at), reverse("desk:proposal", args=[proposal.pk]))
    return ui.Facts(
        [
            ui.Fact(_("Proposed by"), proposal.proposed_by.full_name),
            ui.Fact(_("Approved by"), proposal.decided_by.full_name),
            ui.Fact(_("Published"), link),
        ],
        tight=True,
    )

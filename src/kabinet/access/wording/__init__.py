"""Words of the access area."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kabinet.access.rules.proposals import Kind
from kabinet.access.rules.proposals import Status as ProposalStatus
from kabinet.access.wording import sign_in

#: The session's name for the secret of a parked form.
PARKED_KEY = "parked_form"

ROLE = {
    "engineer": _("Metering engineer of the enterprise"),
    "accountant": _("Accountant of the enterprise"),
    "director": _("Director of the enterprise"),
    "curator": _("Curator"),
    "head": _("Head of the gas sales department"),
    "metering-engineer": _("Metering engineer"),
    "supplier-accountant": _("Accountant of the supplier"),
    "credentials-desk": _("Credentials desk"),
    "administrator": _("Administrator"),
}

RIGHT = {
    "see-supply": _("sees contracts, readings and documents"),
    "see-money": _("sees settlements"),
    "submit-readings": _("submits readings"),
    "submit-requests": _("submits requests"),
    "send-documents": _("sends documents"),
    "manage-people": _("manages people"),
    "decide-requests": _("decides about requests"),
    "decide-readings": _("decides about readings"),
    "review-documents": _("reviews the scans sent in"),
    "publish-documents": _("publishes documents"),
    "post-payments": _("posts payments"),
    "decide-applications": _("decides about applications for access"),
    "oversee-applications": _("sees all applications for access and may stop them"),
    "issue-access": _("issues access"),
    "look-as-client": _("looks as the customer"),
    "arrange-stand-ins": _("arranges stand-ins and entrusts customers"),
    "manage-staff": _("enters the supplier's staff"),
    "propose-offer": _("proposes versions of the offer agreement"),
    "propose-requisites": _("proposes changes of the requisites"),
    "approve-proposals": _("approves what others propose"),
    "see-journal": _("reads the journal"),
    "administer": _("sets the rules of the cabinet"),
}

PROPOSAL: dict[str, str | Promise] = {
    Kind.OFFER: _("New version of the offer agreement"),
    Kind.REQUISITES: _("Change of the supplier's requisites"),
    Kind.REISSUE_ELSEWHERE: _("Consent to issue access at another point"),
}
PROPOSAL_STATUS: dict[str, str | Promise] = {
    ProposalStatus.OPEN: pgettext_lazy("proposal", "Waits for a decision"),
    ProposalStatus.APPROVED: pgettext_lazy("proposal", "Approved"),
    ProposalStatus.REFUSED: pgettext_lazy("proposal", "Refused"),
    ProposalStatus.WITHDRAWN: pgettext_lazy("proposal", "Withdrawn"),
}
#: How `ui.Tag` colours a status.
PROPOSAL_TAG: dict[str, str] = {
    ProposalStatus.OPEN: "my-move",
    ProposalStatus.APPROVED: "done",
    ProposalStatus.REFUSED: "problem",
    ProposalStatus.WITHDRAWN: "closed",
}


def proposal_event(kind: str, step: str) -> str:
    """Return the name of the notification; `step` is "proposed" or the status after the decision."""
    return f"access.proposal.{kind}.{step}"


_PROPOSED = _("Proposed by %(by)s. Reason: %(reason)s. Nothing changes until you approve it.")
_APPROVED = _("Approved by %(by)s.")
_REFUSED = _("Refused by %(by)s. Reason: %(answer)s. Nothing was changed.")

#: Subject and body of the notifications about an event.
EVENTS: dict[str, tuple[str | Promise, str | Promise]] = {
    **sign_in.EVENTS,
    proposal_event(Kind.OFFER, "proposed"): (
        _("A new version of the offer agreement waits for your decision"),
        _PROPOSED,
    ),
    proposal_event(Kind.OFFER, "approved"): (
        _("The new version of the offer agreement is approved"),
        _APPROVED,
    ),
    proposal_event(Kind.OFFER, "refused"): (_("The new version of the offer agreement is refused"), _REFUSED),
    proposal_event(Kind.REQUISITES, "proposed"): (
        _("A change of the supplier's requisites waits for your decision"),
        _PROPOSED,
    ),
    proposal_event(Kind.REQUISITES, "approved"): (
        _("The change of the supplier's requisites is approved"),
        _APPROVED,
    ),
    proposal_event(Kind.REQUISITES, "refused"): (
        _("The change of the supplier's requisites is refused"),
        _REFUSED,
    ),
    proposal_event(Kind.REISSUE_ELSEWHERE, "proposed"): (
        _("Your consent to issue access at another point is asked for"),
        _PROPOSED,
    ),
    proposal_event(Kind.REISSUE_ELSEWHERE, "approved"): (
        _("Access may be issued at another point"),
        _("Approved by %(by)s. The consent counts for one issue."),
    ),
    proposal_event(Kind.REISSUE_ELSEWHERE, "refused"): (
        _("Access may not be issued at another point"),
        _REFUSED,
    ),
}

REFUSALS = {
    "access.offer-not-found": _("There is no such version of the offer agreement."),
    "access.own-proposal": _("You proposed this yourself: somebody else has to decide."),
    "access.not-your-proposal": _("Only %(by)s, who proposed this, may withdraw it."),
    "access.proposal-already-decided": _("%(by)s decided this at %(at)s. Nothing was changed."),
    "access.already-proposed": _(
        "%(by)s proposed this at %(at)s, and it waits for a decision. Nothing was proposed anew."
    ),
    "access.reason-needed": _("Write the reason."),
    "access.policy-out-of-bounds": _("The figure has to lie between 1 and %(most)s."),
    "access.policy-changed": _(
        "%(by)s set another policy at %(at)s. Look at it below, and change what has to be changed."
    ),
}

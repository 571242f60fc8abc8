"""The words of what takes two people. `TAG` says how `ui.Tag` colours a status."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kabinet.access.rules.proposals import Kind, Status

KIND: dict[str, str | Promise] = {
    Kind.OFFER: _("New version of the offer agreement"),
    Kind.REQUISITES: _("Change of the supplier's requisites"),
    Kind.REISSUE_ELSEWHERE: _("Consent to issue access at another point"),
}
STATUS: dict[str, str | Promise] = {
    Status.OPEN: pgettext_lazy("proposal", "Waits for a decision"),
    Status.APPROVED: pgettext_lazy("proposal", "Approved"),
    Status.REFUSED: pgettext_lazy("proposal", "Refused"),
    Status.WITHDRAWN: pgettext_lazy("proposal", "Withdrawn"),
}
TAG: dict[str, str] = {
    Status.OPEN: "my-move",
    Status.APPROVED: "done",
    Status.REFUSED: "problem",
    Status.WITHDRAWN: "closed",
}


def event(kind: str, step: str) -> str:
    """Return the name of the notification; `step` is "proposed" or the status after the decision."""
    return f"access.proposal.{kind}.{step}"


_PROPOSED = _("Proposed by %(by)s. Reason: %(reason)s. Nothing changes until you approve it.")
_APPROVED = _("Approved by %(by)s.")
_REFUSED = _("Refused by %(by)s. Reason: %(answer)s. Nothing was changed.")

#: Subject and body of the notifications about an event.
EVENTS: dict[str, tuple[str | Promise, str | Promise]] = {
    event(Kind.OFFER, "proposed"): (
        _("A new version of the offer agreement waits for your decision"),
        _PROPOSED,
    ),
    event(Kind.OFFER, "approved"): (
        _("The new version of the offer agreement is approved"),
        _APPROVED,
    ),
    event(Kind.OFFER, "refused"): (_("The new version of the offer agreement is refused"), _REFUSED),
    event(Kind.REQUISITES, "proposed"): (
        _("A change of the supplier's requisites waits for your decision"),
        _PROPOSED,
    ),
    event(Kind.REQUISITES, "approved"): (
        _("The change of the supplier's requisites is approved"),
        _APPROVED,
    ),
    event(Kind.REQUISITES, "refused"): (
        _("The change of the supplier's requisites is refused"),
        _REFUSED,
    ),
    event(Kind.REISSUE_ELSEWHERE, "proposed"): (
        _("Your consent to issue access at another point is asked for"),
        _PROPOSED,
    ),
    event(Kind.REISSUE_ELSEWHERE, "approved"): (
        _("Access may be issued at another point"),
        _("Approved by %(by)s. The consent counts for one issue; the page says until when."),
    ),
    event(Kind.REISSUE_ELSEWHERE, "refused"): (
        _("Access may not be issued at another point"),
        _REFUSED,
    ),
}

REFUSALS: dict[str, str | Promise] = {
    "access.own-proposal": _("You proposed this yourself: somebody else has to decide."),
    "access.not-your-proposal": _("Only %(by)s, who proposed this, may withdraw it."),
    "access.proposal-already-decided": _("%(by)s decided this at %(at)s. Nothing was changed."),
    "access.already-proposed": _(
        "%(by)s proposed this at %(at)s, and it waits for a decision. Nothing was proposed anew."
    ),
    "access.reason-needed": _("Write the reason."),
}

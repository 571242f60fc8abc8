"""The words of requests. `TAG` says how `ui.Tag` colours a status."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kabinet.requests.rules.words import Outcome, Status, Turn

STATUS: dict[str, str | Promise] = {
    Status.SUBMITTED: pgettext_lazy("request", "Submitted"),
    Status.ACCEPTED: pgettext_lazy("request", "Accepted"),
    Status.ACCEPTED_WITH_CHANGES: pgettext_lazy("request", "Accepted with changes"),
    Status.RETURNED: pgettext_lazy("request", "Returned"),
    Status.WITHDRAWN: pgettext_lazy("request", "Withdrawn"),
}
TAG = {
    Status.SUBMITTED: "sent",
    Status.ACCEPTED: "done",
    Status.ACCEPTED_WITH_CHANGES: "warning",
    Status.RETURNED: "problem",
    Status.WITHDRAWN: "closed",
}

#: One line on what the status means for the client.
MEANING: dict[str, str | Promise] = {
    Status.SUBMITTED: _("The supplier is considering the request."),
    Status.ACCEPTED: _("The volume you asked for is the contract volume of the month."),
    Status.ACCEPTED_WITH_CHANGES: _(
        "The supplier agreed another volume than you asked for; it is the contract volume of the month."
    ),
    Status.RETURNED: _("Correct the request and send it again."),
    Status.WITHDRAWN: _("The request is no longer considered."),
}

TURN_FOR_CLIENT: dict[str, str | Promise] = {
    Turn.CLIENT: _("Waiting for you"),
    Turn.SUPPLIER: _("Waiting for the supplier"),
    Turn.NOBODY: _("Done"),
}
TURN_FOR_STAFF: dict[str, str | Promise] = {
    Turn.CLIENT: _("Waiting for the customer"),
    Turn.SUPPLIER: _("Waiting for you"),
    Turn.NOBODY: _("Done"),
}

OUTCOME: dict[str, str | Promise] = {
    Outcome.ACCEPT: pgettext_lazy("request", "Accept"),
    Outcome.ACCEPT_WITH_CHANGES: pgettext_lazy("request", "Accept with changes"),
    Outcome.RETURN: pgettext_lazy("request", "Return"),
}

REFUSALS: dict[str, str | Promise] = {
    "requests.already-requested": _("The request for this month was submitted before"),
    "requests.point-not-of-contract": _("The supply point does not belong to the contract"),
    "requests.already-decided": _("%(by)s decided about this request at %(at)s"),
    "requests.reason-needed": _("Write the reason of the decision"),
    "requests.volumes-needed": _("Type the agreed volume of every supply point"),
    "requests.nothing-changed": _("The agreed volumes equal the requested ones: accept the request as it is"),
    "requests.volume-negative": _("The volume cannot be negative"),
    "requests.nothing-requested": _("Type the volume of at least one supply point"),
}

SUBMITTED = "requests.volume_request.submitted"
ACCEPTED = "requests.volume_request.accepted"
ACCEPTED_WITH_CHANGES = "requests.volume_request.accepted-with-changes"
RETURNED = "requests.volume_request.returned"

#: Subject and body of the notifications about an event.
EVENTS: dict[str, tuple[str | Promise, str | Promise]] = {
    SUBMITTED: (
        _("%(organization)s: request for %(month)s"),
        _("Contract %(contract)s, request No. %(number)s, sent by %(by)s. An answer is due by the deadline."),
    ),
    ACCEPTED: (
        _("Request for %(month)s accepted"),
        _("Contract %(contract)s, request No. %(number)s: %(by)s accepted it as you sent it."),
    ),
    ACCEPTED_WITH_CHANGES: (
        _("Request for %(month)s accepted with changes"),
        _(
            "Contract %(contract)s, request No. %(number)s: %(by)s agreed another volume. Reason: %(reason)s. "
            "The agreed volumes are on the page of the request."
        ),
    ),
    RETURNED: (
        _("Request for %(month)s returned"),
        _(
            "Contract %(contract)s, request No. %(number)s: %(by)s returned it. Reason: %(reason)s. "
            "Correct the request and send it again."
        ),
    ),
}

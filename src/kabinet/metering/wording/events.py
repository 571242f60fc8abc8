"""The words in which people are told of what concerns metering."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kabinet.metering.wording import FAULT_KIND

ACCEPTED = "metering.volumes.accepted"
RETURNED = "metering.volumes.returned"
ESTIMATED = "metering.volumes.estimated"
READINGS_DUE = "metering.readings.due"
READINGS_OVERDUE = "metering.readings.overdue"
INDEXES_DUE = "metering.indexes.due"
INDEXES_OVERDUE = "metering.indexes.overdue"
READINGS_ASKED = "metering.readings.asked"
VERIFICATION_ENDS = "metering.verification.ends"
VERIFICATION_OVER = "metering.verification.over"
CLIENTS_VERIFICATION_ENDS = "metering.clients_verification.ends"
CLIENTS_VERIFICATION_OVER = "metering.clients_verification.over"

FAULT_REPORTED = "metering.fault.reported"
FAULT_RECORDED = "metering.fault.recorded"
FAULT_ENDED = "metering.fault.ended"

#: Subject and body of the notifications about an event.
EVENTS: dict[str, tuple[str | Promise, str | Promise]] = {
    ACCEPTED: (
        _("Readings for %(month)s accepted"),
        _("Contract %(contract)s, gas days %(days)s: %(by)s accepted the readings."),
    ),
    READINGS_DUE: (
        pgettext_lazy("reminder", "Submit the readings for %(day)s"),
        _("Contract %(contract)s: the readings for the gas day %(day)s are still awaited. %(rule)s."),
    ),
    READINGS_OVERDUE: (
        _("The readings for %(day)s were not submitted in time"),
        _(
            "Contract %(contract)s: the readings for the gas day %(day)s did not come in time. Submit them all "
            "the same: they are accepted and marked “after the deadline”."
        ),
    ),
    INDEXES_DUE: (
        pgettext_lazy("reminder", "Submit what the counters showed at the end of %(month)s"),
        _(
            "Contract %(contract)s: the readings of the counters that close %(month)s are still awaited. %(rule)s."
        ),
    ),
    INDEXES_OVERDUE: (
        _("What the counters showed at the end of %(month)s was not submitted in time"),
        _(
            "Contract %(contract)s: the readings of the counters that close %(month)s did not come in time. Submit "
            "them all the same: they are accepted and marked “after the deadline”."
        ),
    ),
    READINGS_ASKED: (
        _("The supplier asks for readings, %(month)s"),
        _("Contract %(contract)s, gas days %(days)s: readings are missing. %(by)s asks you to submit them."),
    ),
    VERIFICATION_ENDS: (
        _("The verification of an instrument ends on %(day)s"),
        _(
            "Contract %(contract)s, %(unit)s: %(instrument)s is verified until %(day)s. Order the verification: "
            "afterwards the volume is not determined by this instrument."
        ),
    ),
    VERIFICATION_OVER: (
        _("The verification of an instrument ended on %(day)s"),
        _(
            "Contract %(contract)s, %(unit)s: %(instrument)s was verified until %(day)s. The volume is not "
            "determined by this instrument until it is verified again."
        ),
    ),
    CLIENTS_VERIFICATION_ENDS: (
        _("%(organization)s: a verification ends on %(day)s"),
        _("Contract %(contract)s, %(unit)s: %(instrument)s is verified until %(day)s."),
    ),
    CLIENTS_VERIFICATION_OVER: (
        _("%(organization)s: a verification ended on %(day)s"),
        _("Contract %(contract)s, %(unit)s: %(instrument)s was verified until %(day)s."),
    ),
    ESTIMATED: (
        _("The supplier put in readings for %(month)s"),
        _(
            "Contract %(contract)s, gas days %(days)s: no readings were given, %(by)s put in the volume. "
            "Reason: %(reason)s."
        ),
    ),
    RETURNED: (
        _("Readings for %(month)s returned"),
        _(
            "Contract %(contract)s, gas days %(days)s: %(by)s returned the readings. Reason: %(reason)s. "
            "Type the volumes of these days anew and submit them."
        ),
    ),
    FAULT_ENDED: (
        _("A fault is over: %(what)s"),
        _(
            "Contract %(contract)s, %(what)s: the instruments can be trusted again since %(ended_at)s (%(by)s)."
        ),
    ),
}


def of_kind(event: str, kind: str) -> str:
    """Return the event of a fault that says what is wrong: facts are the same in every language, and words are not."""
    return f"{event}.{kind}"


for _kind, _words in FAULT_KIND.items():
    EVENTS[of_kind(FAULT_REPORTED, _kind)] = (
        _("%(organization)s: a fault of instruments is reported"),
        format_lazy(
            "{kind}: {facts}",
            kind=_words,
            facts=_(
                "%(organization)s, contract %(contract)s, %(what)s, since %(began_at)s (%(by)s).%(note)s"
            ),
        ),
    )
    EVENTS[of_kind(FAULT_RECORDED, _kind)] = (
        _("The supplier recorded a fault: %(what)s"),
        format_lazy(
            "{kind}: {facts}",
            kind=_words,
            facts=_(
                "contract %(contract)s, %(what)s, since %(began_at)s (%(by)s). Until it is over, the volume rests on "
                "the next source of the contract.%(note)s"
            ),
        ),
    )

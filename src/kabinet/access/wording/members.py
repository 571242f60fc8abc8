"""The words of a client's people. `TAG` says how `ui.Tag` colours a state."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from kabinet.access.rules.members import REMINDERS, State
from kabinet.access.wording.rights import RIGHT_IN_SHORT
from kabinet.foundation import formatting
from kabinet.foundation.rights import CLIENT_RIGHTS, Right

STATE: dict[str, str | Promise] = {
    State.ACTIVE: pgettext_lazy("access", "Active"),
    State.ENDING: pgettext_lazy("access", "Active until %(day)s"),
    State.ENDED: pgettext_lazy("access", "Ended"),
    State.NOT_YET: pgettext_lazy("access", "From %(day)s"),
    State.NO_RIGHTS: pgettext_lazy("access", "No rights"),
}

TAG = {
    State.ACTIVE: "done",
    State.ENDING: "done",
    State.ENDED: "closed",
    State.NOT_YET: "sent",
    State.NO_RIGHTS: "closed",
}


def state_words(state: State, *, valid_from: date, valid_to: date | None) -> str:
    """Return the state, with the day that it turns on."""
    day = {State.ENDING: valid_to and valid_to - timedelta(days=1), State.NOT_YET: valid_from}.get(state)
    return str(STATE[state]) % {"day": formatting.day(day)} if day else str(STATE[state])


def state_look(state: State, *, valid_to: date | None, on: date) -> str:
    """Return how the state is coloured: an end that is near is a warning."""
    near = valid_to is not None and (valid_to - on).days <= max(REMINDERS)
    return "warning" if near and state is State.ENDING else TAG[state]


def in_short(rights: Collection[Right]) -> str:
    """Name the client's rights in a list of several people."""
    if not rights:
        return pgettext("rights", "none")
    if set(rights) >= CLIENT_RIGHTS:
        return pgettext("rights", "all")
    return ", ".join(str(RIGHT_IN_SHORT[right]) for right in Right if right in rights)


def in_lines(rights: Mapping[str, Collection[Right]]) -> list[tuple[str, str]]:
    """
    Return the rights by contract number as lines, each with what it is about.

    With one contract its number says nothing; rights that are the same for all contracts are read once.
    """
    if len(rights) == 1:
        return [(in_short(one), "") for one in rights.values()]
    if len({frozenset(one) for one in rights.values()}) == 1:
        return [(in_short(next(iter(rights.values()))), str(_("for all contracts")))]
    return [(in_short(one), number) for number, one in rights.items()]


REFUSALS: dict[str, str | Promise] = {
    "access.member-not-found": _("There is no such person among your people."),
    "access.rights-beyond-own": _("You can neither give nor take a right that you do not have yourself."),
    "access.rights-without-supply": _(
        "Without the right to see the contract No. %(contract)s the other rights have no effect. "
        "Tick it, or untick them all."
    ),
    "access.last-manager": _(
        "Somebody has to manage the people of the contract No. %(contract)s. Give the right to another "
        "colleague first."
    ),
    "access.changed-meanwhile": _(
        "%(by)s changed this at %(at)s. Nothing of yours was saved; below is how it is now."
    ),
    "access.end-of-own-access": _("You cannot end your own access. Ask a colleague or your curator."),
    "access.end-beyond-own": _(
        "This colleague has rights that you do not have yourself. Somebody who has them ends their access, or your "
        "curator."
    ),
    "access.end-rights-elsewhere": _(
        "This colleague also has rights for contracts whose people you do not manage. Whoever manages them all ends "
        "the access, or your curator."
    ),
    "access.member-ended": _("This access has ended. The supplier opens it again, at the place of issue."),
    "access.end-in-past": _("The last day cannot be in the past."),
    "access.end-beyond-powers": _("This access ends by itself on %(day)s. Choose an earlier day."),
    "access.end-reason-needed": _("Write the reason."),
}

YOUR_RIGHTS = "access.your_rights_changed"
RIGHTS = "access.rights_changed"
YOUR_ACCESS_ENDED = "access.your_access_ended"
ACCESS_ENDED = "access.access_ended"
YOURS_ENDED_BY_SUPPLIER = "access.your_access_ended_by_supplier"
ENDED_BY_SUPPLIER = "access.access_ended_by_supplier"
YOUR_ACCESS_ENDS = "access.your_access_ends"
ACCESS_ENDS = "access.access_ends"
YOUR_POWERS = "access.your_powers_end"
POWERS_OF_COLLEAGUE = "access.powers_of_colleague_end"
POWERS = "access.powers_end"

#: Subject and body of the notifications about an event.
EVENTS: dict[str, tuple[str | Promise, str | Promise]] = {
    YOUR_RIGHTS: (
        _("Your rights for the contract %(contract)s have changed"),
        _("%(by)s changed them. Given: %(given)s. Taken: %(taken)s."),
    ),
    RIGHTS: (
        _("%(organization)s: other rights of %(person)s"),
        _("Contract %(contract)s. %(by)s changed them. Given: %(given)s. Taken: %(taken)s."),
    ),
    YOUR_ACCESS_ENDED: (
        _("Your access to %(organization)s has ended"),
        _(
            "%(by)s ended it. Reason: %(reason)s. If this is a mistake, ask them, or the supplier's hotline: "
            "access is opened again at the place of issue."
        ),
    ),
    ACCESS_ENDED: (
        _("%(organization)s: the access of %(person)s has ended"),
        _("%(by)s ended it. Reason: %(reason)s."),
    ),
    YOURS_ENDED_BY_SUPPLIER: (
        _("The supplier has ended your access to %(organization)s"),
        _(
            "%(by)s ended it. Reason: %(reason)s. If this is a mistake, ask your curator, or call the hotline."
        ),
    ),
    ENDED_BY_SUPPLIER: (
        _("The supplier has ended the access of %(person)s"),
        _(
            "%(by)s ended it for %(organization)s. Reason: %(reason)s. If this is a mistake, ask your curator, or "
            "call the hotline."
        ),
    ),
    YOUR_ACCESS_ENDS: (
        _("Your access to %(organization)s ends"),
        _("%(by)s set its last day: %(day)s. Reason: %(reason)s."),
    ),
    ACCESS_ENDS: (
        _("%(organization)s: the access of %(person)s ends"),
        _("%(by)s set its last day: %(day)s. Reason: %(reason)s."),
    ),
    YOUR_POWERS: (
        _("Your powers for %(organization)s end"),
        _(
            "The last day is %(day)s. To go on working in the cabinet, apply for access by a new power of attorney "
            "or order before that."
        ),
    ),
    POWERS_OF_COLLEAGUE: (
        _("The powers of %(person)s end"),
        _("The last day is %(day)s. If your colleague is to go on, ask for their access by a new paper."),
    ),
    POWERS: (
        _("%(organization)s: the powers of %(person)s end"),
        _("The last day is %(day)s. Remind the customer of a new power of attorney."),
    ),
}


#: Where access by another paper is applied for.
APPLY_URL = "/access/apply/"


def desk_url(organization_id: int) -> str:
    """Return the address of the organization's people at the desk."""
    return f"/desk/clients/{organization_id}/?tab=people"


def portal_url(membership_id: int) -> str:
    """Return the address of a colleague in the cabinet."""
    return f"/people/{membership_id}/"

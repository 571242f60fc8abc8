"""The words of the supplier's own people, their stand-ins and their customers."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kabinet.access.rules.staff import StaffState

STATE: dict[str, str | Promise] = {
    StaffState.ACTIVE: pgettext_lazy("staff", "Works"),
    StaffState.TO_BE_ISSUED: pgettext_lazy("staff", "Waits for access"),
    StaffState.ENDED: pgettext_lazy("staff", "Removed"),
}
TAG = {StaffState.ACTIVE: "done", StaffState.TO_BE_ISSUED: "my-move", StaffState.ENDED: "closed"}

REFUSALS: dict[str, str | Promise] = {
    "access.staff-not-found": _("There is no such member of the staff."),
    "access.role-not-for-staff": _("Choose one of the roles of the staff."),
    "access.own-role": _("You cannot change your own role, nor remove yourself. Ask another administrator."),
    "access.last-administrator": _("This is the last administrator. Enter another one first."),
    "access.staff-ended": _("This member of the staff was removed."),
    "access.staff-changed-meanwhile": _(
        "%(by)s changed this at %(at)s. Nothing of yours was saved; below is how it is now."
    ),
    "access.staff-works-already": _(
        "%(username)s has a password. Another code is issued at the credentials desk."
    ),
    "access.staff-reason-needed": _("Write the reason."),
    "access.stand-in-not-found": _("There is no such stand-in."),
    "access.stand-in-for-oneself": _("Choose another curator: nobody stands in for themselves."),
    "access.stand-in-backwards": _("The last day cannot come before the first."),
    "access.stand-in-in-past": _("The first day cannot be in the past."),
    "access.stand-in-too-long": _(
        "A stand-in lasts a year at most. Entrust the customers to the colleague instead."
    ),
    "access.already-stood-in": _("From %(first)s to %(last)s %(colleague)s stands in already."),
    "access.colleague-absent": _("%(colleague)s is absent from %(first)s to %(last)s."),
    "access.stands-in-themselves": _(
        "From %(first)s to %(last)s %(absent)s stands in for %(other)s. End that first: customers are not "
        "passed on twice."
    ),
}

ROLE_CHANGED = "access.role_changed"
WITHOUT_CURATOR = "access.customers_without_curator"
ENTRUSTED = "access.customers_entrusted"
YOU_STAND_IN = "access.you_stand_in"
STOOD_IN_FOR = "access.stood_in_for"
YOU_STAND_IN_NO_MORE = "access.you_stand_in_no_more"
STOOD_IN_FOR_NO_MORE = "access.stood_in_for_no_more"

#: Subject and body of the notifications about an event.
EVENTS: dict[str, tuple[str | Promise, str | Promise]] = {
    ROLE_CHANGED: (_("Your role in the cabinet has changed"), _("%(by)s changed it: %(role)s.")),
    WITHOUT_CURATOR: (
        _("Customers of %(curator)s have no curator"),
        _("Customers: %(customers)s. Until you entrust them to another curator, their matters are yours."),
    ),
    ENTRUSTED: (
        _("Customers are entrusted to you"),
        _("Customers: %(customers)s. %(by)s entrusted them to you."),
    ),
    YOU_STAND_IN: (
        _("You stand in for %(absent)s"),
        _("From %(first)s to %(last)s. You see their customers in that time. Arranged by %(by)s."),
    ),
    STOOD_IN_FOR: (
        _("%(colleague)s stands in for you"),
        _("From %(first)s to %(last)s. You are told of your customers all the same. Arranged by %(by)s."),
    ),
    YOU_STAND_IN_NO_MORE: (
        _("You stand in for %(absent)s no more"),
        _("It was to last to %(last)s. Ended by %(by)s."),
    ),
    STOOD_IN_FOR_NO_MORE: (
        _("%(colleague)s stands in for you no more"),
        _("It was to last to %(last)s. Ended by %(by)s."),
    ),
}

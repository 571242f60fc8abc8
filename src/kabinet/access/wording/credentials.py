"""The words of issuing access."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "access.point-name-taken": _("Another point of issue has this name."),
    "access.no-point": _(
        "You are placed at no point of issue and cannot issue access: ask the administrator to place you."
    ),
    "access.point-closed": _("The point of issue “%(point)s” is closed from %(day)s on."),
    "access.other-point": _(
        "Access of this person is issued where it was issued first: %(point)s, %(address)s, %(hours)s."
    ),
    "access.authority-expired": _("The paper held until %(day)s: access is not issued on it."),
    "access.authority-in-future": _("The paper holds from %(day)s on: access is not issued earlier."),
    "access.other-authority": _("The curator has checked the paper No. %(number)s; this is another one."),
    "access.checklist-incomplete": _("Not everything of the checklist is ticked."),
    "access.slip-printed": _("%(by)s printed the slip at %(at)s. The code is not shown a second time."),
    "access.slip-not-printed": _("The slip has not been printed yet."),
    "access.code-used": _("The person has signed in with the code: another one takes the whole checklist."),
    "access.already-signed": _("The person has signed for the slip: another one takes the whole checklist."),
    "access.issue-replaced": _("A later issue to the same person has replaced this one."),
    "access.reprint-reason-needed": _("Write why the slip is replaced."),
}

"""The words of issuing access."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kabinet.access.rules.credentials import IdentityKind, IssueKind, SlipStatus

IDENTITY: dict[str, str | Promise] = {
    IdentityKind.PASSPORT: _("Passport of a Russian citizen"),
    IdentityKind.TEMPORARY: _("Temporary identity certificate"),
    IdentityKind.RESIDENCE: _("Residence permit"),
    IdentityKind.FOREIGN_PASSPORT: _("Passport of a foreign citizen"),
}

KIND: dict[str, str | Promise] = {
    IssueKind.FIRST: pgettext_lazy("issue", "First"),
    IssueKind.ADDITION: pgettext_lazy("issue", "One more contract"),
    IssueKind.REISSUE: pgettext_lazy("issue", "Again"),
    IssueKind.REPRINT: pgettext_lazy("issue", "Another slip"),
}

STATUS: dict[str, str | Promise] = {
    SlipStatus.NOT_NEEDED: pgettext_lazy("slip", "No slip needed"),
    SlipStatus.NOT_PRINTED: pgettext_lazy("slip", "Not printed"),
    SlipStatus.PRINTED: pgettext_lazy("slip", "Printed, not signed for"),
    SlipStatus.SIGNED: pgettext_lazy("slip", "Signed for"),
    SlipStatus.USED_UNSIGNED: pgettext_lazy("slip", "Used, not signed for"),
    SlipStatus.USED: pgettext_lazy("slip", "Used"),
    SlipStatus.EXPIRED: pgettext_lazy("slip", "Expired"),
    SlipStatus.REPLACED: pgettext_lazy("slip", "Replaced"),
}
#: How `ui.Tag` colours a status for the officer.
TAG = {
    SlipStatus.NOT_NEEDED: "done",
    SlipStatus.NOT_PRINTED: "my-move",
    SlipStatus.PRINTED: "my-move",
    SlipStatus.SIGNED: "sent",
    SlipStatus.USED_UNSIGNED: "warning",
    SlipStatus.USED: "done",
    SlipStatus.EXPIRED: "problem",
    SlipStatus.REPLACED: "closed",
}

ISSUED, ADDED = "access.issued", "access.added"
REISSUED, REISSUED_TO_YOU = "access.reissued", "access.reissued-to-you"

#: Subject and body of the notifications about an event.
EVENTS: dict[str, tuple[str | Promise, str | Promise]] = {
    ISSUED: (
        _("%(organization)s: access issued to %(person)s"),
        _("Contract %(contract)s, user name %(username)s. Issued at %(point)s by %(officer)s."),
    ),
    ADDED: (
        _("Contract %(contract)s is added to your access"),
        _("%(organization)s. Sign in with your user name and password as before."),
    ),
    REISSUED: (
        _("%(organization)s: access issued again to %(person)s"),
        _(
            "User name %(username)s. Issued at %(point)s by %(officer)s. The former password and sessions have ended."
        ),
    ),
    REISSUED_TO_YOU: (
        _("Your access was issued again"),
        _(
            "At %(point)s, by %(officer)s. Your former password, your sessions and your second factor have ended; "
            "the access code is on the slip that was handed over in person. If it was not you who received it, "
            "call the hotline at once."
        ),
    ),
}

REFUSALS: dict[str, str | Promise] = {
    "access.point-name-taken": _("Another point of issue has this name."),
    "access.no-point": _(
        "You are placed at no point of issue and cannot issue access: ask the administrator to place you."
    ),
    "access.point-closed": _("The point of issue “%(point)s” is closed from %(day)s on."),
    "access.other-point": _(
        "Access of this person is issued where it was issued first: %(point)s, %(address)s, %(hours)s."
    ),
    "access.consent-lapsed": _("The head's consent to this point counted until %(day)s. Ask for it anew."),
    "access.authority-expired": _("The paper held until %(day)s: access is not issued on it."),
    "access.authority-in-future": _("The paper holds from %(day)s on: access is not issued earlier."),
    "access.other-authority": _("The paper checked before is another one: %(paper)s."),
    "access.checklist-incomplete": _("Not everything of the checklist is ticked."),
    "access.slip-printed": _("%(by)s printed the slip at %(at)s. The code is not shown a second time."),
    "access.slip-not-printed": _("The slip has not been printed yet."),
    "access.code-used": _("The person has signed in with the code: another one takes the whole checklist."),
    "access.already-signed": _("The person has signed for the slip: another one takes the whole checklist."),
    "access.issue-replaced": _("A later issue to the same person has replaced this one."),
    "access.reprint-reason-needed": _("Write why the slip is replaced."),
    "access.application-not-ready": _(
        "Access is not issued on this application now: %(by)s, %(at)s. %(reason)s"
    ),
    "access.contract-ended": _("Contract No. %(contract)s ended on %(day)s: access to it is not issued."),
    "access.own-access": _("Nobody issues access to themselves: ask a colleague."),
    "access.access-ended": _(
        "This person's access has ended, and is not issued again: a new application is needed, with new papers."
    ),
}

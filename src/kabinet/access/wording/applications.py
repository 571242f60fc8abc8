"""The words of applications."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kabinet.access.rules.applications import AuthorityKind, Check, Origin, PaperKind, Status

STATUS: dict[str, str | Promise] = {
    Status.RECEIVED: pgettext_lazy("application", "Received"),
    Status.CHECKING: pgettext_lazy("application", "Being checked"),
    Status.RETURNED: pgettext_lazy("application", "Returned"),
    Status.READY: pgettext_lazy("application", "Ready to be issued"),
    Status.STOPPED: pgettext_lazy("application", "Stopped"),
    Status.ISSUED: pgettext_lazy("application", "Issued"),
    Status.REFUSED: pgettext_lazy("application", "Refused"),
}

#: How the applicant sees the status, and how the staff do: what waits for the reader is theirs to move.
TAG = {
    Status.RECEIVED: "sent",
    Status.CHECKING: "progress",
    Status.RETURNED: "problem",
    Status.READY: "my-move",
    Status.STOPPED: "warning",
    Status.ISSUED: "done",
    Status.REFUSED: "closed",
}
TAG_FOR_STAFF = TAG | {
    Status.RECEIVED: "my-move",
    Status.CHECKING: "my-move",
    Status.RETURNED: "sent",
    Status.READY: "sent",
}

#: What the status means for the applicant, and what is to be done next.
MEANING: dict[str, str | Promise] = {
    Status.RECEIVED: _("The supplier checks the application. You need not do anything."),
    Status.CHECKING: _("The supplier checks the application. You need not do anything."),
    Status.RETURNED: _("It waits for you: correct the application and send it again."),
    Status.READY: _("It waits for you: come in person with the papers to receive access."),
    Status.STOPPED: _("The supplier has stopped the application and will write when it goes on."),
    Status.ISSUED: _("Access is issued. Sign in with the user name and the code from the slip."),
    Status.REFUSED: _("The application is refused. If the reason is gone, send a new one."),
}

ORIGIN: dict[str, str | Promise] = {
    Origin.PUBLIC: _("at the public page"),
    Origin.CABINET: _("inside the cabinet"),
}

PAPER: dict[str, str | Promise] = {
    PaperKind.POWER_OF_ATTORNEY: _("Power of attorney or order"),
    PaperKind.SIGNED_APPLICATION: _("Signed application"),
    PaperKind.OTHER: pgettext_lazy("paper", "Other"),
}

AUTHORITY: dict[str, str | Promise] = {
    AuthorityKind.POWER_OF_ATTORNEY: _("Power of attorney"),
    AuthorityKind.ORDER: _("Order"),
    AuthorityKind.CHARTER: _("Charter"),
}

CHECK: dict[str, str | Promise] = {
    Check.ORGANIZATION: _("The organization is ours, and its requisites are the same"),
    Check.CONTRACT: _("The contract is in force"),
    Check.AUTHORITY: _("The authority covers what is wanted, and its days are right"),
    Check.SIGNED: _("The signed application is here as a scan"),
    Check.SIGNED_AT_ISSUE: _("The signed application is to be shown at the issue"),
}

REFUSALS: dict[str, str | Promise] = {
    "access.application-not-found": _("There is no application with these data."),
    "access.already-applied": _(
        "An application for this person and this contract is on its way already. If you have sent it, follow it by "
        "its number; if not, ask the supplier: %(hotline)s."
    ),
    "access.application-already-decided": _("%(by)s decided about this application at %(at)s"),
    "access.application-reason-needed": _("Write the reason of the decision"),
    "access.application-checks-missing": _("Tick everything that you have checked"),
    "access.application-not-matched": _("Choose the organization and the contract first"),
    "access.application-rights-beyond": _("There are more rights than may be given"),
    "access.application-asker-lacks-rights": _(
        "%(asker)s, who asked for this colleague, does not manage the people of the contract any more."
    ),
    "access.application-nothing-wanted": _("Tick at least one right"),
    "access.application-not-for-clients": _("Choose one of the roles"),
    "access.application-authority-not-in-force": _("The authority is not in force today: %(day)s"),
    "access.application-too-many-papers": _("The application has %(most)s scans already, and takes no more"),
    "access.application-nothing-to-add": _("Choose the file of the scan"),
    "access.application-not-returned": _("The application is not waiting for you any longer: %(status)s"),
    "access.too-many-tries": _("There were too many tries from your address. Try again at %(until)s."),
    "access.too-many-bytes": _(
        "Your address has sent as many files today as we take; more are taken from %(until)s on. An application can be "
        "sent without scans: the originals are shown at the issue."
    ),
}

SUBMITTED = "access.application.submitted"
CORRECTED = "access.application.corrected"
UNKNOWN = "access.application.unknown"
COPY = "access.application.copy"
PAPERS = "access.application.papers"
STOPPED = "access.application.stopped-by-head"
WENT_ON = "access.application.went-on"


def applied(status: str) -> str:
    """Return the event of the letter to the applicant."""
    return f"access.application.{status}"


def asked(status: str) -> str:
    """Return the event of the notification to whoever asked for a colleague."""
    return f"access.colleague.{status}"


_SUBJECT = _("Application No. %(number)s for access: %(person)s, %(organization)s")

#: Subject and body of the notifications about an event.
EVENTS: dict[str, tuple[str | Promise, str | Promise]] = {
    SUBMITTED: (_SUBJECT, _("Contract %(contract)s. Check the papers and answer by the deadline.")),
    CORRECTED: (
        _SUBJECT,
        _("Contract %(contract)s. The application was corrected after its return. Check it again."),
    ),
    UNKNOWN: (
        _SUBJECT,
        _(
            "Contract %(contract)s is not among ours for this INN. Find the organization and the contract, "
            "or return the application."
        ),
    ),
    COPY: (_SUBJECT, _("A copy for you. The curator checks the application; you may stop it.")),
    PAPERS: (_SUBJECT, _("The applicant added scans. Look at them.")),
    STOPPED: (_SUBJECT, _("The head of the department stopped it. Reason: %(reason)s.")),
    WENT_ON: (_SUBJECT, _("The head of the department let it go on.")),
    applied(Status.RECEIVED): (
        _("Application No. %(number)s for access received"),
        _(
            "We answer by %(day)s. To follow the application you need its number, the secret from the receipt and "
            "the INN of the organization. We never ask for the secret by telephone or in a letter."
        ),
    ),
    applied(Status.RETURNED): (
        _("Application No. %(number)s for access returned"),
        _("Reason: %(reason)s. Open the application, correct it and send it again."),
    ),
    applied(Status.READY): (
        _("Application No. %(number)s for access is ready"),
        _(
            "Come in person to receive access. Bring your passport, the original of the power of attorney or order, "
            "and the signed application. Where and when:\n%(places)s"
        ),
    ),
    applied(Status.STOPPED): (
        _("Application No. %(number)s for access is stopped"),
        _("Reason: %(reason)s. You need not do anything: we shall write when it goes on."),
    ),
    applied(Status.CHECKING): (
        _("Application No. %(number)s for access goes on"),
        _("It is being checked again. You need not do anything."),
    ),
    applied(Status.ISSUED): (
        _("Access by application No. %(number)s is issued"),
        _(
            "Sign in with the user name and the one-time code from the slip, and choose a password of your own. "
            "If it was not you who received the slip, call the hotline at once."
        ),
    ),
    applied(Status.REFUSED): (
        _("Application No. %(number)s for access refused"),
        _("Reason: %(reason)s. If the reason is gone, send a new application."),
    ),
}

_ASKED_SUBJECT = _("Access for %(person)s, application No. %(number)s")
EVENTS |= {
    asked(Status.RECEIVED): (_ASKED_SUBJECT, _("It goes on. We answer by %(day)s.")),
    asked(Status.CHECKING): (_ASKED_SUBJECT, _("It is being checked again. You need not do anything.")),
    asked(Status.RETURNED): (
        _ASKED_SUBJECT,
        _("Returned. Reason: %(reason)s. Correct it and send it again."),
    ),
    asked(Status.READY): (
        _ASKED_SUBJECT,
        _(
            "Ready to be issued. Your colleague comes in person with passport, the original of the power of attorney "
            "or order, and the signed application. Where and when:\n%(places)s"
        ),
    ),
    asked(Status.STOPPED): (_ASKED_SUBJECT, _("Stopped. Reason: %(reason)s.")),
    asked(Status.ISSUED): (_ASKED_SUBJECT, _("Access is issued.")),
    asked(Status.REFUSED): (_ASKED_SUBJECT, _("Refused. Reason: %(reason)s.")),
}

"""The words of this area."""

from django.utils.translation import gettext_lazy as _

STATUS = {
    "waiting": _("Waiting"),
    "running": _("In work"),
    "retrying": _("Waiting for another attempt"),
    "done": _("Ready"),
    "failed": _("Not done"),
    "cancelled": _("Cancelled"),
    "given-up": _("Given up"),
}

REFUSALS = {
    "jobs.not-found": _("There is no such job, or it is not yours."),
    "jobs.over": _("The job has already ended and cannot be cancelled."),
    "jobs.worker-lost": _("The work broke off before its end."),
    "jobs.broke-off": _("The work broke off because of an error in the program. Call your curator."),
}

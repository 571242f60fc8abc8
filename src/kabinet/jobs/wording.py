"""The words of this area. `TAG` says how `ui.Tag` colours a status."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATUS = {
    "waiting": pgettext_lazy("job", "Waiting its turn"),
    "running": pgettext_lazy("job", "In progress"),
    "retrying": pgettext_lazy("job", "Will be tried again"),
    "done": pgettext_lazy("job", "Ready"),
    "failed": pgettext_lazy("job", "Not done"),
    "cancelled": pgettext_lazy("job", "Cancelled"),
    "given-up": pgettext_lazy("job", "Given up after three attempts"),
}
#: Of a running job whose owner has asked for its end.
CANCELLING = pgettext_lazy("job", "Being cancelled")

TAG = {
    "waiting": "sent",
    "running": "progress",
    "retrying": "warning",
    "done": "done",
    "failed": "problem",
    "cancelled": "closed",
    "given-up": "problem",
}

REFUSALS = {
    "jobs.not-found": _("There is no such job, or it is not yours."),
    "jobs.over": _("The job has already ended and cannot be cancelled."),
    "jobs.worker-lost": _("The work broke off before its end."),
    "jobs.broke-off": _("The work broke off because of an error in the program. Call your curator."),
}

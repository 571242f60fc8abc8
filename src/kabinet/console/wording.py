"""What people are told of their jobs, in words."""

from django.utils.translation import gettext_lazy as _

from kabinet.console.telling import DONE, NOT_DONE
from kabinet.notifications import wording


def register() -> None:
    wording.register(
        DONE, subject=_("Ready: %(title)s"), body=_("Open the job to see or download the result.")
    )
    wording.register(
        NOT_DONE,
        subject=_("Not done: %(title)s"),
        body=_("Open the job to see why, and start it again if needed."),
    )

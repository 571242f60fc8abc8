"""The notifications that the demo supplier has sent, in words."""

from django.utils.translation import gettext_lazy as _

from kabinet.notifications import wording


def register() -> None:
    wording.register(
        "demo.month_closed",
        subject=_("Documents for %(month)s are placed"),
        body=_(
            "The act, the invoice and the tax invoice are in the register. Sign the act and send its scan back."
        ),
    )
    wording.register(
        "demo.request_answered",
        subject=_("The request for %(month)s is answered"),
        body=_("Open the request to see the agreed volume and the reason for changes."),
    )
    wording.register(
        "demo.readings_accepted",
        subject=_("The readings of %(day)s are accepted"),
        body=_("Nothing is left to do for this gas day."),
    )

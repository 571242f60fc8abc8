"""Words of the access area."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kabinet.access.wording import offers, proposals, requisites
from kabinet.access.wording.rights import RIGHT, RIGHT_IN_SHORT, ROLE

__all__ = ["PARKED_KEY", "REFUSALS", "RIGHT", "RIGHT_IN_SHORT", "ROLE"]

#: The session's name for the secret of a parked form.
PARKED_KEY = "parked_form"

REFUSALS: dict[str, str | Promise] = {
    **proposals.REFUSALS,
    **offers.REFUSALS,
    **requisites.REFUSALS,
    "access.policy-out-of-bounds": _("The figure has to lie between 1 and %(most)s."),
    "access.policy-changed": _(
        "%(by)s set another policy at %(at)s. Look at it below, and change what has to be changed."
    ),
}

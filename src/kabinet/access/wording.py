"""Words of the access area."""

from django.utils.translation import gettext_lazy as _

#: The session's name for the secret of a parked form.
PARKED_KEY = "parked_form"

ROLE = {
    "engineer": _("Metering engineer of the enterprise"),
    "accountant": _("Accountant of the enterprise"),
    "director": _("Director of the enterprise"),
    "curator": _("Curator"),
    "head": _("Head of the gas sales department"),
    "metering-engineer": _("Metering engineer"),
    "supplier-accountant": _("Accountant of the supplier"),
    "credentials-desk": _("Credentials desk"),
    "administrator": _("Administrator"),
}

RIGHT = {
    "see-supply": _("sees contracts, readings and documents"),
    "see-money": _("sees settlements"),
    "submit-readings": _("submits readings"),
    "submit-requests": _("submits requests"),
    "send-documents": _("sends documents"),
    "manage-people": _("manages people"),
}

REFUSALS = {
    "access.offer-not-found": _("There is no such version of the offer agreement."),
}

"""The words of roles and rights."""

from django.utils.translation import gettext_lazy as _

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
    "decide-requests": _("decides about requests"),
    "decide-readings": _("decides about readings"),
    "review-documents": _("reviews the scans sent in"),
    "publish-documents": _("publishes documents"),
    "post-payments": _("posts payments"),
    "decide-applications": _("decides about applications for access"),
    "oversee-applications": _("sees all applications for access and may stop them"),
    "issue-access": _("issues access"),
    "end-access": _("ends the access of a customer's people"),
    "look-as-client": _("looks as the customer"),
    "arrange-stand-ins": _("arranges stand-ins and entrusts customers"),
    "manage-staff": _("enters the supplier's staff"),
    "propose-offer": _("proposes versions of the offer agreement"),
    "propose-requisites": _("proposes changes of the requisites"),
    "approve-proposals": _("approves what others propose"),
    "see-journal": _("reads the journal"),
    "administer": _("sets the rules of the cabinet"),
}

#: What a client's right is about, for a list of several.
RIGHT_IN_SHORT = {
    "see-supply": _("contract"),
    "see-money": _("settlements"),
    "submit-readings": _("readings"),
    "submit-requests": _("requests"),
    "send-documents": _("documents"),
    "manage-people": _("people"),
}

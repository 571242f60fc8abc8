"""The journal's events in words. The events themselves are data, and stand beside their words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, str | Promise] = {
    "access.signed_in": _("Signed in"),
    "access.sign_in_refused": _("Sign-in refused"),
    "access.password_changed": _("Password changed"),
    "organizations.contract_volume.set": _("Contract volume set"),
    "metering.volumes.submitted": _("Readings handed in"),
    "metering.volumes.accepted": _("Readings accepted"),
    "metering.volumes.returned": _("Readings returned"),
    "metering.correction.submitted": _("Readings corrected"),
    "requests.volume_request.submitted": _("Request sent"),
    "requests.volume_request.accepted": _("Request accepted"),
    "requests.volume_request.accepted-with-changes": _("Request accepted with changes"),
    "requests.volume_request.returned": _("Request returned"),
    "documents.scans.submitted": _("Scans were sent"),
    "documents.scan.accepted": _("Scan accepted"),
    "documents.scan.returned": _("Scan returned"),
    "documents.published": _("Document published"),
    "settlements.opening.posted": _("Opening balance posted"),
    "settlements.charge.posted": _("Charge posted"),
    "settlements.payment.posted": _("Payment posted"),
    "settlements.correction.posted": _("Correction posted"),
    "settlements.reversal.posted": _("Entry taken back"),
    "settlements.penalty.posted": _("Penalty posted"),
}

FACTS: dict[str, str | Promise] = {
    "address": _("address"),
    "agreed_m3": _("agreed, m³"),
    "amount": _("sum"),
    "browser": _("browser"),
    "content_sha256": "SHA-256",
    "deadline": _("deadline"),
    "kind": _("kind"),
    "month": _("month"),
    "number": _("number"),
    "offer": _("offer"),
    "on": _("date"),
    "reason": _("reason"),
    "reverses": _("takes back the entry"),
    "sha256": "SHA-256",
    "source": _("source"),
    "status": _("status"),
    "version": _("version"),
    "volumes_m3": _("volumes, m³"),
}

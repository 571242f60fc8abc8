"""The decisions with two ways out: accept, or return with a reason."""

from django.utils.translation import gettext_lazy as _

from kabinet.desk.forms.reasons import Grounds, ReasonForm


class ReadingsDecisionForm(ReasonForm):
    grounds: Grounds = {
        "telemetry": _("The volume differs from telemetry"),
        "unit": _("A wrong unit of volume: thousand m³ are expected"),
        "day": _("The volume belongs to another gas day"),
        "unexplained": _("An unusual volume is not explained"),
        "instrument": _("A report on the instrument is needed"),
        "other": _("Another reason"),
    }


class ScanDecisionForm(ReasonForm):
    grounds: Grounds = {
        "unreadable": _("The scan cannot be read"),
        "pages": _("Pages are missing"),
        "signature": _("The signature or the seal is missing"),
        "authority": _("The signatory's authority is not confirmed"),
        "document": _("It is another document"),
        "other": _("Another reason"),
    }

"""The decisions with two ways out: accept, or return with a reason."""

from django import forms
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


class DayDecisionForm(ReadingsDecisionForm):
    """The decision about one day; where other volumes came with it and wait too, it may be about all of them."""

    scope = forms.ChoiceField(
        label=_("What the decision is about"),
        widget=forms.RadioSelect,
        choices=[
            ("day", _("This day of this unit alone")),
            ("all", _("Everything that was handed in together and still waits")),
        ],
        initial="day",
        required=False,
    )

    def __init__(self, *args: object, alone: bool, **options: object) -> None:
        super().__init__(*args, **options)
        if alone:
            del self.fields["scope"]

    @property
    def is_about_all(self) -> bool:
        return self.cleaned_data.get("scope") == "all"


class ScanDecisionForm(ReasonForm):
    grounds: Grounds = {
        "unreadable": _("The scan cannot be read"),
        "pages": _("Pages are missing"),
        "signature": _("The signature or the seal is missing"),
        "authority": _("The signatory's authority is not confirmed"),
        "document": _("It is another document"),
        "other": _("Another reason"),
    }

"""Files with volumes: whose they are, and why what is unusual in them is right."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kabinet.foundation.forms import Form
from kabinet.metering.queries import MeteringUnit
from kabinet.metering.rules.words import Reason, keep_reason
from kabinet.portal.forms.metering import REASONS


class FileForm(Form):
    """The metering unit of a file that does not name its device; where the contract has one unit, nothing is asked."""

    unit = forms.ChoiceField(
        required=False,
        label=_("Metering unit"),
        help_text=_(
            "Only for files that do not name their device; otherwise the unit is found by the serial number."
        ),
    )

    def __init__(self, *args: Any, units: Sequence[MeteringUnit], **options: Any) -> None:
        super().__init__(*args, **options)
        self._units = units
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [("", gettext("by the serial number in the file"))] + [
            (str(unit.pk), unit.name) for unit in units
        ]
        if len(units) < 2:  # noqa: PLR2004 (one unit leaves no choice)
            del self.fields["unit"]

    @property
    def unit_id(self) -> int | None:
        if len(self._units) == 1:
            return self._units[0].pk
        chosen = self.cleaned_data.get("unit")
        return int(chosen) if chosen else None


class ReasonForm(Form):
    """One reason for all that is unusual in the file or differs from what was submitted."""

    reason = forms.ChoiceField(choices=REASONS, label=_("Why this is right"))
    note = forms.CharField(required=False, max_length=200, label=_("Explanation"))
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, wanted: bool, **options: Any) -> None:
        options.setdefault("initial", {"key": uuid4().hex})
        super().__init__(*args, **options)
        if not wanted:
            del self.fields["reason"]
            del self.fields["note"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("reason") == Reason.OTHER and not cleaned.get("note", "").strip():
            self.add_error("note", gettext("Write what happened"))
        return cleaned

    @property
    def kept_reason(self) -> str:
        chosen = self.cleaned_data.get("reason")
        return keep_reason(Reason(chosen), self.cleaned_data.get("note", "")) if chosen else ""

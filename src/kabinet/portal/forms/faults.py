"""What a client tells of a fault of their own instruments."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from kabinet.foundation.forms import YEARS, DayField, Form, TimeField
from kabinet.metering import wording
from kabinet.metering.operations import FaultFacts
from kabinet.metering.queries import Instrument, MeteringUnit
from kabinet.metering.rules.words import FaultKind


class FaultForm(Form):
    """`place` is "unit" for a whole unit, "unit-instrument" for one instrument of it."""

    place = forms.ChoiceField(label=_("What is at fault"))
    kind = forms.ChoiceField(
        label=_("What is wrong"), choices=[(one.value, wording.FAULT_KIND[one]) for one in FaultKind]
    )
    day = DayField(label=_("Since which day"), years=YEARS)
    time = TimeField(label=_("Time"), help_text=_("As exactly as you know it"))
    note = forms.CharField(
        label=_("Explanation"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, units: Sequence[MeteringUnit], instruments: Sequence[Instrument], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("key", uuid4().hex)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [("", _("Choose")), *_places(units, instruments)]

    @property
    def unit_id(self) -> int:
        return int(self.cleaned_data["place"].partition("-")[0])

    def facts(self, zone: ZoneInfo) -> FaultFacts:
        typed = self.cleaned_data
        instrument = typed["place"].partition("-")[2]
        return FaultFacts(
            FaultKind(typed["kind"]),
            datetime.combine(typed["day"], typed["time"], tzinfo=zone),
            instrument_id=int(instrument) if instrument else None,
            note=typed["note"].strip(),
        )


def _places(units: Sequence[MeteringUnit], instruments: Sequence[Instrument]) -> list[tuple[str, Any]]:
    """Group the instruments that stand in a unit under its name."""
    groups = []
    for unit in units:
        own = [one for one in instruments if one.unit_id == unit.pk and one.removed_at is None]
        rows = [(f"{unit.pk}-{one.pk}", f"{wording.KIND[one.kind]} {one}") for one in own]
        groups.append((unit.name, [(str(unit.pk), _("The whole unit")), *rows]))
    return groups

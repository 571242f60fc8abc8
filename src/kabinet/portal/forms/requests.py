"""What a client asks for in a volume request."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kabinet.formats.numbers import Unit
from kabinet.foundation.forms import Form, NumberField
from kabinet.requests import wording
from kabinet.requests.queries import PointRow, RequestForm
from kabinet.requests.rules.decisions import NothingRequested
from kabinet.values.volume import ZERO, from_thousand, to_thousand

_PLACES = 3


class VolumesForm(Form):
    """A volume for each supply point, in thousand m³, and what the supplier is to know about it."""

    comment = forms.CharField(
        required=False,
        max_length=1000,
        label=_("Comment for the supplier"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, asked: RequestForm, **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked = asked
        for row in asked.rows:
            self.fields[field_name(row)] = NumberField(
                places=_PLACES,
                unit=Unit.THOUSAND_M3,
                label=row.point.name,
                initial=None if row.suggestion is None else to_thousand(row.suggestion),
                error_messages={
                    "required": gettext("%(point)s: type the volume") % {"point": row.point.name}
                },
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        typed = [(field_name(row), cleaned.get(field_name(row))) for row in self.asked.rows]
        for name, volume in typed:
            if volume is not None and volume < 0:
                label = self.fields[name].label
                self.add_error(name, gettext("%(point)s: the volume cannot be negative") % {"point": label})
        if all(volume == 0 for _name, volume in typed):
            self.add_error(typed[0][0], str(wording.REFUSALS[NothingRequested.code]))
        return cleaned

    @property
    def volumes(self) -> dict[int, Decimal]:
        """Return m³ by supply point id."""
        return {row.point.pk: from_thousand(self.cleaned_data[field_name(row)]) for row in self.asked.rows}

    @property
    def over_contract(self) -> Decimal:
        """Return how much is asked for over the contract volume, m³; nothing where none is set."""
        plan = contract_volume(self.asked.rows)
        return max(ZERO, sum(self.volumes.values(), ZERO) - plan) if plan is not None else ZERO


def field_name(row: PointRow) -> str:
    return f"p-{row.point.pk}"


def contract_volume(rows: Sequence[PointRow]) -> Decimal | None:
    known = [row.contract_volume for row in rows if row.contract_volume is not None]
    return sum(known, ZERO) if known else None

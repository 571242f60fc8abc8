from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kabinet.foundation import formatting
from kabinet.foundation.forms import Form, NumberField
from kabinet.values.months import BillingMonth

_MONTHS_BACK = 24


class QualityForm(Form):
    """The calorific value of a month's gas in a region; the passport itself is examined by the files area."""

    region = forms.ChoiceField(label=_("Region"))
    month = forms.TypedChoiceField(label=_("Month"), coerce=BillingMonth.parse)
    calorific_value = NumberField(label=_("Calorific value, kcal/m³"), places=0)
    passport_number = forms.CharField(label=_("Number of the passport"), max_length=80)

    def __init__(self, *args: Any, regions: Sequence[str], today: BillingMonth, **options: Any) -> None:
        super().__init__(*args, **options)
        months = [today.plus(-back) for back in range(_MONTHS_BACK)]
        self._choose("region", [(region, region) for region in regions])
        self._choose("month", [(str(month), formatting.month(month)) for month in months])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = choices

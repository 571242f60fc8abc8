"""A volume that the supplier puts in where the customer gave none."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kabinet.formats.numbers import Unit
from kabinet.foundation.forms import Form, NumberField
from kabinet.metering.rules.words import Basis
from kabinet.values.volume import from_thousand


class PutInForm(Form):
    """
    By capacity the volume is reckoned from the equipment; by the contract's method it is typed, in thousand m³.

    The reason is written in Russian: it becomes a part of the record.
    """

    basis = forms.ChoiceField(
        label=_("How the volume is determined"),
        widget=forms.RadioSelect,
        choices=[
            (Basis.CAPACITY.value, _("By the capacity of the equipment, as reckoned above")),
            (Basis.METHOD.value, _("By the method of the contract, as typed below")),
        ],
    )
    volume = NumberField(
        label=_("Volume by the method, thousand m³"), places=3, unit=Unit.THOUSAND_M3, required=False
    )
    why = forms.CharField(
        label=_("Why the volume is put in, for the customer to read"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by_capacity: Decimal, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by_capacity = by_capacity

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("basis") == Basis.METHOD and typed.get("volume") is None and "volume" not in self.errors:
            self.add_error("volume", gettext("Type the volume by the contract's method, for example 36,100"))
        if typed.get("basis") == Basis.CAPACITY and not self.by_capacity:
            self.add_error("basis", gettext("No equipment is known, or all of it was sealed on this day"))
        return typed

    @property
    def chosen(self) -> Basis:
        return Basis(self.cleaned_data["basis"])

    @property
    def volume_m3(self) -> Decimal:
        if self.chosen is Basis.CAPACITY:
            return self.by_capacity
        return from_thousand(self.cleaned_data["volume"])

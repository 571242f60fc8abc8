import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kabinet.formats.numbers import Unit
from kabinet.foundation.forms import YEARS, DayField, Form, NumberField
from kabinet.organizations.queries import Contract


class PaymentForm(Form):
    """A payment as the payment order says. `key` makes a second press answer with the first entry."""

    contract = forms.TypedChoiceField(label=_("Contract"), coerce=int)
    amount = NumberField(label=_("Sum, ₽"), places=2, unit=Unit.RUB)
    paid_on = DayField(label=_("Date of the payment"), years=YEARS)
    payment_order = forms.CharField(label=_("Number of the payment order"), max_length=40)
    purpose = forms.CharField(label=_("Purpose of the payment"), max_length=200)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, contracts: list[Contract], today: date, **options: Any) -> None:
        options.setdefault("initial", {"paid_on": today, "key": uuid.uuid4().hex})
        super().__init__(*args, **options)
        field = self.fields["contract"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [(str(one.pk), one.number) for one in contracts]


class ReversalForm(Form):
    reason = forms.CharField(
        label=_("Reason of the reversal"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

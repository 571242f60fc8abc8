from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kabinet.documents.rules.words import DRAWN_UP, Kind
from kabinet.documents.wording import FULL_KIND
from kabinet.formats.numbers import Unit
from kabinet.foundation import formatting
from kabinet.foundation.forms import YEARS, DayField, Form, NumberField
from kabinet.organizations.queries import Contract
from kabinet.values.months import BillingMonth

DRAWN, UPLOADED = "drawn", "uploaded"
_MONTHS_BACK = 24


class PublishForm(Form):
    """A document to be placed for one customer; the file itself is examined by the files area."""

    contract = forms.TypedChoiceField(label=_("Contract"), coerce=int)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(FULL_KIND.items()))
    number = forms.CharField(label=_("Number"), max_length=60)
    dated_on = DayField(label=_("Date"), years=YEARS)
    month = forms.ChoiceField(label=_("Month it is about"), required=False)
    amount = NumberField(label=_("Sum with VAT, ₽"), places=2, unit=Unit.RUB, required=False)
    title = forms.CharField(
        label=_("What it is about, where the kind does not say it"), required=False, max_length=300
    )
    source = forms.ChoiceField(
        label=_("Where the document comes from"),
        choices=[
            (UPLOADED, _("A file of ours")),
            (DRAWN, _("Drawn up by Kabinet from the stored figures of the month")),
        ],
        initial=UPLOADED,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, contracts: list[Contract], today: BillingMonth, **options: Any) -> None:
        super().__init__(*args, **options)
        self._choose("contract", [(str(one.pk), one.number) for one in contracts])
        months = [today.plus(1 - back) for back in range(_MONTHS_BACK)]
        named = [(str(month), formatting.month(month)) for month in months]
        self._choose("month", [("", _("No month")), *named])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = choices

    def clean_month(self) -> BillingMonth | None:
        typed = self.cleaned_data["month"]
        return BillingMonth.parse(typed) if typed else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("source") == DRAWN:
            if cleaned.get("kind") not in DRAWN_UP:
                text = _(
                    "Only acts, invoices, tax invoices and reconciliation acts are drawn up: choose a file"
                )
                self.add_error("source", text)
            elif cleaned.get("month") is None:
                self.add_error("month", _("Choose the month whose figures the document is drawn up from"))
        return cleaned

    @property
    def is_drawn(self) -> bool:
        return bool(self.cleaned_data["source"] == DRAWN)

    @property
    def kind_chosen(self) -> Kind:
        return Kind(self.cleaned_data["kind"])

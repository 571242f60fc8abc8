import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kabinet.access.rules.proposals import ReasonNeeded
from kabinet.access.wording.requisites import FIELD, PROBLEM
from kabinet.formats.signs import plain
from kabinet.foundation.forms import YEARS, DayField, Form
from kabinet.foundation.http import submission_key
from kabinet.foundation.refusal import Refusal
from kabinet.organizations.rules.requisites import (
    LONGEST,
    Requisites,
    RequisitesDayTaken,
    RequisitesInPast,
)

_FIGURES = ("inn", "kpp", "bik", "account", "correspondent_account")
_LONG = ("address", "signer_in_genitive")


class FiguresField(forms.CharField):
    """A row of figures as it is typed or pasted, with spaces and dots between its groups."""

    def to_python(self, value: Any) -> str:
        text = plain(str(super().to_python(value)))
        return "".join(sign for sign in text if sign not in " .-\t").upper()


def _field(name: str) -> forms.CharField:
    # What is wrong with it is told by the rules, all of it at once.
    options: dict[str, Any] = {"label": FIELD[name], "required": False}
    if name in _FIGURES:
        look = "w-20 figures" if LONGEST[name] > 9 else "w-10 figures"  # noqa: PLR2004 (a short row of figures)
        widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": look})
        return FiguresField(**options, widget=widget)
    if name in _LONG:
        return forms.CharField(**options, widget=forms.Textarea(attrs={"rows": 2}))
    return forms.CharField(**options)


class RequisitesForm(Form):
    """Other requisites of the supplier, from a day on. `key` makes a second press answer with the first proposal."""

    valid_from = DayField(label=_("In force from"), years=YEARS, help_text=_("DD.MM.YYYY, today or later"))
    reason = forms.CharField(
        label=_("Why, and on what paper"),
        max_length=500,
        help_text=_("For example: letter of the bank No. 12 of 20.11.2026"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named: dict[str, forms.Field] = {name: _field(name) for name in LONGEST}
        self.fields = named | self.fields

    @classmethod
    def of(cls, requisites: Requisites, *, seen: int) -> "RequisitesForm":
        return cls(initial={**requisites.content(), "seen": seen, "key": uuid.uuid4().hex})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, code in self.requisites.problems().items():
            facts = {"field": FIELD[name], "most": LONGEST[name]}
            self.add_error(name, str(PROBLEM[code]) % facts)
        return cleaned

    def bound(self, *names: str) -> list[forms.BoundField]:
        """Return the fields of one group of the page."""
        return [self[name] for name in names]

    @property
    def requisites(self) -> Requisites:
        return Requisites(**{name: self.cleaned_data.get(name, "") for name in LONGEST})

    @property
    def submission_key(self) -> str:
        typed = self.cleaned_data
        return submission_key(
            typed["key"], typed["valid_from"], typed["reason"], *self.requisites.content().values()
        )

    def refuse(self, refusal: Refusal, words: str) -> None:
        """Say at the field concerned why it cannot be."""
        fields: dict[type[Refusal], str] = {
            RequisitesInPast: "valid_from",
            RequisitesDayTaken: "valid_from",
            ReasonNeeded: "reason",
        }
        self.add_error(fields.get(type(refusal)), words)

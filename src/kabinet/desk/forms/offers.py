import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kabinet.access.queries.offers import Offer
from kabinet.access.rules import offers as rules
from kabinet.access.rules.offers import Draft
from kabinet.access.rules.proposals import ReasonNeeded
from kabinet.foundation.forms import YEARS, DayField, Form
from kabinet.foundation.http import submission_key
from kabinet.foundation.refusal import Refusal

_FIELD_OF: dict[type[Refusal], str] = {
    rules.VersionNameUnfit: "version",
    rules.VersionTaken: "version",
    rules.OfferInPast: "in_force_from",
    rules.DayTaken: "in_force_from",
    rules.OfferEmpty: "text",
    rules.OfferUnchanged: "text",
    ReasonNeeded: "reason",
}


class OfferForm(Form):
    """A version of the offer as it is written. `key` makes a second press answer with the first proposal."""

    version = forms.CharField(
        label=_("Name of the version"),
        max_length=20,
        help_text=_(
            "For example 2027-01. It stands in receipts of sign-in and in addresses, and never changes."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-10"}),
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    in_force_from = DayField(
        label=_("In force from"), years=YEARS, help_text=_("DD.MM.YYYY, today or later, from 00:00")
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=100_000,
        help_text=_("Every line is a paragraph. A line like “3. Access” heads those below it."),
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
    )
    reason = forms.CharField(
        label=_("What changes, and why"),
        max_length=500,
        help_text=_("For the one who approves"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    @classmethod
    def from_version(cls, offer: Offer | None) -> "OfferForm":
        """Begin with the text in force."""
        initial: dict[str, Any] = {"key": uuid.uuid4().hex}
        if offer:
            initial |= {"title": offer.title, "text": offer.text}
        return cls(initial=initial)

    def clean_text(self) -> str:
        """Leave the paragraphs as they were written, without the spaces that nobody sees."""
        return "\n".join(line.rstrip() for line in self.cleaned_data["text"].strip().splitlines()) + "\n"

    @property
    def draft(self) -> Draft:
        typed = self.cleaned_data
        return Draft(typed["version"], typed["title"], typed["text"], typed["in_force_from"])

    @property
    def submission_key(self) -> str:
        draft = self.draft
        return submission_key(
            self.cleaned_data["key"], draft.version, draft.title, draft.text, draft.in_force_from
        )

    def refuse(self, refusal: Refusal, words: str) -> None:
        """Say at the field concerned why it cannot be."""
        self.add_error(_FIELD_OF.get(type(refusal)), words)

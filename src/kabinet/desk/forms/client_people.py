"""Why the supplier ends the access of a customer's person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kabinet.foundation.forms import Form


class EndForm(Form):
    """`seen` says what the page has shown."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_(
            "The person and those who manage the customer's people read it; it stands in the journal."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=2000)

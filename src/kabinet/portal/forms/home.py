from django import forms
from django.utils.translation import gettext_lazy as _

from kabinet.foundation.forms import Form


class SearchForm(Form):
    """The one search box; the documents' page answers it."""

    q = forms.CharField(
        label=_("Search documents"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Number, sum, date or word"), "autocomplete": "off"}),
    )

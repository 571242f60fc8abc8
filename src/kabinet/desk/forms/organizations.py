from django import forms
from django.utils.translation import gettext_lazy as _

from kabinet.foundation.forms import Form


class SearchForm(Form):
    q = forms.CharField(label=_("Name, INN, contract or telephone"), required=False, max_length=100)
    q.grows = True  # type: ignore[attr-defined]

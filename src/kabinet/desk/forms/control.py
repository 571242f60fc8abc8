from django import forms
from django.utils.translation import gettext_lazy as _

from kabinet.foundation.forms import Form


class ControlForm(Form):
    """Whose units are shown."""

    q = forms.CharField(label=_("Customer, contract or curator"), required=False, max_length=100)
    q.grows = True  # type: ignore[attr-defined]

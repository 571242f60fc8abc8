from django import forms
from django.utils.translation import gettext_lazy as _

from kabinet.foundation.forms import Form


class JournalForm(Form):
    """What the journal is narrowed to."""

    subject = forms.CharField(
        label=_("Subject, for example request:1042"), required=False, max_length=120, strip=True
    )
    organization = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    subject.grows = True  # type: ignore[attr-defined]

from django import forms
from django.utils.translation import gettext_lazy as _

from kabinet.foundation.forms import Form


class AnswerForm(Form):
    """Why a proposal is refused; whoever approves writes nothing."""

    answer = forms.CharField(
        label=_("Reason of the refusal"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kabinet.foundation.forms import Form


class AnswerForm(Form):
    """
    The decision about a proposal: whoever refuses says why.

    With `compare`, whoever approves says that they have compared the account with the bank's own letter.
    """

    answer = forms.CharField(
        label=_("Reason of the refusal"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, compare: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if compare:
            self.fields["compared"] = forms.BooleanField(
                label=_("I have compared the new account with the letter of the bank"), required=False
            )

    def is_compared(self) -> bool:
        """Say whether the tick that is asked for is there; put the mistake at it where it is not."""
        if "compared" not in self.fields or (self.is_valid() and self.cleaned_data["compared"]):
            return True
        self.add_error(
            "compared", gettext("Compare the account with the letter of the bank, and tick that you have")
        )
        return False

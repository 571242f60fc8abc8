"""The reason of a decision: a ground from the list of published ones, and what is to be added."""

from django import forms
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kabinet.foundation.forms import Form

Grounds = dict[str, str | Promise]


class ReasonForm(Form):
    """
    Base of the decisions. `reason` is what the customer reads.

    It is written in Russian whatever language the member of staff works in: it becomes a part of the record.
    """

    grounds: Grounds = {}

    ground = forms.ChoiceField(label=_("Reason"), required=False)
    note = forms.CharField(
        label=_("What the customer should know"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [("", _("Choose a reason")), *self.grounds.items()]

    @property
    def reason(self) -> str:
        ground: str = self.cleaned_data.get("ground", "")
        note: str = self.cleaned_data.get("note", "").strip()
        if not ground:
            return note
        with translation.override("ru"):
            said = str(self.grounds[ground])
        return f"{said}. {note}" if note else said

"""Which two versions of the offer are compared."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from kabinet.access.queries.offers import Offer
from kabinet.foundation import formatting
from kabinet.foundation.forms import Form


class CompareForm(Form):
    since = forms.ChoiceField(label=_("From version"))
    version = forms.ChoiceField(label=_("To version"))

    @classmethod
    def of(cls, versions: Sequence[Offer], shown: Offer | None) -> "CompareForm":
        """Begin with the version shown, and the one that it replaced."""
        after = shown or versions[0]
        before = next((one for one in versions if one.in_force_from < after.in_force_from), after)
        form = cls(initial={"since": before.version, "version": after.version})
        choices = [(one.version, f"{one.version}, {formatting.day(one.in_force_from)}") for one in versions]
        for field in form.fields.values():
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
            field.choices = choices
        return form

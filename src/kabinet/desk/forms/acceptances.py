from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kabinet.access.queries.offers import Offer
from kabinet.foundation.forms import Form


class AcceptancesForm(Form):
    """What the list of acceptances is narrowed to; what cannot be is passed over."""

    q = forms.CharField(label=_("Name, user name or organization"), required=False, max_length=100)
    version = forms.ChoiceField(label=_("Version of the offer"), required=False)
    q.grows = True  # type: ignore[attr-defined]

    def __init__(self, *args: Any, offers: list[Offer], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["version"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [("", _("All versions")), *((offer.version, offer.version) for offer in offers)]
        self.is_valid()

    @property
    def words(self) -> str:
        return str(self.cleaned_data.get("q", ""))

    @property
    def version_chosen(self) -> str:
        return str(self.cleaned_data.get("version", ""))

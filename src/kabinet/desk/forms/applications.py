"""The decision about an application, and whose contract it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kabinet.access.rules.applications import Check, RightsBeyond, Seen, Status
from kabinet.access.wording import RIGHT
from kabinet.access.wording.applications import CHECK, REFUSALS
from kabinet.desk.forms.reasons import Grounds, ReasonForm
from kabinet.foundation.forms import Form
from kabinet.foundation.rights import Right

_CHECKED = (Check.ORGANIZATION, Check.CONTRACT, Check.AUTHORITY)
_SIGNED = (Check.SIGNED, Check.SIGNED_AT_ISSUE)


class ApplicationDecisionForm(ReasonForm):
    """What was checked, the rights to be granted, and the reason where the answer is no."""

    grounds: Grounds = {
        "requisites": _("The requisites differ from those of the contract"),
        "contract": _("There is no such contract, or it is not in force"),
        "authority": _("The power of attorney does not cover the rights that are asked for"),
        "term": _("The authority has ended"),
        "scan": _("The scan cannot be read"),
        "signature": _("The signature or the seal is missing"),
        "other": _("Another reason"),
    }

    checks = forms.MultipleChoiceField(
        label=_("Checked"),
        required=False,
        choices=[(one.value, CHECK[one]) for one in _CHECKED],
        widget=forms.CheckboxSelectMultiple,
    )
    signed = forms.ChoiceField(
        label=_("Signed application"),
        required=False,
        choices=[(one.value, CHECK[one]) for one in _SIGNED],
        widget=forms.RadioSelect,
    )
    rights = forms.MultipleChoiceField(
        label=_("Rights to be granted"),
        help_text=_("These were asked for; take the tick off what the authority does not cover."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, wanted: Sequence[Right], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["note"].label = _("What the applicant should know")
        field = self.fields["rights"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [(right.value, RIGHT[right.value]) for right in wanted]
        field.error_messages["invalid_choice"] = str(REFUSALS[RightsBeyond.code])

    @property
    def all_checks(self) -> list[Check]:
        ticked = [*self.cleaned_data["checks"], self.cleaned_data["signed"]]
        return [Check(one) for one in ticked if one]

    @property
    def seen_as(self) -> Seen | None:
        """Return how the application stood on the page; None where the field was tampered with."""
        version, _dash, status = self.cleaned_data["seen"].partition("-")
        if not version.isdecimal() or len(version) > 4 or status not in set(Status):  # noqa: PLR2004 (four digits)
            return None
        return Seen(int(version), Status(status))


def seen_field(*, version: int, status: str) -> str:
    return f"{version}-{status}"


class SearchForm(Form):
    q = forms.CharField(label=_("Number, name, INN or contract"), required=False, max_length=100)
    q.grows = True  # type: ignore[attr-defined]
    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[("", _("All of the department")), ("mine", _("Mine, without copies"))],
    )


class MatchForm(Form):
    """The contract that an application turned out to be for."""

    contract = forms.TypedChoiceField(
        label=_("Contract"), coerce=int, widget=forms.RadioSelect, empty_value=None
    )

    def __init__(self, *args: Any, contracts: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["contract"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = list(contracts.items())
        field.error_messages["required"] = str(_("Choose the contract"))

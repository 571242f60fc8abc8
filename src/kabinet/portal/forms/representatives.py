"""The representative of an application: who they are, on what they act, and what they are to do."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kabinet.access.rules.applications import (
    AuthorityKind,
    AuthorityNotInForce,
    check_authority,
)
from kabinet.access.wording import ROLE
from kabinet.access.wording.applications import AUTHORITY
from kabinet.foundation import formatting
from kabinet.foundation.forms import YEARS, DayField, Form
from kabinet.foundation.person_fields import EmailLineField, FullNameField, LineField, PhoneField
from kabinet.foundation.rights import CLIENT_RIGHTS, SIDE_OF, Right, Role, Side

#: Whoever has access sees the contract; the rest is wanted or not.
EVERYBODYS = Right.SEE_SUPPLY
WANTED = {
    Right.SUBMIT_READINGS: gettext_lazy("Submit readings"),
    Right.SUBMIT_REQUESTS: gettext_lazy("Submit requests for gas"),
    Right.SEND_DOCUMENTS: gettext_lazy("Send signed documents"),
    Right.SEE_MONEY: gettext_lazy("See settlements: charges, payments, debt"),
    Right.MANAGE_PEOPLE: gettext_lazy("Manage people: ask for colleagues' access and its end"),
}
_ROLES = [(role.value, ROLE[role.value]) for role in Role if SIDE_OF[role] is Side.CLIENT]


class PersonForm(Form):
    """The representative, on what they act, and what they are to do in the cabinet."""

    full_name = FullNameField()
    position = LineField(
        label=gettext_lazy("Position"), max_length=200, widget=forms.TextInput(attrs={"class": "w-30"})
    )
    phone = PhoneField()
    email = EmailLineField(help_text=gettext_lazy("We write here at each step"))
    authority_kind = forms.ChoiceField(
        label=gettext_lazy("On what the representative acts"),
        help_text=gettext_lazy(
            "A director acts on the charter: no number and no last day, from the day of taking office"
        ),
        choices=list(AUTHORITY.items()),
        initial=AuthorityKind.POWER_OF_ATTORNEY,
        widget=forms.RadioSelect,
    )
    authority_number = LineField(
        label=gettext_lazy("Number of the power of attorney or order"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-20"}),
    )
    authority_from = DayField(
        label=gettext_lazy("Holds from"),
        years=YEARS,
    )
    authority_to = DayField(
        label=gettext_lazy("Holds until, that day included"),
        years=YEARS,
        required=False,
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role in the cabinet"), choices=_ROLES, widget=forms.RadioSelect
    )
    rights = forms.MultipleChoiceField(
        label=gettext_lazy("What the representative is to do"),
        help_text=gettext_lazy(
            "Everybody with access sees the contract, readings and documents without sums."
        ),
        choices=list(WANTED.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kept = forms.MultipleChoiceField(
        label=gettext_lazy("Already taken, no need to choose them again"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=9999)

    def __init__(self, *args: Any, today: date, kept: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self._offer("kept", list(kept))

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("authority_kind")
        if kind in {AuthorityKind.POWER_OF_ATTORNEY, AuthorityKind.ORDER}:
            self._need("authority_number", _("Write the number of the power of attorney or order"))
        if kind == AuthorityKind.POWER_OF_ATTORNEY:
            self._need("authority_to", _("Write until when the power of attorney holds"))
        self._check_days(cleaned.get("authority_from"), cleaned.get("authority_to"))
        return cleaned

    def _need(self, name: str, text: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, text)

    def _check_days(self, since: date | None, until: date | None) -> None:
        if since is None:
            return
        if until is not None and until < since:
            self.add_error("authority_to", _("The last day is before the first one: check both"))
            return
        try:
            check_authority(since=since, until=until, on=self.today)
        except AuthorityNotInForce as refusal:
            self._refuse_day(since if refusal.facts["day"] == since else until, begins=since > self.today)

    def _refuse_day(self, day: date | None, *, begins: bool) -> None:
        shown = formatting.day(day) if day else ""
        if begins:
            text = _("The authority begins on %(day)s: apply when it has begun")
            self.add_error("authority_from", text % {"day": shown})
        else:
            text = _("The authority ended on %(day)s: apply with one that is in force")
            self.add_error("authority_to", text % {"day": shown})

    @property
    def rights_wanted(self) -> frozenset[Right]:
        return frozenset({EVERYBODYS, *map(Right, self.cleaned_data["rights"])})

    def person(self) -> dict[str, Any]:
        """Return what was typed of the person, by the names of `Applied`."""
        typed = self.cleaned_data
        kind = AuthorityKind(typed["authority_kind"])
        return {
            "full_name": typed["full_name"],
            "position": typed["position"],
            "phone": typed["phone"],
            "email": typed["email"],
            "role": Role(typed["role"]),
            "rights": self.rights_wanted,
            "authority_kind": kind,
            "authority_number": "" if kind is AuthorityKind.CHARTER else typed["authority_number"],
            "authority_from": typed["authority_from"],
            "authority_to": typed["authority_to"],
        }


def wanted_words(rights: frozenset[Right]) -> list[str]:
    """Return the rights in the words of the form, in its order."""
    seen = [_("See the contract, readings and documents")] if EVERYBODYS in rights else []
    return seen + [str(label) for right, label in WANTED.items() if right in rights & CLIENT_RIGHTS]

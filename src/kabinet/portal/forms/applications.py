"""An application for access as people type it: at the public page, and in the cabinet for a colleague."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kabinet.access.queries.applications import Application
from kabinet.access.rules.applications import (
    Applied,
    AuthorityKind,
    AuthorityNotInForce,
    PaperKind,
    check_authority,
)
from kabinet.access.wording import ROLE
from kabinet.access.wording.applications import AUTHORITY, PAPER
from kabinet.foundation import formatting
from kabinet.foundation.forms import YEARS, DayField, Form
from kabinet.foundation.person_fields import EmailLineField, FullNameField, LineField, PhoneField
from kabinet.foundation.rights import CLIENT_RIGHTS, SIDE_OF, Right, Role, Side
from kabinet.organizations.queries import Contract
from kabinet.values.identifiers import is_inn, is_kpp, is_ogrn

_INN_OF_A_PERSON, _INN_OF_A_FIRM = 12, 10
_OGRN_LENGTH = {_INN_OF_A_FIRM: 13, _INN_OF_A_PERSON: 15}

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


class DigitsField(LineField):
    """A number of a register: spaces between its digits do not matter."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace(" ", "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {
            "inputmode": "numeric",
            "autocomplete": "off",
            "class": "w-20 figures",
        }


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


class ApplicationForm(PersonForm):
    """The application of somebody who is not signed in."""

    field_order = ("inn", "kpp", "ogrn", "organization_name", "contract_number", "contract_dated_on")

    inn = DigitsField(
        label=gettext_lazy("INN"), help_text=gettext_lazy("10 digits, of an entrepreneur 12"), max_length=12
    )
    kpp = DigitsField(
        label=gettext_lazy("KPP"),
        help_text=gettext_lazy("9 signs, except of an entrepreneur"),
        max_length=9,
        required=False,
    )
    ogrn = DigitsField(
        label=gettext_lazy("OGRN"), help_text=gettext_lazy("13 digits, of an entrepreneur 15"), max_length=15
    )
    organization_name = LineField(
        label=gettext_lazy("Name of the organization"),
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "class": "w-30"}),
    )
    contract_number = LineField(
        label=gettext_lazy("Number of the gas supply contract"),
        help_text=gettext_lazy("As on its first page"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-20"}),
    )
    contract_dated_on = DayField(label=gettext_lazy("Date of the contract"), years=YEARS)

    def clean_inn(self) -> str:
        inn: str = self.cleaned_data["inn"]
        if len(inn) not in _OGRN_LENGTH or not inn.isdecimal():
            raise forms.ValidationError(_("INN: 10 digits, or 12 of an entrepreneur"))
        if not is_inn(inn):
            raise forms.ValidationError(_("INN: the check digits do not fit, compare it with the papers"))
        return inn

    def clean_contract_dated_on(self) -> date:
        day: date = self.cleaned_data["contract_dated_on"]
        if day > self.today:
            raise forms.ValidationError(_("The date of the contract is in the future: check it"))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if inn := cleaned.get("inn"):
            self._check_kpp(inn, cleaned.get("kpp"))
            self._check_ogrn(inn, cleaned.get("ogrn"))
        return cleaned

    def _check_kpp(self, inn: str, kpp: str | None) -> None:
        if kpp is None:
            return
        if len(inn) == _INN_OF_A_PERSON and kpp:
            self.add_error("kpp", _("An entrepreneur has no KPP: leave it empty"))
        elif len(inn) == _INN_OF_A_FIRM and not is_kpp(kpp):
            self.add_error("kpp", _("KPP: 9 signs, for example 770101001"))

    def _check_ogrn(self, inn: str, ogrn: str | None) -> None:
        if ogrn is None:
            return
        length = _OGRN_LENGTH[len(inn)]
        if len(ogrn) != length:
            self.add_error("ogrn", _("OGRN: %(length)d digits for this INN") % {"length": length})
        elif not is_ogrn(ogrn):
            self.add_error("ogrn", _("OGRN: the check digit does not fit, compare it with the papers"))

    def applied(self) -> Applied:
        typed = self.cleaned_data
        organization = {
            name: typed[name]
            for name in (
                "organization_name",
                "inn",
                "kpp",
                "ogrn",
                "contract_number",
                "contract_dated_on",
            )
        }
        return Applied(**organization, **self.person())


class ColleagueForm(PersonForm):
    """What the client's administrator asks for a colleague: organization and contract are known."""

    field_order = ("contract",)

    contract = forms.TypedChoiceField(label=gettext_lazy("Contract"), coerce=int)

    def __init__(
        self, *args: Any, contracts: Sequence[Contract], rights: frozenset[Right], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["email"].help_text = _("We write here when the colleague is to come")
        self.contracts = {contract.pk: contract for contract in contracts}
        self._offer("contract", [(contract.pk, contract.number) for contract in contracts])
        self._offer("rights", [(right, label) for right, label in WANTED.items() if right in rights])

    def applied(self) -> Applied:
        contract = self.contracts[self.cleaned_data["contract"]]
        owner = contract.organization
        return Applied(
            organization_name=owner.name,
            inn=owner.inn,
            kpp=owner.kpp,
            ogrn=owner.ogrn,
            contract_number=contract.number,
            contract_dated_on=contract.dated_on,
            **self.person(),
        )


AnyForm = ApplicationForm | ColleagueForm


class OpenForm(Form):
    """What an applicant shows to see their application."""

    number = LineField(
        label=gettext_lazy("Number of the application"),
        help_text=gettext_lazy("For example 2026-00017"),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-10 figures"}),
    )
    inn = DigitsField(label=gettext_lazy("INN of the organization"), max_length=12)
    secret = LineField(
        label=gettext_lazy("Secret"),
        help_text=gettext_lazy("12 signs from the receipt, with or without dashes"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "w-20 figures"}),
    )


class ScanForm(Form):
    """Scans that are added to an application on its way."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What the scan shows"),
        choices=list(PAPER.items()),
        initial=PaperKind.SIGNED_APPLICATION,
    )


def initial_of(application: Application) -> dict[str, Any]:
    """Return what the form of a correction begins with: everything as it was typed before, and no key."""
    names = {*ApplicationForm.base_fields, *ColleagueForm.base_fields} & set(Applied.__slots__)
    typed = {name: getattr(application, name) for name in names}
    return typed | {"contract": application.contract_id, "seen_version": application.version}


def new_key() -> str:
    return uuid4().hex


def wanted_words(rights: frozenset[Right]) -> list[str]:
    """Return the rights in the words of the form, in its order."""
    seen = [_("See the contract, readings and documents")] if EVERYBODYS in rights else []
    return seen + [str(label) for right, label in WANTED.items() if right in rights & CLIENT_RIGHTS]

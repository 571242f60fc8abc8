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
    PaperKind,
)
from kabinet.access.wording.applications import PAPER
from kabinet.foundation.forms import YEARS, DayField, Form
from kabinet.foundation.person_fields import LineField
from kabinet.foundation.rights import Right
from kabinet.organizations.queries import Contract
from kabinet.portal.forms.representatives import WANTED, PersonForm
from kabinet.values.identifiers import is_inn, is_kpp, is_ogrn

_INN_OF_A_PERSON, _INN_OF_A_FIRM = 12, 10
_OGRN_LENGTH = {_INN_OF_A_FIRM: 13, _INN_OF_A_PERSON: 15}


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

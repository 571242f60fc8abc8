"""The checklist of the credentials desk, and the reasons that it asks for."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kabinet.access.queries.credentials import Holder
from kabinet.access.rules.applications import AuthorityKind
from kabinet.access.rules.credentials import Authority, IdentityKind, Papers, Proof
from kabinet.access.wording.applications import AUTHORITY
from kabinet.access.wording.credentials import IDENTITY
from kabinet.foundation.forms import YEARS, DayField, Form

NEW = "new"
_MARK = re.compile(r"[0-9A-Za-zА-ЯЁа-яё]{4}")


class FindForm(Form):
    q = forms.CharField(
        label=_("Name, INN, number of the application or user name"), required=False, max_length=100
    )
    q.grows = True  # type: ignore[attr-defined]


class ChecklistForm(Form):
    """What the officer has seen. Without `holders` there is nobody to choose among; `key` is one press's."""

    identity = forms.ChoiceField(
        label=_("Document shown"), choices=[("", _("Choose the document")), *IDENTITY.items()]
    )
    identity_mark = forms.CharField(
        label=_("Last four characters of its number"),
        max_length=4,
        help_text=_("Only these four: we keep no numbers of documents"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-5"}),
    )
    identity_seen = forms.BooleanField(label=_("The document is genuine, and it is this person's"))
    authority_kind = forms.ChoiceField(label=_("Acts on"), choices=list(AUTHORITY.items()))
    authority_number = forms.CharField(
        label=_("Number on the original"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-20"}),
    )
    authority_from = DayField(label=_("Given on"), years=YEARS)
    authority_to = DayField(
        label=_("Holds until"),
        years=YEARS,
        required=False,
        help_text=_("DD.MM.YYYY, that day included; empty where the paper names no end"),
    )
    authority_seen = forms.BooleanField(label=_("The original was shown, and its days are as written here"))
    signature_seen = forms.BooleanField(
        label=_("The application and the offer agreement are signed by this person")
    )
    holder = forms.ChoiceField(label=_("Who is it"), widget=forms.RadioSelect)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, holders: Sequence[Holder] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["identity_mark"].error_messages["max_length"] = gettext("Type four characters, not more")
        for proof in Proof:
            tick = self.fields[f"{proof}_seen"]
            tick.error_messages["required"] = gettext("Tick “%(label)s”") % {"label": tick.label}
        self.fields["holder"].error_messages["required"] = gettext("Choose who it is")
        field = self.fields["holder"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        if not holders:
            del self.fields["holder"]
            return
        field.choices = [
            (NEW, gettext("Somebody new: a user is made")),
            *((str(one.user.pk), _named(one)) for one in holders),
        ]

    def clean_identity_mark(self) -> str:
        mark: str = self.cleaned_data["identity_mark"]
        if not _MARK.fullmatch(mark):
            raise forms.ValidationError(gettext("Type the last four letters or digits of the number"))
        return mark.upper()

    def clean_authority_number(self) -> str:
        number: str = self.cleaned_data["authority_number"]
        return number.removeprefix("№").strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        charter = cleaned.get("authority_kind") == AuthorityKind.CHARTER
        if not charter and not cleaned.get("authority_number", ""):
            self.add_error("authority_number", self.fields["authority_number"].error_messages["required"])
        since, until = cleaned.get("authority_from"), cleaned.get("authority_to")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            self.add_error("authority_to", gettext("The paper cannot end before it was given"))
        return cleaned

    @property
    def papers(self) -> Papers:
        typed: Mapping[str, Any] = self.cleaned_data
        return Papers(
            identity=IdentityKind(typed["identity"]),
            identity_mark=typed["identity_mark"],
            authority=Authority(
                AuthorityKind(typed["authority_kind"]),
                typed["authority_number"],
                typed["authority_from"],
                typed["authority_to"],
            ),
            seen=frozenset(proof for proof in Proof if typed[f"{proof}_seen"]),
        )

    @property
    def holder_id(self) -> int | None:
        """The user chosen; None for somebody new."""
        chosen = self.cleaned_data.get("holder", NEW)
        return None if chosen == NEW else int(chosen)


def _named(holder: Holder) -> str:
    parts = [holder.user.full_name, holder.user.position, holder.user.username]
    return ", ".join(part for part in parts if part)


class ConsentForm(Form):
    reason = forms.CharField(
        label=_("Why the person cannot go to the point of first issue"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)


class SpoiltForm(Form):
    reason = forms.CharField(
        label=_("What happened to the slip"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

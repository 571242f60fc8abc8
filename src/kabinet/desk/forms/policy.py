from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kabinet.access.queries.policy import AccessPolicy, figures_of
from kabinet.access.rules.policy import MOST, Figures
from kabinet.access.wording import ROLE
from kabinet.foundation.forms import Form
from kabinet.foundation.rights import Role


class FigureField(forms.IntegerField):
    """A whole number from one to the most that makes sense; whatever is wrong with it, one sentence says what to do."""

    widget = forms.TextInput

    def __init__(self, *, label: Any, most: int) -> None:
        super().__init__(label=label, min_value=1, max_value=most)
        self.most = most

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002 (Django's signature)
        return {"inputmode": "numeric", "autocomplete": "off", "class": "w-5 num"}

    def clean(self, value: Any) -> int:
        try:
            return int(super().clean(value))
        except forms.ValidationError as problem:
            message = gettext("“%(label)s”: enter a whole number from 1 to %(most)d")
            raise forms.ValidationError(message % {"label": self.label, "most": self.most}) from problem


class PolicyForm(Form):
    code_days = FigureField(label=_("An access code waits, days"), most=MOST["code_days"])
    answer_days = FigureField(label=_("An application is answered within, days"), most=MOST["answer_days"])
    consent_days = FigureField(
        label=_("The head's consent to issue access elsewhere counts, days"), most=MOST["consent_days"]
    )
    session_hours = FigureField(label=_("A session lasts, hours"), most=MOST["session_hours"])
    second_factor_roles = forms.MultipleChoiceField(
        label=_("Cannot do without the second factor"),
        help_text=_("Whoever of them has none is signed out at once, and sets it up at the next sign-in."),
        required=False,
        choices=[(role.value, ROLE[role]) for role in Role],
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @classmethod
    def of(cls, version: AccessPolicy) -> "PolicyForm":
        figures = figures_of(version)
        return cls(
            initial={
                "code_days": figures.code_days,
                "answer_days": figures.answer_days,
                "consent_days": figures.consent_days,
                "session_hours": figures.session_hours,
                "second_factor_roles": sorted(figures.second_factor_roles),
                "seen": version.pk or 0,
            }
        )

    @property
    def figures(self) -> Figures:
        typed = self.cleaned_data
        roles: Iterable[str] = typed["second_factor_roles"]
        return Figures(
            code_days=typed["code_days"],
            answer_days=typed["answer_days"],
            consent_days=typed["consent_days"],
            session_hours=typed["session_hours"],
            second_factor_roles=frozenset(Role(role) for role in roles),
        )

"""A colleague's rights, and the end of their access."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from kabinet.access.queries.members import Member
from kabinet.access.rules import members as rules
from kabinet.access.wording import RIGHT
from kabinet.access.wording.members import REFUSALS
from kabinet.foundation.forms import YEARS, DayField, Form
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import CLIENT_RIGHTS, Right
from kabinet.foundation.viewer import Viewer
from kabinet.organizations.queries import Contract
from kabinet.values.months import BillingMonth

AT_ONCE, ON_DAY = "at-once", "on-day"


class RightsForm(Form):
    """
    A colleague's rights, a field a contract; only those that the viewer has themselves can be ticked.

    `seen` says what the page has shown, so that nobody writes over somebody else's change.
    """

    seen = forms.CharField(widget=forms.HiddenInput, max_length=2000)

    def __init__(self, *args: Any, viewer: Viewer, member: Member, **options: Any) -> None:
        super().__init__(*args, initial={"seen": member.seen}, **options)
        self.member = member
        self.own = {contract_id: viewer.grants[contract_id] for contract_id in member.contracts}
        for contract in member.contracts.values():
            self.fields[_name(contract.pk)] = self._field(contract)

    def _field(self, contract: Contract) -> forms.MultipleChoiceField:
        own, has = self.own[contract.pk], self.member.rights[contract.pk]
        field = forms.MultipleChoiceField(
            label=gettext("Contract No. %(number)s") % {"number": contract.number},
            help_text=_beyond(own, has),
            choices=[(right.value, capfirst(str(RIGHT[right]))) for right in Right if right in own],
            initial=sorted(has & own),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        field.error_messages["invalid_choice"] = str(REFUSALS[rules.BeyondOwnRights.code])
        return field

    @property
    def contract_fields(self) -> list[forms.BoundField]:
        return [self[_name(contract_id)] for contract_id in self.member.contracts]

    @property
    def rights(self) -> dict[int, frozenset[Right]]:
        """Return the rights by contract id: those ticked, and those that are not the viewer's to take."""
        return {
            contract_id: frozenset(map(Right, self.cleaned_data[_name(contract_id)]))
            | (has - self.own[contract_id])
            for contract_id, has in self.member.rights.items()
        }

    def refuse(self, refusal: Refusal) -> None:
        """Say at the contract's field why it cannot be so."""
        number = refusal.facts.get("contract")
        named = (pk for pk, contract in self.member.contracts.items() if contract.number == number)
        contract_id = next(named, None)
        field = None if contract_id is None else _name(contract_id)
        self.add_error(field, str(REFUSALS[refusal.code]) % refusal.facts)


def _name(contract_id: int) -> str:
    return f"rights_{contract_id}"


def _beyond(own: Collection[Right], has: Collection[Right]) -> str:
    """Say what the colleague has that the viewer has not, and so cannot take."""
    beyond = [str(RIGHT[right]) for right in Right if right in set(has) - set(own)]
    if beyond:
        return gettext("Not yours to change: %(rights)s") % {"rights": ", ".join(beyond)}
    if CLIENT_RIGHTS - set(own):
        return gettext("You give and take only what you may do yourself.")
    return ""


class EndForm(Form):
    when = forms.ChoiceField(
        label=gettext_lazy("When access ends"),
        choices=[
            (AT_ONCE, gettext_lazy("At once: the colleague is signed out of the cabinet")),
            (ON_DAY, gettext_lazy("After the last day")),
        ],
        initial=AT_ONCE,
        widget=forms.RadioSelect,
    )
    last_day = DayField(
        label=gettext_lazy("Last day with access"),
        help_text=gettext_lazy("DD.MM.YYYY, where it does not end at once"),
        required=False,
        years=YEARS,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The colleague and the supplier's curator read it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kept = forms.MultipleChoiceField(
        label=gettext_lazy("Already taken, no need to choose them again"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=2000)

    def __init__(self, *args: Any, today: date, kept: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        day, files = self.fields["last_day"], self.fields["kept"]
        assert isinstance(day, DayField)  # noqa: S101 (declared above)
        assert isinstance(files, forms.MultipleChoiceField)  # noqa: S101 (declared above)
        day.month = BillingMonth.of(today)
        files.choices = list(kept)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("when") == ON_DAY and not cleaned.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", gettext("Write the last day, or choose that access ends at once"))
        return cleaned

    @property
    def last(self) -> date | None:
        """Return the last day; None where access ends at once."""
        day: date | None = self.cleaned_data["last_day"]
        return day if self.cleaned_data["when"] == ON_DAY else None

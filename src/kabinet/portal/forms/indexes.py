"""What counters show: the moment, an index for each, why an unlikely one is right."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kabinet.formats.numbers import Unit
from kabinet.foundation.forms import YEARS, DayField, Form, NumberField, TimeField
from kabinet.metering.operations import NewIndex
from kabinet.metering.queries import Counter, Instrument
from kabinet.metering.rules.words import Reason, keep_reason
from kabinet.organizations.queries import Terms
from kabinet.portal.forms.metering import REASONS
from kabinet.portal.uploads import Kept

_PLACES = 4
_EXAMPLE = "75392"


class MomentForm(Form):
    """When the counters were looked at, by the time of the contract."""

    taken_on = DayField(label=_("Day of the reading"), years=YEARS)
    taken_time = TimeField(label=_("Time"))

    @classmethod
    def at(cls, moment: datetime, terms: Terms) -> "MomentForm":
        local = moment.astimezone(terms.zone)
        return cls(initial={"taken_on": local.date(), "taken_time": f"{local:%H:%M}"})

    def moment(self, terms: Terms) -> datetime:
        day, at = self.cleaned_data["taken_on"], self.cleaned_data["taken_time"]
        return datetime.combine(day, at, tzinfo=terms.zone)


def index_name(pk: int) -> str:
    return f"i-{pk}"


def reason_name(pk: int) -> str:
    return f"r-{pk}"


def note_name(pk: int) -> str:
    return f"n-{pk}"


def spread_name(pk: int) -> str:
    return f"s-{pk}"


def photo_name(pk: int) -> str:
    return f"photo-{pk}"


def kept_name(pk: int) -> str:
    return f"kept-{pk}"


class IndexesForm(Form):
    """
    An index for each counter. `wanted` are the counters of which a reason is asked, in words; `spread` those whose
    volume may be shared among days. `checked` is what was typed when the page last showed what passed.
    """

    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    checked = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        counters: Sequence[Counter],
        wanted: Mapping[int, str] | None = None,
        spread: Mapping[int, str] | None = None,
        **options: Any,
    ) -> None:
        options.setdefault("initial", {"key": uuid4().hex})
        super().__init__(*args, **options)
        self.counters = counters
        for counter in counters:
            self._add_index(counter.instrument)
        for pk, label in (spread or {}).items():
            self.fields[spread_name(pk)] = forms.BooleanField(required=False, label=label)
        for pk, label in (wanted or {}).items():
            self._add_reason(pk, label)

    def _add_index(self, instrument: Instrument) -> None:
        label = f"{instrument.unit.name}, {instrument}"
        field = NumberField(places=_PLACES, unit=Unit.M3, example=_EXAMPLE, required=False, label=label)
        field.widget.attrs["aria-label"] = gettext("%(counter)s, index in m³") % {"counter": label}
        self.fields[index_name(instrument.pk)] = field

    def _add_reason(self, pk: int, label: str) -> None:
        self.fields[reason_name(pk)] = forms.ChoiceField(required=False, choices=REASONS, label=label)
        self.fields[note_name(pk)] = forms.CharField(
            required=False,
            max_length=200,
            label=gettext("Explanation: %(what)s") % {"what": label},
            widget=forms.TextInput(attrs={"class": "w-30"}),
        )

    @property
    def typed(self) -> dict[int, Decimal]:
        """Return the indexes that were typed, m³ by instrument id."""
        values = {
            one.instrument.pk: self.cleaned_data.get(index_name(one.instrument.pk)) for one in self.counters
        }
        return {pk: value for pk, value in values.items() if value is not None}

    def readings(self, photos: Mapping[int, Kept]) -> list[NewIndex]:
        return [
            NewIndex(
                pk,
                index,
                reason=self._kept_reason(pk),
                photo=photos[pk].stored.pk if pk in photos else None,
                photo_name=photos[pk].name if pk in photos else "",
                spread=spread_name(pk) in self.data,
            )
            for pk, index in self.typed.items()
        ]

    def _kept_reason(self, pk: int) -> str:
        chosen = self.data.get(reason_name(pk), "")
        if chosen not in set(Reason):
            return ""
        return keep_reason(Reason(chosen), str(self.data.get(note_name(pk), ""))[:200])

    def ask_why(self, pk: int) -> None:
        """Mark the reason that is missing; "Other" alone says nothing."""
        facts = {"what": self.fields[reason_name(pk)].label}
        chosen = self.data.get(reason_name(pk), "")
        if chosen not in set(Reason):
            self.add_error(reason_name(pk), gettext("%(what)s: choose a reason") % facts)
        elif chosen == Reason.OTHER and not str(self.data.get(note_name(pk), "")).strip():
            self.add_error(note_name(pk), gettext("%(what)s: write what happened") % facts)

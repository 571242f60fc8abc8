"""What is recorded about the instruments and the equipment of a metering unit."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kabinet.formats.numbers import Unit
from kabinet.foundation import formatting
from kabinet.foundation.forms import YEARS, DayField, Form, NumberField, TimeField
from kabinet.metering import wording
from kabinet.metering.queries import FaultInterval, Instrument, Record, Seal, SealedInterval
from kabinet.metering.rules.words import FaultKind, Owner

Choices = Iterable[tuple[int, str]]


class ActForm(Form):
    """
    Base: something is done to one thing of the unit. `subject` is its field, `possible` finds what it can be done to.

    `day` and `time` of a form are by the time of the contract; `when` is the field at which a wrong one is told. `done`
    finds what it was done to before: a second press is answered by the operation, and not at the field.
    """

    subject = ""
    when = ""
    possible: "ClassVar[staticmethod[[Record, ZoneInfo], Choices]]"
    done: "ClassVar[staticmethod[[Record, ZoneInfo], Choices]]" = staticmethod(lambda _record, _zone: ())

    def __init__(self, *args: Any, record: Record, zone: ZoneInfo, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone = zone
        field = self.fields[self.subject]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared by each form)
        chosen = [*self.possible(record, zone), *(self.done(record, zone) if self.is_bound else ())]
        found = [(str(pk), label) for pk, label in chosen]
        several = len(found) > 1 or not field.required
        field.choices = [("", self.nothing), *found] if several else found

    nothing: str | Promise = gettext_lazy("Choose")

    @property
    def subject_id(self) -> int:
        return int(self.cleaned_data[self.subject])

    @property
    def moment(self) -> datetime:
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], tzinfo=self.zone)


def _installed(record: Record, _zone: ZoneInfo) -> Choices:
    return [(one.pk, _named(one)) for one in record.instruments if one.removed_at is None]


def _taken_off(record: Record, _zone: ZoneInfo) -> Choices:
    return [(one.pk, _named(one)) for one in record.instruments if one.removed_at is not None]


def _named(one: Instrument) -> str:
    return f"{wording.KIND[one.kind]} {one}"


class OfInstrument(ActForm):
    subject = "instrument"

    instrument = forms.ChoiceField(label=gettext_lazy("Instrument"))

    possible = staticmethod(_installed)


class VerificationForm(OfInstrument):
    when = "verified_on"

    verified_on = DayField(label=gettext_lazy("Verified on"), years=YEARS)
    valid_until = DayField(label=gettext_lazy("Valid until"), years=YEARS)
    certificate = forms.CharField(label=gettext_lazy("Certificate"), max_length=80)


class SealForm(OfInstrument):
    when = "set_on"

    number = forms.CharField(label=gettext_lazy("Number of the seal"), max_length=40)
    place = forms.CharField(label=gettext_lazy("Where it is"), max_length=120)
    set_on = DayField(label=gettext_lazy("Set on"), years=YEARS)


class ConstantForm(OfInstrument):
    when = "day"

    name = forms.CharField(
        label=pgettext_lazy("constant", "Name"),
        help_text=gettext_lazy("As the archive of the device calls it"),
        max_length=60,
    )
    value = forms.CharField(label=pgettext_lazy("constant", "Value"), max_length=40)
    day = DayField(label=gettext_lazy("Since which day"), years=YEARS)
    time = TimeField(label=gettext_lazy("Time"))
    act = forms.CharField(label=gettext_lazy("Act or reason"), max_length=200)


def _seals_in_place(record: Record, _zone: ZoneInfo) -> Choices:
    return [(one.pk, _placed(one)) for one in record.seals if one.removed_on is None]


def _seals_removed(record: Record, _zone: ZoneInfo) -> Choices:
    return [(one.pk, _placed(one)) for one in record.seals if one.removed_on is not None]


def _placed(one: Seal) -> str:
    return f"№ {one.number}, {one.instrument}, {one.place}"


class UnsealForm(ActForm):
    subject, when = "seal", "removed_on"

    seal = forms.ChoiceField(label=gettext_lazy("Seal"))
    removed_on = DayField(label=gettext_lazy("Removed, or found broken, on"), years=YEARS)
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200)

    possible, done = staticmethod(_seals_in_place), staticmethod(_seals_removed)


class ReplaceForm(OfInstrument):
    when = "day"
    done = staticmethod(_taken_off)

    day = DayField(label=gettext_lazy("Day of the replacement"), years=YEARS)
    time = TimeField(label=gettext_lazy("Time"))
    closing_index = NumberField(
        label=gettext_lazy("Closing index of the old one, m³"), places=4, unit=Unit.M3, required=False
    )
    model = forms.CharField(label=gettext_lazy("Model of the new one"), max_length=80)
    serial_number = forms.CharField(label=gettext_lazy("Serial number"), max_length=40)
    owner = forms.ChoiceField(
        label=pgettext_lazy("instrument", "Whose it is"),
        choices=[(one.value, wording.OWNER[one]) for one in Owner],
        initial=Owner.BUYER,
    )
    digits = forms.IntegerField(
        label=gettext_lazy("Whole digits of its counter"),
        min_value=1,
        max_value=14,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-10"}),
    )
    opening_index = NumberField(
        label=gettext_lazy("Opening index, m³"), places=4, unit=Unit.M3, required=False
    )
    least_flow = NumberField(
        label=gettext_lazy("Measures from, m³ an hour"),
        help_text=gettext_lazy("Leave it empty where the range is that of the old one"),
        places=4,
        unit=Unit.M3,
        required=False,
    )
    greatest_flow = NumberField(
        label=gettext_lazy("Measures up to, m³ an hour"), places=4, unit=Unit.M3, required=False
    )
    verified_until = DayField(label=gettext_lazy("Verified until"), years=YEARS)
    reason = forms.CharField(
        label=gettext_lazy("Reason, where the month is closed or the closing index is unusual"),
        help_text=gettext_lazy("Only the head of the department can change a closed month"),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, record: Record, zone: ZoneInfo, **options: Any) -> None:
        super().__init__(*args, record=record, zone=zone, **options)
        self._counting = {one.pk for one in record.instruments if one.digits is not None}

    def clean(self) -> dict[str, Any]:
        """A counter has indexes; of a sensor none are asked."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = cleaned.get(self.subject)
        if chosen and int(chosen) in self._counting:
            for name in ("closing_index", "digits", "opening_index"):
                if name not in self.errors and cleaned.get(name) is None:
                    label = self.fields[name].label
                    self.add_error(name, _("Fill in “%(label)s”") % {"label": label})
        least, greatest = cleaned.get("least_flow"), cleaned.get("greatest_flow")
        if least is not None and greatest is not None and least >= greatest:
            self.add_error("greatest_flow", _("The greatest flow must be larger than the least one"))
        return cleaned


class FaultForm(ActForm):
    subject, when = "instrument", "day"
    nothing = gettext_lazy("The whole unit")

    instrument = forms.ChoiceField(label=gettext_lazy("Instrument"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What is wrong"),
        choices=[(one.value, wording.FAULT_KIND[one]) for one in FaultKind],
    )
    day = DayField(label=gettext_lazy("Since which day"), years=YEARS)
    time = TimeField(label=gettext_lazy("Time"))
    note = forms.CharField(
        label=gettext_lazy("Explanation"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    possible = staticmethod(_installed)

    @property
    def instrument_id(self) -> int | None:
        chosen = self.cleaned_data["instrument"]
        return int(chosen) if chosen else None


def _open_faults(record: Record, zone: ZoneInfo) -> Choices:
    return [(one.pk, _began(one, zone)) for one in record.faults if one.ended_at is None]


def _ended_faults(record: Record, zone: ZoneInfo) -> Choices:
    return [(one.pk, _began(one, zone)) for one in record.faults if one.ended_at is not None]


def _began(one: FaultInterval, zone: ZoneInfo) -> str:
    return f"{wording.FAULT_KIND[FaultKind(one.kind)]}, {formatting.moment(one.began_at, zone)}"


class EndFaultForm(ActForm):
    subject, when = "fault", "day"

    fault = forms.ChoiceField(label=gettext_lazy("Fault"))
    day = DayField(label=gettext_lazy("Trusted again since"), years=YEARS)
    time = TimeField(label=gettext_lazy("Time"))

    possible, done = staticmethod(_open_faults), staticmethod(_ended_faults)


def _open_equipment(record: Record, _zone: ZoneInfo) -> Choices:
    sealed = _sealed_now(record)
    return [(one.pk, one.name) for one in record.equipment if one.pk not in sealed]


def _closed_equipment(record: Record, _zone: ZoneInfo) -> Choices:
    sealed = _sealed_now(record)
    return [(one.pk, one.name) for one in record.equipment if one.pk in sealed]


def _sealed_now(record: Record) -> set[int]:
    return {one.equipment_id for one in record.sealed if one.unsealed_at is None}


class SealEquipmentForm(ActForm):
    subject, when = "equipment", "day"

    equipment = forms.ChoiceField(label=gettext_lazy("Equipment"))
    day = DayField(label=gettext_lazy("Sealed on"), years=YEARS)
    time = TimeField(label=gettext_lazy("Time"))
    act = forms.CharField(label=gettext_lazy("Act"), max_length=80)

    possible, done = staticmethod(_open_equipment), staticmethod(_closed_equipment)


def _sealed_equipment(record: Record, zone: ZoneInfo) -> Choices:
    return [(one.pk, _sealed(one, zone)) for one in record.sealed if one.unsealed_at is None]


def _unsealed_equipment(record: Record, zone: ZoneInfo) -> Choices:
    return [(one.pk, _sealed(one, zone)) for one in record.sealed if one.unsealed_at is not None]


def _sealed(one: SealedInterval, zone: ZoneInfo) -> str:
    return f"{one.equipment.name}, {formatting.moment(one.sealed_at, zone)}"


class UnsealEquipmentForm(ActForm):
    subject, when = "interval", "day"

    interval = forms.ChoiceField(label=gettext_lazy("Equipment"))
    day = DayField(label=gettext_lazy("Unsealed on"), years=YEARS)
    time = TimeField(label=gettext_lazy("Time"))

    possible, done = staticmethod(_sealed_equipment), staticmethod(_unsealed_equipment)

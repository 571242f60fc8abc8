"""What people type into the grid of readings, paste beside it, and answer on its check page."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kabinet.formats.numbers import NotANumber, Unit, parse_number
from kabinet.formats.pasted import LaidOut, lay_out_by_day, parse_table
from kabinet.formats.signs import plain
from kabinet.foundation import formatting
from kabinet.foundation.forms import DayField, Form, NumberField
from kabinet.metering.operations import Entry, cell_name
from kabinet.metering.rules.words import Reason, keep_reason
from kabinet.metering.wording import REASON
from kabinet.values.months import BillingMonth
from kabinet.values.volume import from_thousand

PLACES = 3
#: A volume of one metering unit on one gas day: where it stands in the grid.
Place = tuple[int, date]

_CELL = re.compile(r"v-([0-9]{1,18})-([0-9]{4}-[0-9]{2}-[0-9]{2})")
_LONGEST_CELL = 64


def typed_cells(
    data: Mapping[str, str], *, month: BillingMonth, unit_ids: Collection[int]
) -> dict[Place, str]:
    """Return the month's cells among the fields of a form or a draft, empty ones too."""
    cells = {}
    for name, text in data.items():
        place = _place_of(name)
        if place and place[0] in unit_ids and place[1] in month:
            cells[place] = text[:_LONGEST_CELL]
    return cells


def _place_of(name: str) -> Place | None:
    found = _CELL.fullmatch(name)
    if found is None:
        return None
    try:
        return int(found[1]), date.fromisoformat(found[2])
    except ValueError:
        return None


def named(cells: Mapping[Place, str]) -> dict[str, str]:
    return {cell_name(unit_id, day): text for (unit_id, day), text in cells.items()}


@dataclass(frozen=True, slots=True)
class TypedVolumes:
    """The cells as typed, and as read: m³ by place, what is no number, and what was rounded to whole m³."""

    texts: Mapping[Place, str]
    volumes: Mapping[Place, Decimal]
    unreadable: Mapping[Place, str]
    rounded: frozenset[Place]

    @property
    def days(self) -> list[date]:
        return sorted({day for _, day in self.volumes})

    def entries(self, reasons: Mapping[Place, str] | None = None) -> list[Entry]:
        given = reasons or {}
        return [
            Entry(unit_id, day, volume, given.get((unit_id, day), ""))
            for (unit_id, day), volume in sorted(self.volumes.items(), key=lambda item: item[0][::-1])
        ]


def read_volumes(cells: Mapping[Place, str]) -> TypedVolumes:
    volumes, unreadable, rounded = {}, {}, set()
    for place, text in cells.items():
        try:
            number = parse_number(text, places=PLACES, unit=Unit.THOUSAND_M3)
        except NotANumber as problem:
            if problem.code != "empty":
                unreadable[place] = problem.code
            continue
        volumes[place] = from_thousand(number.value)
        if number.rounded:
            rounded.add(place)
    return TypedVolumes(cells, volumes, unreadable, frozenset(rounded))


@dataclass(frozen=True, slots=True)
class Pasted:
    """A pasted column laid out by day; `cells` are only those that may be typed, `days` the first and the last."""

    cells: Mapping[Place, str]
    laid_out: LaidOut
    too_wide: int
    closed_cells: int

    @property
    def days(self) -> tuple[date, date]:
        placed = [day for _, day in self.cells]
        return min(placed), max(placed)


def read_pasted(
    text: str,
    *,
    month: BillingMonth,
    first_day: date,
    unit_ids: Sequence[int],
    open_places: Collection[Place],
) -> Pasted:
    """Lay the text out from the day on; its columns belong to the units in their order."""
    openings = {day for unit_id, day in open_places if unit_id in unit_ids}
    laid_out = lay_out_by_day(parse_table(text), month=month, first_day=first_day, open_days=openings)
    wanted = {
        (unit_id, day): typed.strip()
        for day, texts in laid_out.values.items()
        for unit_id, typed in zip(unit_ids, texts, strict=False)
        if plain(typed)
    }
    cells = {place: typed for place, typed in wanted.items() if place in open_places}
    widest = max((_width(texts) for texts in laid_out.values.values()), default=0)
    return Pasted(cells, laid_out, max(0, widest - len(unit_ids)), len(wanted) - len(cells))


def _width(texts: Iterable[str]) -> int:
    return max((place for place, text in enumerate(texts, start=1) if plain(text)), default=0)


def reason_name(place: Place) -> str:
    return cell_name(*place).replace("v-", "r-", 1)


def note_name(place: Place) -> str:
    return cell_name(*place).replace("v-", "n-", 1)


def asked_about(data: Mapping[str, str], places: Iterable[Place]) -> list[Place]:
    """Return the places for which a form sends a reason, be it an empty one."""
    return [place for place in places if reason_name(place) in data]


REASONS = [("", _("Choose a reason")), *REASON.items()]


class PasteForm(Form):
    """A column copied from a spreadsheet, for whoever pastes without the browser's help."""

    def __init__(self, *args: Any, month: BillingMonth, units: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        label = gettext("Paste a column from Excel, beginning with %(day)s")
        self.fields["pasted"] = forms.CharField(
            required=False,
            label=label % {"day": formatting.short_day(month.first_day)},
            widget=forms.Textarea(attrs={"rows": 6}),
        )
        self.fields["unit"] = forms.ChoiceField(
            required=False,
            choices=list(units.items()),
            label=_("First column belongs to"),
            initial=next(iter(units), None),
            widget=forms.Select if len(units) > 1 else forms.HiddenInput,
        )
        first_day = DayField(
            required=False, label=_("First row is the gas day"), initial=formatting.day(month.first_day)
        )
        first_day.month = month
        self.fields["first_day"] = first_day


class AnswersForm(Form):
    """A reason for each doubtful volume: one of a list, with a note. "Other" alone says nothing."""

    def __init__(self, *args: Any, doubts: Mapping[Place, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = list(doubts)
        if len(self.places) > 1:
            self.fields["reason_all"] = forms.ChoiceField(
                required=False, choices=REASONS, label=_("One reason for all")
            )
        for place, label in doubts.items():
            self.fields[reason_name(place)] = forms.ChoiceField(
                required=False, choices=REASONS, label=label, widget=forms.Select(attrs={"aria-label": label})
            )
            self.fields[note_name(place)] = forms.CharField(
                required=False,
                max_length=200,
                label=label,
                widget=forms.TextInput(
                    attrs={"aria-label": gettext("Explanation: %(what)s") % {"what": label}, "class": "w-20"}
                ),
            )

    def reasons(self) -> dict[Place, str]:
        """Return the reasons as they are kept; a doubt without one is left out and marked."""
        kept: dict[Place, str] = {}
        if not self.is_valid():
            return kept
        for place in self.places:
            chosen = self.cleaned_data.get(reason_name(place)) or self.cleaned_data.get("reason_all", "")
            note = self.cleaned_data.get(note_name(place), "")
            facts = {"what": self.fields[reason_name(place)].label}
            if not chosen:
                self.add_error(reason_name(place), gettext("%(what)s: choose a reason") % facts)
            elif chosen == Reason.OTHER and not note.strip():
                self.add_error(note_name(place), gettext("%(what)s: write what happened") % facts)
            else:
                kept[place] = keep_reason(Reason(chosen), note)
        return kept


class CorrectionForm(Form):
    """A new version of one day's volume. `confirmed` is the typed text that was shown as doubtful."""

    volume = NumberField(places=PLACES, unit=Unit.THOUSAND_M3, label=_("New volume, thousand m³"))
    reason = forms.ChoiceField(choices=REASONS, label=_("Why it is corrected"))
    note = forms.CharField(
        required=False,
        max_length=200,
        label=_("Explanation"),
        help_text=_("Both sides see it beside the old and the new volume"),
        widget=forms.TextInput(attrs={"class": "w-30"}),
    )
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or self.cleaned_data
        if cleaned.get("reason") == Reason.OTHER and not str(cleaned.get("note", "")).strip():
            self.add_error("note", _("Write what happened"))
        return cleaned

    def asking_again(self) -> "CorrectionForm":
        """Return the same form; sent unchanged, it confirms the doubtful volume."""
        return self._with(confirmed=self.data.get("volume", ""))

    def seeing(self, version: int) -> "CorrectionForm":
        """Return the same form with its mistakes, over the version that is the current one now."""
        form = self._with(seen_version=str(version))
        form.is_valid()
        for text in self.non_field_errors():
            form.add_error(None, str(text))
        return form

    def _with(self, **changes: str) -> "CorrectionForm":
        return CorrectionForm(dict(self.data.items()) | changes)

    @property
    def typed(self) -> str:
        return str(self.data.get("volume", "")).strip()

    @property
    def is_confirmed(self) -> bool:
        return bool(self.cleaned_data["confirmed"] == self.typed)

    @property
    def is_rounded(self) -> bool:
        return parse_number(self.typed, places=PLACES, unit=Unit.THOUSAND_M3).rounded

    @property
    def kept_reason(self) -> str:
        return keep_reason(Reason(self.cleaned_data["reason"]), self.cleaned_data["note"])

    @property
    def volume_m3(self) -> Decimal:
        return from_thousand(self.cleaned_data["volume"])

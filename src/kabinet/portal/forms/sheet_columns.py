"""What somebody says of the shape of a sheet, and of its columns or rows."""

from abc import ABCMeta, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kabinet.formats.volume_sheets import (
    Layout,
    Shape,
    Table,
    cell_text,
    column_name,
    columns_before_days,
    heading_of,
    names_in,
    needs_month,
)
from kabinet.foundation import formatting
from kabinet.foundation.forms import Form
from kabinet.metering.queries import MeteringUnit
from kabinet.metering.wording.sheets import SHAPE
from kabinet.values.months import BillingMonth

THOUSAND, CUBIC = "thousand-m3", "m3"
#: Longer lists are of something else than metering units.
_MOST_NAMES = 300
_MOST_HEADINGS = 40
_LONGEST = 60
_LONGEST_COLUMN = 40

Choices = list[tuple[str, str]]


class SheetForm(Form):
    """Which sheet of a workbook is shown, which way it goes, and which column of a list names the metering units."""

    sheet = forms.ChoiceField(label=_("Sheet of the workbook"))
    shape = forms.ChoiceField(label=_("How the sheet is laid out"), choices=list(SHAPE.items()))
    units = forms.ChoiceField(label=_("Column with the metering units"))

    def __init__(
        self, *args: Any, names: Sequence[str], table: Table, layout: Layout, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if len(names) > 1:
            _offer(self, "sheet", [(str(place), name) for place, name in enumerate(names)])
        else:
            del self.fields["sheet"]
        if layout.shape is Shape.LIST:
            _offer(self, "units", _columns(table, layout.heading))
        else:
            del self.fields["units"]


class _AbstractForms(DeclarativeFieldsMetaclass, ABCMeta):
    """Of a form, and of a class that leaves some of its methods to those below it."""


class ColumnsForm(Form, metaclass=_AbstractForms):
    """Where the days stand, where the volumes of which unit, and in what they are. One for each shape of a sheet."""

    shape: Shape
    no_volumes = _("Say which column holds the volumes")
    taken = _("The column is taken by something else already")

    scale = forms.ChoiceField(
        label=_("Volumes are in"),
        choices=[(THOUSAND, _("thousand m³")), (CUBIC, _("m³"))],
        widget=forms.RadioSelect,
    )
    month = forms.ChoiceField(
        label=_("Month"),
        required=False,
        help_text=_("Only where the days are written without month or year: 1, 2, 3 or 01.11, 02.11."),
    )

    def __init__(
        self,
        *args: Any,
        table: Table,
        units: Sequence[MeteringUnit],
        layout: Layout,
        month: BillingMonth | None,
        months: Sequence[BillingMonth],
        **options: Any,
    ) -> None:
        options["initial"] = self.initial_of(layout) | {
            "scale": THOUSAND if layout.thousand else CUBIC,
            "month": str(month) if month else "",
        }
        super().__init__(*args, **options)
        self.table = table
        self.units = units
        self.guessed = layout
        for name, choices in self.choices().items():
            _offer(self, name, choices)
        _offer(self, "month", [("", gettext("is in the days")), *_months(months)])
        places = [("", gettext("none")), *self.places()]
        for unit in units:
            label = self.label_of(unit.name)
            self.fields[_name(unit.pk)] = forms.ChoiceField(label=label, choices=places, required=False)

    def initial_of(self, layout: Layout) -> dict[str, str]:
        of_units = {_name(unit_id): str(column) for unit_id, column in layout.volumes.items()}
        return {"heading": str(layout.heading), "day": str(layout.day)} | of_units

    @abstractmethod
    def choices(self) -> Mapping[str, Choices]:
        """Return what is offered in the fields of this shape, beside those of the metering units."""

    @abstractmethod
    def places(self) -> Choices:
        """Return where the volumes of a unit may be."""

    @abstractmethod
    def label_of(self, unit: str) -> str:
        """Return the label of the field of a metering unit."""

    @abstractmethod
    def layout_of(self, said: Mapping[str, Any], chosen: Mapping[int, int], *, thousand: bool) -> Layout:
        """Return the layout that was said; `chosen` has by unit id the place of its volumes."""

    @property
    def fields_in_order(self) -> list[forms.BoundField]:
        of_units = [_name(unit.pk) for unit in self.units]
        own = [name for name in self.fields if name not in {"scale", "month", *of_units}]
        return [self[name] for name in [*own, *of_units, "scale", "month"]]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = {name: cleaned[name] for unit in self.units if cleaned.get(name := _name(unit.pk))}
        if not chosen and self.units and not self.errors:
            self.add_error(_name(self.units[0].pk), str(self.no_volumes))
        for places, message in self.apart(cleaned, chosen):
            self._refuse_doubles(places, message)
        if not self.errors and not self.chosen_month and needs_month(self.table, self.layout):
            self.add_error("month", gettext("The days are written without month or year: choose the month"))
        return cleaned

    def apart(
        self, cleaned: Mapping[str, Any], chosen: Mapping[str, str]
    ) -> Iterable[tuple[Mapping[str, str], str]]:
        """Return by field what is to be different, with the words for what is not; a mistake is the later field's."""
        yield {"day": str(cleaned.get("day")), **chosen}, str(self.taken)

    def _refuse_doubles(self, places: Mapping[str, str], message: str) -> None:
        taken: set[str] = set()
        for name, place in places.items():
            if place in taken:
                self.add_error(name, message)
            taken.add(place)

    @property
    def layout(self) -> Layout:
        said = self.cleaned_data
        chosen = {unit.pk: int(said[name]) for unit in self.units if said.get(name := _name(unit.pk))}
        return self.layout_of(said, chosen, thousand=said["scale"] == THOUSAND)

    @property
    def chosen_month(self) -> BillingMonth | None:
        chosen = self.cleaned_data.get("month")
        return BillingMonth.parse(chosen) if chosen else None


class DaysDownForm(ColumnsForm):
    shape = Shape.DOWN

    heading = forms.TypedChoiceField(label=_("Row with the headings"), coerce=int)
    day = forms.TypedChoiceField(label=_("Column with the days"), coerce=int)

    def choices(self) -> Mapping[str, Choices]:
        return {"heading": _headings(self.table), "day": self.places()}

    def places(self) -> Choices:
        return _columns(self.table, self.guessed.heading)

    def label_of(self, unit: str) -> str:
        return gettext("Column of volumes: %(unit)s") % {"unit": unit}

    def layout_of(self, said: Mapping[str, Any], chosen: Mapping[int, int], *, thousand: bool) -> Layout:
        return Layout(said["heading"], said["day"], chosen, thousand)


class DaysAcrossForm(ColumnsForm):
    shape = Shape.ACROSS
    no_volumes = _("Say which row holds the volumes")
    taken = _("The row is taken by something else already")

    day = forms.TypedChoiceField(label=_("Row with the days"), coerce=int)

    def initial_of(self, layout: Layout) -> dict[str, str]:
        initial = super().initial_of(layout)
        del initial["heading"]
        return initial

    def choices(self) -> Mapping[str, Choices]:
        return {"day": [(str(int(row) - 1), words) for row, words in _headings(self.table)[1:]]}

    def places(self) -> Choices:
        view, heading = self.table.turned(), self.guessed.heading
        offered = []
        for row in range(view.width):
            if words := _cut(heading_of(view, heading, row, Shape.ACROSS), _LONGEST_COLUMN):
                offered.append((str(row), f"{row + 1}: {words}"))
            elif any(cell != "" for cell in self.table.rows[row]):
                offered.append((str(row), str(row + 1)))
        return offered[:_MOST_NAMES]

    def label_of(self, unit: str) -> str:
        return gettext("Row of volumes: %(unit)s") % {"unit": unit}

    def layout_of(self, said: Mapping[str, Any], chosen: Mapping[int, int], *, thousand: bool) -> Layout:
        before = columns_before_days(self.table, said["day"])
        return Layout(before, said["day"], chosen, thousand, Shape.ACROSS)


class ListForm(ColumnsForm):
    shape = Shape.LIST
    no_volumes = _("Say under which name the volumes stand")
    taken = _("The name is taken by another metering unit already")

    heading = forms.TypedChoiceField(label=_("Row with the headings"), coerce=int)
    day = forms.TypedChoiceField(label=_("Column with the days"), coerce=int)
    volume = forms.TypedChoiceField(label=_("Column with the volumes"), coerce=int)

    def __init__(self, *args: Any, table: Table, layout: Layout, **options: Any) -> None:
        self.names = names_in(table, layout.heading, layout.unit)[:_MOST_NAMES]
        super().__init__(*args, table=table, layout=layout, **options)

    def initial_of(self, layout: Layout) -> dict[str, str]:
        own = {"heading": str(layout.heading), "day": str(layout.day), "volume": str(layout.volume)}
        places = {name: str(place) for place, name in enumerate(self.names)}
        of_units = {_name(unit): places[name] for unit, name in layout.names.items() if name in places}
        return own | of_units

    def choices(self) -> Mapping[str, Choices]:
        columns = _columns(self.table, self.guessed.heading)
        return {"heading": _headings(self.table), "day": columns, "volume": columns}

    def places(self) -> Choices:
        return [(str(place), _cut(name, _LONGEST)) for place, name in enumerate(self.names)]

    def label_of(self, unit: str) -> str:
        return gettext("Name in the list: %(unit)s") % {"unit": unit}

    def apart(
        self, cleaned: Mapping[str, Any], chosen: Mapping[str, str]
    ) -> Iterable[tuple[Mapping[str, str], str]]:
        columns = {name: str(cleaned[name]) for name in ("day", "volume") if name in cleaned}
        yield {"units": str(self.guessed.unit), **columns}, str(ColumnsForm.taken)
        yield chosen, str(self.taken)

    def layout_of(self, said: Mapping[str, Any], chosen: Mapping[int, int], *, thousand: bool) -> Layout:
        names = {unit_id: self.names[place] for unit_id, place in chosen.items()}
        columns = {"unit": self.guessed.unit, "volume": said["volume"], "names": names}
        return Layout(said["heading"], said["day"], {}, thousand, Shape.LIST, **columns)


#: The form of each shape.
FORMS: Mapping[Shape, type[ColumnsForm]] = {
    form.shape: form for form in (DaysDownForm, DaysAcrossForm, ListForm)
}


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
    field.choices = choices


def _name(unit_id: int) -> str:
    return f"unit_{unit_id}"


def _headings(table: Table) -> Choices:
    offered = [("0", gettext("no headings, the days begin in the first row"))]
    for number, row in enumerate(table.rows[:_MOST_HEADINGS], start=1):
        words = " · ".join(text for cell in row if (text := cell_text(cell)))
        if words:
            offered.append((str(number), f"{number}: {_cut(words, _LONGEST)}"))
    return offered


def _columns(table: Table, heading: int) -> Choices:
    offered = []
    for column in range(table.width):
        words = _cut(cell_text(table.cell(heading, column)), _LONGEST_COLUMN)
        offered.append((str(column), f"{column_name(column)}: {words}" if words else column_name(column)))
    return offered


def _months(months: Sequence[BillingMonth]) -> Choices:
    return [(str(month), formatting.month_as_title(month)) for month in months]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"

"""What somebody says of the columns of a sheet."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kabinet.formats.volume_sheets import Layout, Table, cell_text, column_name, needs_month
from kabinet.foundation import formatting
from kabinet.foundation.forms import Form
from kabinet.metering.queries import MeteringUnit
from kabinet.values.months import BillingMonth

THOUSAND, CUBIC = "thousand-m3", "m3"
_MOST_HEADINGS = 20
_LONGEST = 60
_LONGEST_COLUMN = 40


class SheetForm(Form):
    """Which sheet of a workbook is shown."""

    sheet = forms.ChoiceField(label=_("Sheet of the workbook"))

    def __init__(self, *args: Any, names: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["sheet"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [(str(place), name) for place, name in enumerate(names)]


class ColumnsForm(Form):
    """Which row holds the headings, which column the days, which the volumes of which unit, and in what they are."""

    heading = forms.TypedChoiceField(label=_("Row with the headings"), coerce=int)
    day = forms.TypedChoiceField(label=_("Column with the days"), coerce=int)
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
        options["initial"] = _initial(layout, month)
        super().__init__(*args, **options)
        self._table = table
        self.units = units
        columns = _columns(table, layout.heading)
        self._offer("heading", _headings(table))
        self._offer("day", columns)
        self._offer("month", [("", gettext("is in the days")), *_months(months)])
        for unit in units:
            label = gettext("Column of volumes: %(unit)s") % {"unit": unit.name}
            choices = [("", gettext("none")), *columns]
            self.fields[_name(unit)] = forms.ChoiceField(label=label, choices=choices, required=False)

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = choices

    @property
    def volume_fields(self) -> list[forms.BoundField]:
        return [self[_name(unit)] for unit in self.units]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        columns = {unit: cleaned[_name(unit)] for unit in self.units if cleaned.get(_name(unit))}
        if not columns and self.units and not self.errors:
            self.add_error(_name(self.units[0]), gettext("Say which column holds the volumes"))
        taken = {str(cleaned.get("day"))}
        for unit, column in columns.items():
            if column in taken:
                self.add_error(_name(unit), gettext("The column is taken by something else already"))
            taken.add(column)
        if not self.errors and not self.chosen_month and needs_month(self._table, self.layout):
            self.add_error("month", gettext("The days are written without month or year: choose the month"))
        return cleaned

    @property
    def layout(self) -> Layout:
        said = self.cleaned_data
        volumes = {unit.pk: int(said[_name(unit)]) for unit in self.units if said.get(_name(unit))}
        return Layout(said["heading"], said["day"], volumes, thousand=said["scale"] == THOUSAND)

    @property
    def chosen_month(self) -> BillingMonth | None:
        chosen = self.cleaned_data.get("month")
        return BillingMonth.parse(chosen) if chosen else None


def _name(unit: MeteringUnit) -> str:
    return f"unit_{unit.pk}"


def _initial(layout: Layout, month: BillingMonth | None) -> dict[str, str]:
    initial = {
        "heading": str(layout.heading),
        "day": str(layout.day),
        "scale": THOUSAND if layout.thousand else CUBIC,
        "month": str(month) if month else "",
    }
    return initial | {f"unit_{unit_id}": str(column) for unit_id, column in layout.volumes.items()}


def _headings(table: Table) -> list[tuple[str, str]]:
    offered = [("0", gettext("no headings, the days begin in the first row"))]
    for number, row in enumerate(table.rows[:_MOST_HEADINGS], start=1):
        words = " · ".join(text for cell in row if (text := cell_text(cell)))
        if words:
            offered.append((str(number), f"{number}: {_cut(words, _LONGEST)}"))
    return offered


def _columns(table: Table, heading: int) -> list[tuple[str, str]]:
    offered = []
    for column in range(table.width):
        words = _cut(cell_text(table.cell(heading, column)), _LONGEST_COLUMN)
        offered.append((str(column), f"{column_name(column)}: {words}" if words else column_name(column)))
    return offered


def _months(months: Sequence[BillingMonth]) -> list[tuple[str, str]]:
    return [(str(month), formatting.month_as_title(month)) for month in months]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"

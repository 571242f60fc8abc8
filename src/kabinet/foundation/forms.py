"""Forms: how fields are drawn, and fields that take numbers and days as people type them."""

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer, DjangoTemplates
from django.forms.utils import flatatt
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from kabinet.formats.dates import NotADay, names_hour, parse_day
from kabinet.formats.numbers import NotANumber, Unit, parse_number
from kabinet.foundation import formatting, ui
from kabinet.values.months import BillingMonth

_OWN = {
    "django/forms/widgets/text.html": "ui/widgets/input.html",
    "django/forms/widgets/email.html": "ui/widgets/input.html",
    "django/forms/widgets/tel.html": "ui/widgets/input.html",
    "django/forms/widgets/search.html": "ui/widgets/input.html",
    "django/forms/widgets/number.html": "ui/widgets/input.html",
    "django/forms/widgets/hidden.html": "ui/widgets/input.html",
    "django/forms/widgets/password.html": "ui/widgets/password.html",
    "django/forms/widgets/textarea.html": "ui/widgets/textarea.html",
    "django/forms/widgets/radio.html": "ui/widgets/radio.html",
    "django/forms/widgets/checkbox_select.html": "ui/widgets/checkbox_select.html",
    "django/forms/widgets/checkbox.html": "ui/widgets/checkbox.html",
    "django/forms/widgets/file.html": "ui/widgets/file.html",
    "django/forms/errors/list/default.html": "ui/errors.html",
    "django/forms/errors/list/ul.html": "ui/errors.html",
}


class Renderer(BaseRenderer):
    """Draws forms with the templates of the pages, and what has no template there as Django does."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    @cached_property
    def _fallback(self) -> DjangoTemplates:
        return DjangoTemplates()

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        # A list of many options costs more than the rest of the page when a template loops over it.
        if template_name == "django/forms/widgets/select.html":
            return _select(context["widget"])
        return super().render(template_name, context, request)

    def get_template(self, template_name: str) -> Any:
        own = _OWN.get(template_name, template_name)
        if own.startswith("ui/"):
            return get_template(own)
        return self._fallback.get_template(own)


def _select(widget: dict[str, Any]) -> SafeString:
    attributes = widget["attrs"] | {"class": f"govuk-select {widget['attrs'].get('class', '')}".strip()}
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    return ui.safe(f'<select name="{ui.html(widget["name"])}"{flatatt(attributes)}>{groups}</select>')


def _group(name: str | None, options: Iterable[dict[str, Any]]) -> str:
    rows = "".join(map(_option, options))
    return f'<optgroup label="{ui.html(name)}">{rows}</optgroup>' if name else rows


def _option(one: dict[str, Any]) -> str:
    selected = " selected" if one["selected"] else ""
    return f'<option value="{ui.html(str(one["value"]))}"{selected}>{ui.html(one["label"])}</option>'


class Form(forms.Form):
    """A form whose mistakes are told by the server, in the words of the page and not of the browser."""

    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            label = field.label or name
            asked = gettext("Choose “%(label)s”") if _is_chosen(field) else gettext("Fill in “%(label)s”")
            field.error_messages["required"] = asked % {"label": label}
            if most := getattr(field, "max_length", None):
                text = gettext("“%(label)s”: at most %(most)d signs")
                field.error_messages["max_length"] = text % {"label": label, "most": most}

    @property
    def summary(self) -> ui.ErrorSummary:
        """The mistakes in one place, each with the way to its field."""
        problems = [ui.Problem(str(error)) for error in self.non_field_errors()]
        for bound in self:
            problems += [
                ui.Problem(str(error), bound.id_for_label or bound.auto_id) for error in bound.errors
            ]
        return ui.ErrorSummary(problems)


def _is_chosen(field: forms.Field) -> bool:
    return isinstance(field.widget, (forms.Select, forms.RadioSelect))


#: A slip of the fingers: roubles or thousand m³ so many that their sums would leave the columns.
_BEYOND_REASON = Decimal(10) ** 10

#: The years in which a paper or a payment can be dated.
YEARS = range(2000, 2100)


class NumberField(forms.Field):
    """A number as people type it: any usual mark, spaces, the unit behind it."""

    widget = forms.TextInput

    def __init__(self, *, places: int, unit: Unit | None = None, example: str = "", **options: Any) -> None:
        """`example` is what the refusal of anything else shows; 36,1 with all its places, where none is given."""
        self.places = places
        self.unit = unit
        self.example = example
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002 (Django's signature)
        return {"inputmode": "decimal", "autocomplete": "off", "class": "w-10 num"}

    def prepare_value(self, value: Any) -> Any:
        return formatting.number(value, self.places) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        try:
            number = parse_number(str(value), places=self.places, unit=self.unit).value
        except NotANumber as problem:
            if problem.code == "empty":
                return None
            message = gettext("“%(label)s”: enter a number, for example %(example)s")
            example = self.example or formatting.number(Decimal("36.1"), self.places)
            facts = {"label": self.label, "example": example}
            raise forms.ValidationError(message % facts, code=problem.code) from problem
        if abs(number) >= _BEYOND_REASON:
            message = gettext("“%(label)s”: the number is too large")
            raise forms.ValidationError(message % {"label": self.label}, code="too-large")
        return number


class DayField(forms.Field):
    """A day as people type it; without a year it belongs to the year of `month`."""

    widget = forms.TextInput
    month: BillingMonth | None = None

    def __init__(self, *, years: range | None = None, **options: Any) -> None:
        """With `years`, a day outside them is taken for a slip of the fingers."""
        self.years = years
        options.setdefault("help_text", gettext_lazy("DD.MM.YYYY"))
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002 (Django's signature)
        return {"autocomplete": "off", "class": "w-10"}

    def prepare_value(self, value: Any) -> Any:
        return formatting.day(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        try:
            return self._day(str(value))
        except NotADay as problem:
            message = gettext("“%(label)s”: enter a day, for example %(example)s")
            example = self.month.last_day if self.month else date(2026, 11, 22)
            facts = {"label": self.label, "example": formatting.day(example)}
            raise forms.ValidationError(message % facts, code=problem.code) from problem

    def _day(self, text: str) -> date:
        """:raises NotADay: it is none, or an hour was typed, which would be lost here"""
        day = parse_day(text, month=self.month)
        if names_hour(text):
            raise NotADay("not-a-day")
        if self.years is not None and day.year not in self.years:
            raise NotADay("no-such-day")
        return day


class TimeField(forms.Field):
    """A time of the day as people type it: 9:30, 09.30."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002 (Django's signature)
        return {"autocomplete": "off", "inputmode": "numeric", "class": "w-10"}

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values:
            return None
        try:
            return time.fromisoformat(str(value).strip().replace(".", ":").zfill(5))
        except ValueError as problem:
            text = gettext("“%(label)s”: enter a time, for example 10:00")
            raise forms.ValidationError(text % {"label": self.label}) from problem

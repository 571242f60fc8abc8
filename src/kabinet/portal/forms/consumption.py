"""Which part of the contract is looked at."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kabinet.foundation.forms import Form
from kabinet.foundation.http import whole_number
from kabinet.metering.queries import WHOLE, MeteringUnit, Part, UnitNotFound
from kabinet.organizations.queries import SupplyPoint

_POINT, _UNIT = "point-", "unit-"


class PartForm(Form):
    """The whole contract, one of its supply points or one of its metering units."""

    part = forms.ChoiceField(label=_("What is shown"), required=False)

    def __init__(self, part: Part, *, points: Sequence[SupplyPoint], units: Sequence[MeteringUnit]) -> None:
        super().__init__(initial={"part": named(part)})
        choices: list[tuple[str, object]] = [("", gettext("The whole contract"))]
        if len(points) > 1:
            named_points = [(f"{_POINT}{point.pk}", point.name) for point in points]
            choices.append((gettext("Supply points"), named_points))
        if len(units) > 1:
            choices.append((gettext("Metering units"), [(f"{_UNIT}{unit.pk}", unit.name) for unit in units]))
        self.fields["part"].choices = choices  # type: ignore[attr-defined]

    @property
    def has_choice(self) -> bool:
        return len(self.fields["part"].choices) > 1  # type: ignore[attr-defined]


def named(part: Part) -> str:
    """Return the part as it stands in the address; nothing for the whole contract."""
    if part.point_id is not None:
        return f"{_POINT}{part.point_id}"
    return f"{_UNIT}{part.unit_id}" if part.unit_id is not None else ""


def read_part(query: Mapping[str, str]) -> Part:
    """
    Read the part from the address.

    :raises UnitNotFound: what stands there names none
    """
    asked = query.get("part", "")
    if not asked:
        return WHOLE
    for prefix in (_POINT, _UNIT):
        number = whole_number(asked.removeprefix(prefix)) if asked.startswith(prefix) else None
        if number is not None:
            return Part(point_id=number) if prefix == _POINT else Part(unit_id=number)
    raise UnitNotFound

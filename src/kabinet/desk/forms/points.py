from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kabinet.access.operations.points import PointFacts
from kabinet.access.queries.credentials import User
from kabinet.access.queries.points import IssuePoint
from kabinet.foundation.forms import YEARS, DayField, Form


class PointForm(Form):
    """What the public reads of a point of issue."""

    name = forms.CharField(label=pgettext_lazy("point of issue", "Name"), max_length=120)
    address = forms.CharField(label=_("Address"), max_length=300)
    hours = forms.CharField(label=_("Hours"), max_length=120)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    closed_on = DayField(label=_("Closed from"), years=YEARS, required=False)

    @classmethod
    def of(cls, point: IssuePoint) -> "PointForm":
        return cls(
            initial={
                "name": point.name,
                "address": point.address,
                "hours": point.hours,
                "phone": point.phone,
                "closed_on": point.closed_on,
            }
        )

    @property
    def facts(self) -> PointFacts:
        return PointFacts(**self.cleaned_data)


class OfficerForm(Form):
    """An officer of the credentials desk, to be placed at a point; each works at one."""

    officer = forms.TypedChoiceField(label=_("Officer"), coerce=int)

    def __init__(self, *args: Any, officers: Sequence[User], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["officer"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [("", _("Choose the officer")), *((str(one.pk), _named(one)) for one in officers)]


def _named(officer: User) -> str:
    return f"{officer.full_name} ({officer.desk_point.name})" if officer.desk_point else officer.full_name

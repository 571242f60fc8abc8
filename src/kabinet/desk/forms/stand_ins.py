"""Who stands in for whom and when; and to whom customers are entrusted."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from kabinet.access.queries.staff import User
from kabinet.foundation.forms import YEARS, DayField, Form
from kabinet.values.months import BillingMonth


class CuratorField(forms.TypedChoiceField):
    """A choice of one of the curators, by number."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(label=label, coerce=int)

    def offer(self, curators: Sequence[User]) -> None:
        self.choices = [("", gettext("Choose")), *((str(one.pk), one.full_name) for one in curators)]


class StandInForm(Form):
    absent = CuratorField(label=gettext_lazy("Who is absent"))
    colleague = CuratorField(label=gettext_lazy("Who stands in"))
    first_day = DayField(label=gettext_lazy("First day"), years=YEARS)
    last_day = DayField(label=gettext_lazy("Last day, included"), years=YEARS)

    def __init__(self, *args: Any, curators: Sequence[User], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, CuratorField):
                field.offer(curators)
            if isinstance(field, DayField):
                field.month = BillingMonth.of(today)


class EntrustForm(Form):
    curator = CuratorField(label=gettext_lazy("Entrust the chosen ones to"))

    def __init__(self, *args: Any, curators: Sequence[User], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["curator"]
        assert isinstance(field, CuratorField)  # noqa: S101 (declared above)
        field.offer(curators)

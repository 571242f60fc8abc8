"""What of the account is to be shown: as of which day, of which year, with which month unfolded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, gettext_lazy

from kabinet.foundation import formatting
from kabinet.foundation.forms import DayField, Form
from kabinet.foundation.http import whole_number
from kabinet.values.months import BillingMonth

_YEARS_BACK = 10


class AccountForm(Form):
    on = DayField(label=gettext_lazy("As of"), required=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """`note` says what was shown instead, where something impossible was asked for."""

    form: AccountForm
    on: date
    year: int
    month: BillingMonth | None
    note: str = ""


def read_choice(query: Mapping[str, str], *, today: date) -> Choice:
    """Read the choice from the address; what is missing or senseless is today's."""
    form = AccountForm(query if query.get("on") else None, initial={"on": today})
    form.fields["on"].month = BillingMonth.of(today)  # type: ignore[attr-defined]
    asked = (form.cleaned_data["on"] if form.is_bound and form.is_valid() else None) or today
    on = min(max(asked, date(today.year - _YEARS_BACK, 1, 1)), date(today.year + 1, 12, 31))
    note = "" if on == asked else gettext("The nearest day with data is shown: %(day)s.")
    return Choice(
        form=form,
        on=on,
        year=_year(query.get("year", ""), on),
        month=_month(query.get("month", "")),
        note=note and note % {"day": formatting.day(on)},
    )


def _year(typed: str, on: date) -> int:
    year = whole_number(typed) or on.year
    return year if on.year - _YEARS_BACK <= year <= on.year else on.year


def _month(typed: str) -> BillingMonth | None:
    try:
        return BillingMonth.parse(typed)
    except ValueError:
        return None

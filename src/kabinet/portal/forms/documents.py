"""What a list of documents is narrowed to, and how a scan is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import get_language, gettext, gettext_lazy

from kabinet.documents import wording
from kabinet.documents.queries import SORTS, USUAL_SORT, Document, Filter
from kabinet.documents.rules.words import Direction, Kind, Status
from kabinet.foundation import formatting
from kabinet.foundation.forms import Form
from kabinet.organizations.queries import Contract
from kabinet.portal import papers
from kabinet.values.months import BillingMonth

SIZES = (25, 50, 100)
_USUAL_SIZE = 50
_YEARS_BACK = 6
_LONGEST_SEARCH = 200

#: What a client sends on paper of their own accord.
_SENT = (Kind.LETTER, Kind.ACT, Kind.RECONCILIATION, Kind.CONTRACT, Kind.POWER_OF_ATTORNEY, Kind.OTHER)


class FilterForm(Form):
    q = forms.CharField(label=gettext_lazy("Number, sum, date or word"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    period = forms.ChoiceField(label=gettext_lazy("Month"), required=False)
    direction = forms.ChoiceField(label=gettext_lazy("From whom"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False)
    contract = forms.ChoiceField(label=gettext_lazy("Contract"), required=False)

    def __init__(self, *, month: BillingMonth, contracts: Sequence[Contract], **options: Any) -> None:
        super().__init__(**options)
        self.fields["q"].grows = True  # type: ignore[attr-defined]
        self._offer("kind", [(kind.value, wording.KIND[kind]) for kind in Kind])
        self._offer("period", _months(month, get_language()))
        self._offer("direction", [(one.value, wording.DIRECTION[one]) for one in Direction])
        self._offer("status", [(one.value, wording.CLIENT_STATUS[one]) for one in Status])
        self._offer("contract", [(str(contract.pk), contract.number) for contract in contracts])
        if len(contracts) < 2:  # noqa: PLR2004 (one contract leaves no choice)
            del self.fields["contract"]

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [("", gettext("any")), *choices]


@lru_cache(maxsize=8)
def _months(newest: BillingMonth, _language: str | None) -> Sequence[tuple[str, str]]:
    """Return the months to choose from, named in the language in force; they are the same all month long."""
    months = [newest.plus(1 - back) for back in range(_YEARS_BACK * 12)]
    return [(str(one), formatting.month(one)) for one in months]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the address asks for: the filter, which page of what size, and the form that shows it."""

    form: FilterForm
    narrowed: Filter
    page: int
    size: int
    active: Mapping[str, str]
    """The filters that narrow, by field name, as the reader calls them."""


def read_choice(query: Mapping[str, str], *, month: BillingMonth, contracts: Sequence[Contract]) -> Choice:
    """Read the address; what is senseless in it narrows nothing."""
    form = FilterForm(month=month, contracts=contracts, data=query)
    form.is_valid()
    known = {
        name: value for name, value in form.cleaned_data.items() if value and len(value) <= _LONGEST_SEARCH
    }
    senseless = any(query.get(name, "") != known.get(name, "") for name in form.fields)
    shown = FilterForm(month=month, contracts=contracts, initial=known) if senseless else form
    size = int(query["size"]) if query.get("size") in {str(one) for one in SIZES} else _USUAL_SIZE
    sort = query.get("sort", USUAL_SORT)
    narrowed = Filter(
        words=known.get("q", ""),
        kind=known.get("kind", ""),
        direction=known.get("direction", ""),
        status=known.get("status", ""),
        month=BillingMonth.parse(known["period"]) if "period" in known else None,
        contract_id=int(known["contract"]) if "contract" in known else None,
        sort=sort if sort.removeprefix("-") in SORTS else USUAL_SORT,
    )
    page = query.get("page", "")
    number = int(page) if page.isdecimal() and len(page) < 7 else 1  # noqa: PLR2004 (a million pages)
    return Choice(shown, narrowed, number, size, {name: _named(shown, name, known) for name in known})


def _named(form: FilterForm, name: str, known: Mapping[str, str]) -> str:
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        return gettext("“%(words)s”") % {"words": known[name]}
    return str(dict(field.choices)[known[name]])  # type: ignore[arg-type]


class ScanForm(Form):
    answers = forms.ChoiceField(label=gettext_lazy("Which document is signed"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of document"),
        help_text=gettext_lazy("For papers that answer none of ours."),
        required=False,
        choices=[(kind.value, wording.KIND[kind]) for kind in _SENT],
    )
    kept = forms.MultipleChoiceField(
        label=gettext_lazy("Already taken, no need to choose them again"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)

    def __init__(
        self, *, waiting: Sequence[Document], kept: Sequence[tuple[str, str]] = (), **options: Any
    ) -> None:
        super().__init__(**options)
        files = self.fields["kept"]
        assert isinstance(files, forms.MultipleChoiceField)  # noqa: S101 (declared above)
        files.choices = list(kept)
        answers = self.fields["answers"]
        assert isinstance(answers, forms.ChoiceField)  # noqa: S101 (declared above)
        offered = [(str(one.pk), papers.full_name_of(one)) for one in waiting]
        answers.choices = [("", gettext("none: a paper of our own")), *offered]
        self.waiting = {str(one.pk): one for one in waiting}

    @property
    def answered(self) -> Document | None:
        return self.waiting.get(self.cleaned_data.get("answers", ""))

    @property
    def sent_kind(self) -> Kind:
        """Return the kind of the document that is answered; it decides over the one chosen."""
        chosen = self.answered.kind if self.answered else self.cleaned_data.get("kind")
        return Kind(chosen or Kind.OTHER)


def new_key() -> str:
    return uuid4().hex

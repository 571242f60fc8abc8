from collections.abc import Mapping, Sequence
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from kabinet.desk.forms.reasons import Grounds, ReasonForm
from kabinet.formats.numbers import Unit
from kabinet.foundation.forms import NumberField
from kabinet.requests.queries import RequestCard, VolumeRequestLine
from kabinet.requests.rules.words import Outcome
from kabinet.values.volume import from_thousand, to_thousand

GROUNDS: Grounds = {
    "resource": _("The supplier's resource of gas for the month is not enough"),
    "capacity": _("There is no technical possibility to supply the volume"),
    "contract": _("The volume exceeds what the contract provides for"),
    "mistake": _("There is a mistake in the request"),
    "other": _("Another reason"),
}


class DecisionForm(ReasonForm):
    """A decision about a request: the agreed volume of every point, thousand m³, and the reason."""

    grounds = GROUNDS

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: object, card: RequestCard, outcome: Outcome | None = None, **options: object
    ) -> None:
        self.lines: Sequence[VolumeRequestLine] = card.lines
        self.outcome = outcome
        initial: dict[str, object] = {"seen_version": card.request.version}
        initial |= {name_of(line): to_thousand(line.volume) for line in card.lines}
        super().__init__(*args, initial=initial, **options)
        for line in card.lines:
            self.fields[name_of(line)] = self._agreed_field(line)

    def _agreed_field(self, line: VolumeRequestLine) -> forms.Field:
        label = _("Agreed for %(point)s, thousand m³") % {"point": line.supply_point.name}
        field: forms.Field = forms.CharField(label=label, required=False)
        if self.outcome is not Outcome.RETURN:
            needed = self.outcome is Outcome.ACCEPT_WITH_CHANGES
            field = NumberField(label=label, places=3, unit=Unit.THOUSAND_M3, required=needed)
        field.widget.attrs["aria-label"] = str(label)
        return field

    @property
    def agreed(self) -> Mapping[int, Decimal]:
        """
        The agreed volumes by supply point id, m³.

        A figure left as it was shown is the requested volume itself, whatever its rounding on the page.
        """
        agreed = {}
        for line in self.lines:
            typed = self.cleaned_data.get(name_of(line))
            if isinstance(typed, Decimal):
                unchanged = typed == to_thousand(line.volume)
                agreed[line.supply_point_id] = line.volume if unchanged else from_thousand(typed)
        return agreed

    @property
    def is_changed(self) -> bool:
        requested = {line.supply_point_id: line.volume for line in self.lines}
        return any(requested[point] != volume for point, volume in self.agreed.items())

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if self.outcome is Outcome.ACCEPT and self.is_changed:
            text = _(
                "Agreed volumes differ from the requested ones: press “Accept with changes”, or set them back"
            )
            raise forms.ValidationError(text)
        return cleaned


def name_of(line: VolumeRequestLine) -> str:
    return f"agreed_{line.supply_point_id}"

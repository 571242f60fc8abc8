"""A metering unit as it lies before the metering engineer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import QueryDict
from django.urls import reverse

from kabinet.desk.forms.instruments import ActForm
from kabinet.foundation import ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.queries import IndexReading, MeteringUnit, Record
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms


@dataclass(frozen=True, slots=True)
class Bench:
    """A unit before the metering engineer, with everything that is known of its instruments."""

    viewer: Viewer
    unit: MeteringUnit
    terms: Terms
    record: Record
    readings: Sequence[IndexReading]
    now: datetime

    @classmethod
    def load(cls, *, viewer: Viewer, unit_id: int, now: datetime) -> "Bench":
        """
        Eight queries.

        :raises UnitNotFound: it does not exist, or is not among the viewer's customers
        """
        unit = queries.get_unit_in_full(viewer=viewer, unit_id=unit_id)
        terms = organizations.terms_of(unit.contract)
        rows = queries.list_readings(viewer=viewer, contract_id=unit.contract_id)
        readings = [row for row in rows if row.unit_id == unit.pk]
        return cls(viewer, unit, terms, queries.record_of_unit(viewer=viewer, unit=unit), readings, now)

    @property
    def today(self) -> date:
        return self.terms.today(self.now)

    @property
    def newest_receipt(self) -> str:
        """Return the number under which the customer handed in the newest reading."""
        return self.readings[0].receipt_number if self.readings else ""

    @property
    def newest_fault(self) -> str:
        """Return the newest fault as its receipt would call it, where the customer told of it."""
        return f"fault:{self.record.faults[0].pk}" if self.record.faults else ""

    @property
    def may_record(self) -> bool:
        return self.viewer.may(Right.DECIDE_READINGS)

    def form(self, form: type[ActForm], *, data: QueryDict | None = None, chosen: str = "") -> ActForm:
        """Return the form of an act; a new one knows the day, and the thing that was clicked on."""
        local = self.now.astimezone(self.terms.zone)
        initial = {form.when: local.date(), "time": f"{local:%H:%M}", form.subject: chosen}
        return form(data, record=self.record, zone=self.terms.zone, initial=initial)

    def way(self, act: str, text: str, of: int | None = None) -> ui.Link:
        """Return the link to an act, with the thing it is about."""
        query = ui.query_url({"of": str(of)}) if of else ""
        return ui.Link(text, reverse("desk:unit_act", args=[self.unit.pk, act]) + query)

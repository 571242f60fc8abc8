"""A metering unit as it lies before the metering engineer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import QueryDict
from django.urls import reverse

from kabinet.desk.forms.instruments import ActForm
from kabinet.foundation import ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.queries import ArchiveConstants, DeviceConstant, IndexReading, MeteringUnit, Record
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
    constants: Sequence[DeviceConstant]
    now: datetime

    @classmethod
    def load(cls, *, viewer: Viewer, unit_id: int, now: datetime) -> "Bench":
        """
        Nine queries.

        :raises UnitNotFound: it does not exist, or is not among the viewer's customers
        """
        unit = queries.get_unit_in_full(viewer=viewer, unit_id=unit_id)
        terms = organizations.terms_of(unit.contract)
        rows = queries.list_readings(viewer=viewer, contract_id=unit.contract_id)
        readings = [row for row in rows if row.unit_id == unit.pk]
        record = queries.record_of_unit(viewer=viewer, unit=unit)
        constants = queries.list_constants(viewer=viewer, instruments=record.instruments)
        return cls(viewer, unit, terms, record, readings, constants, now)

    @property
    def today(self) -> date:
        return self.terms.today(self.now)

    @property
    def differing(self) -> list[ArchiveConstants]:
        """Return where archives have other constants than those recorded. One query."""
        return queries.differing_constants(
            viewer=self.viewer, instruments=self.record.instruments, recorded=self.constants
        )

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

    def form(
        self, form: type[ActForm], *, data: QueryDict | None = None, known: Mapping[str, str] | None = None
    ) -> ActForm:
        """Return the form of an act; a new one knows the moment, and the thing that was clicked on."""
        known = known or {}
        local = (_moment(known.get("since", "")) or self.now).astimezone(self.terms.zone)
        initial = {
            **{name: known[name] for name in form.base_fields if name in known},
            form.when: local.date(),
            "time": f"{local:%H:%M}",
            form.subject: known.get("of", ""),
        }
        return form(data, record=self.record, zone=self.terms.zone, initial=initial)

    def way(self, act: str, text: str, of: int | None = None) -> ui.Link:
        """Return the link to an act, with the thing it is about."""
        query = ui.query_url({"of": str(of)}) if of else ""
        return ui.Link(text, reverse("desk:unit_act", args=[self.unit.pk, act]) + query)


def _moment(text: str) -> datetime | None:
    """Return the moment that a link names, or None where it was changed to something else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None

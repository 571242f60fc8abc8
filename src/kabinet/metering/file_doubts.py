"""What an archive itself makes doubtful about its days: another model, strange gas, hours out of range, constants."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.devices import is_other_model
from kabinet.metering.models import ArchiveFile
from kabinet.metering.rules.words import Doubt
from kabinet.metering.temperatures import strange_temperatures
from kabinet.metering.yardsticks import range_on
from kabinet.organizations.queries import Terms


def doubts_of_file(archive: ArchiveFile, *, viewer: Viewer, terms: Terms) -> dict[date, Doubt]:
    """Return the strongest doubt of each day that has one. Constant queries."""
    found = dict.fromkeys(strange_temperatures(archive, viewer=viewer, terms=terms), Doubt.TEMPERATURE)
    found |= dict(_outside_range(archive, viewer=viewer, terms=terms))
    found |= dict.fromkeys(_other_constants(archive, viewer=viewer, terms=terms), Doubt.CONSTANTS)
    return found | dict.fromkeys(_of_another_model(archive), Doubt.MODEL)


def _of_another_model(archive: ArchiveFile) -> list[date]:
    if archive.instrument is None or not is_other_model(archive.instrument, archive.report.get("model", "")):
        return []
    return [date.fromisoformat(one[0]) for one in archive.report.get("days", ())]


def _outside_range(archive: ArchiveFile, *, viewer: Viewer, terms: Terms) -> Iterator[tuple[date, Doubt]]:
    """Find the days with an hour that the instruments of the unit cannot measure, or measure with unknown error."""
    if archive.unit is None:
        return
    installed = queries.installed_in(viewer=viewer, units=[archive.unit]).get(archive.unit.pk, ())
    clock = terms.clock
    for name, hours in archive.report.get("flows", {}).items():
        day = date.fromisoformat(name)
        flows = range_on(installed, begins=clock.begins_at(day), ends=clock.ends_at(day))
        doubts = (flows.doubt(Decimal(hour).scaleb(-4), hours=1) for hour in reversed(hours))
        if doubt := next(filter(None, doubts), None):
            yield day, doubt


def _other_constants(archive: ArchiveFile, *, viewer: Viewer, terms: Terms) -> Iterator[date]:
    clock = terms.clock
    spans = queries.constants_of_file(archive, viewer=viewer)
    for one in archive.report.get("days", ()) if spans else ():
        day = date.fromisoformat(one[0])
        if any(span.since < clock.ends_at(day) and clock.begins_at(day) < span.until for span in spans):
            yield day

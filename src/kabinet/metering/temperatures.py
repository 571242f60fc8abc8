"""Temperatures of the gas in archives: by day, and what is strange about them."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from statistics import mean

from kabinet.formats.archives import Archive
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.models import ArchiveFile
from kabinet.metering.rules.robust import is_outside
from kabinet.organizations.queries import Terms
from kabinet.values.gas_days import GasDayClock

#: How far back, and by how many degrees beyond what was met there, a day's gas is strangely cold or warm.
_WEEKS = timedelta(weeks=4)
_DEGREES = Decimal(5)


def temperatures_of(archive: Archive, *, clock: GasDayClock) -> dict[str, int]:
    """Return the mean temperature of the gas by gas day, hundredths of a degree, where the file has it."""
    found: dict[date, list[int]] = defaultdict(list)
    for moment, temperature in zip(archive.hours.starts_at, archive.hours.temperature, strict=True):
        if temperature is not None:
            found[clock.day_at(moment)].append(temperature)
    return {day.isoformat(): round(mean(values)) for day, values in found.items()}


def strange_temperatures(archive: ArchiveFile, *, viewer: Viewer, terms: Terms) -> list[date]:
    """Return the days whose gas was colder or warmer than in the weeks before, in the database and in the file."""
    given = {
        date.fromisoformat(day): Decimal(kept) / 100 for day, kept in archive.report["temperatures"].items()
    }
    if not given or archive.unit_id is None:
        return []
    first = min(given)
    hours = queries.list_hours(
        viewer=viewer,
        unit_ids=[archive.unit_id],
        since=terms.clock.begins_at(first - _WEEKS),
        until=terms.clock.begins_at(first),
    )
    clock = terms.clock
    known: dict[date, list[Decimal]] = defaultdict(list)
    for hour in hours:
        if hour.temperature is not None:
            known[clock.day_at(hour.starts_at)].append(hour.temperature)
    before = {day: mean(values) for day, values in known.items()} | given
    return [
        day
        for day, temperature in given.items()
        if is_outside(
            temperature,
            [one for other, one in before.items() if day - _WEEKS <= other < day],
            margin=_DEGREES,
        )
    ]

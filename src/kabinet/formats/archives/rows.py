"""Which rows are hours, days, events, and which are not to be read at all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kabinet.formats.archives.findings import FindingCode, Findings
from kabinet.formats.archives.layouts.table import Table
from kabinet.formats.archives.shapes import Template

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Kinds:
    """Places of rows in their table."""

    hours: Sequence[int]
    days: Sequence[int]
    events: Sequence[int]


def kinds_of(table: Table, template: Template, findings: Findings, *, serial: str) -> tuple[Kinds, str]:
    """Sort the rows of one device (the first, where `serial` is empty) and return its serial number, too."""
    places, serial = _of_one_device(range(len(table.rows)), table, findings, serial)
    places = _of_channel(places, table, template)
    places = _whole(places, table, template, findings)
    kind = table.positions.roles.get("kind")
    if kind is None:
        return Kinds(places, (), ()), serial
    hour, day = ({code.casefold() for code in codes} for codes in (template.rows.hour, template.rows.day))
    known = {text: text.strip().casefold() for text in {table.rows[place][kind] for place in places}}
    hours = [place for place in places if known[table.rows[place][kind]] in hour]
    if len(hours) == len(places):
        return Kinds(hours, (), ()), serial
    days = [place for place in places if known[table.rows[place][kind]] in day]
    events = [place for place in places if known[table.rows[place][kind]] not in hour | day]
    return Kinds(hours, days, events), serial


def _of_one_device(
    places: Sequence[int], table: Table, findings: Findings, serial: str
) -> tuple[Sequence[int], str]:
    serials = _serials(places, table)
    if not serials:
        return places, serial
    counted = Counter(serials)
    chosen = serial if serial in counted else serials[0]
    if len(counted) == 1:
        return places, chosen
    kept = [place for place, own in zip(places, serials, strict=True) if own == chosen]
    first = dict(zip(reversed(serials), reversed(places), strict=True))
    for other, rows in counted.items():
        if other != chosen:
            where = table.where(first[other])
            findings.add(FindingCode.TWO_DEVICES, row=where, read=chosen, other=other, rows=rows)
    return kept, chosen


def _serials(places: Sequence[int], table: Table) -> Sequence[str]:
    """Return the serial number of each row: from its column, or from the heading above it."""
    position = table.positions.roles.get("serial")
    if position is not None:
        return [table.rows[place][position].strip() for place in places]
    named = [device for device in table.named if device.serial]
    if not named or not places:
        return ()
    if len({device.serial for device in named}) == 1:
        return [named[0].serial] * len(places)
    serials, current, coming = [], named[0].serial, named[1:]
    for place in places:
        while coming and coming[0].place <= place:
            current = coming.pop(0).serial
        serials.append(current)
    return serials


def _of_channel(places: Sequence[int], table: Table, template: Template) -> Sequence[int]:
    wanted, position = template.rows.channel, table.positions.roles.get("channel")
    if not wanted or position is None:
        return places
    return [place for place in places if table.rows[place][position].strip() in wanted]


def _whole(places: Sequence[int], table: Table, template: Template, findings: Findings) -> Sequence[int]:
    """Leave out the rows that did not arrive whole."""
    wanted, position = template.rows.mark.casefold(), table.positions.roles.get("mark")
    if not wanted or position is None:
        return places
    broken = {
        text
        for text in {table.rows[place][position] for place in places}
        if text.strip().casefold() != wanted
    }
    if not broken:
        return places
    for place in places:
        if table.rows[place][position] in broken:
            text = table.rows[place][position].strip()[:_SHOWN]
            findings.add(FindingCode.CRC_MISSING, row=table.where(place), column=position + 1, text=text)
    return [place for place in places if table.rows[place][position] not in broken]

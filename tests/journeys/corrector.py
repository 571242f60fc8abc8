"""The archive that the corrector of the boiler house would give: hours that add up to plausible days."""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from tests.formats.archives import samples
from tests.journeys.supplier import Supplier

UNIT = "УУГ-1 Котельная"
_CORRECTOR = """
    SELECT i.serial_number, c.contract_hour FROM metering_instrument i
    JOIN metering_meteringunit u ON u.id = i.unit_id JOIN organizations_contract c ON c.id = u.contract_id
    WHERE i.kind = 'corrector' AND i.removed_at IS NULL AND u.name = ? ORDER BY u.id
"""


def archive_of(
    supplier: Supplier,
    folder: Path,
    first: date,
    last: date,
    *,
    volume: Decimal = Decimal(13_100),
    unit: str = UNIT,
) -> Path:
    """Write the rows of an EK270 over whole gas days of so many m³ each, and return the file."""
    [(serial, hour), *_] = supplier.rows(_CORRECTOR, unit)
    count = ((last - first).days + 1) * 24
    hours = samples.hours(count, datetime.combine(first, time(hour)))
    even = int(volume.scaleb(4)) // 24
    rest = int(volume.scaleb(4)) - even * 24
    given = [replace(one, volume=even + (rest if place % 24 == 23 else 0)) for place, one in enumerate(hours)]
    file = folder / f"ek270-{first}.txt"
    file.write_bytes(samples.ek270(given, serial=serial))
    return file

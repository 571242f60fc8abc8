"""What the statement of a month keeps of its days, and the seal by which a page says what it showed."""

import json
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256

from kabinet.metering.queries import MonthGrid
from kabinet.metering.rules.beside import Beside


def content_of(grid: MonthGrid) -> Mapping[str, Mapping[str, str]]:
    """Return the volumes of the days, m³ as text, by the code of the unit."""
    codes = {unit.pk: unit.code for unit in grid.units}
    content: dict[str, dict[str, str]] = {code: {} for code in codes.values()}
    for row in grid.rows:
        for unit_id, volume in row.volumes.items():
            content[codes[unit_id]][row.day.isoformat()] = str(Decimal(volume.volume))
    return content


def seal_of(grid: MonthGrid, beside: Beside) -> str:
    """Return a digest of what the month would be closed with: of two equal ones, the same was seen."""
    kept = [content_of(grid), str(grid.overtake()), beside.keep()]
    return sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()

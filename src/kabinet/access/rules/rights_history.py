"""What became of somebody's rights, read off what the journal keeps of it. Plain Python."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from kabinet.foundation.rights import Right

ISSUED, RIGHTS_CHANGED = "access.issued", "access.rights_changed"
ACCESS_ENDED, ENDED_BY_SUPPLIER = "access.access_ended", "access.access_ended_by_supplier"

EVENTS = (ISSUED, RIGHTS_CHANGED, ACCESS_ENDED, ENDED_BY_SUPPLIER)


@dataclass(frozen=True, slots=True)
class Passage:
    """
    What became of somebody's rights at a moment, by whom. An end concerns no single contract.

    `last_day` is the one that was set for an end, None where it came at once; `struck_out` was granted and not given,
    because whoever had asked for it did not have it any more.
    """

    event: str
    by: str
    at: datetime
    contract: str = ""
    given: frozenset[Right] = frozenset()
    taken: frozenset[Right] = frozenset()
    struck_out: frozenset[Right] = frozenset()
    last_day: date | None = None
    reason: str = ""

    @property
    def is_end(self) -> bool:
        return self.event in {ACCESS_ENDED, ENDED_BY_SUPPLIER}


def passage_of(event: str, data: Mapping[str, Any], *, by: str, at: datetime, on: date) -> Passage:
    """Return what a record of one of the events tells; `on` is its day by the supplier's calendar."""
    if event == RIGHTS_CHANGED:
        old, new = map(_rights, data["rights"])
        return Passage(event, by, at, data["contract"], given=new - old, taken=old - new)
    if event == ISSUED:
        given, struck_out = _rights(data.get("rights", [])), _rights(data.get("struck_out", []))
        return Passage(event, by, at, data.get("contract", ""), given=given, struck_out=struck_out)
    last_day = date.fromisoformat(data["valid_to"][1]) - timedelta(days=1)
    return Passage(event, by, at, last_day=last_day if last_day >= on else None, reason=data["reason"])


def _rights(kept: Collection[str]) -> frozenset[Right]:
    return frozenset(map(Right, kept))

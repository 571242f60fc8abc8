"""Documents in lists: only what the lists show of them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kabinet.values.months import BillingMonth


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is told of a stored file beside the link to it."""

    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a page of the register, with the number of its contract."""

    pk: int
    contract: str
    direction: str
    kind: str
    number: str
    title: str
    dated_on: date
    month: BillingMonth | None
    amount: Decimal | None
    status: str
    media_type: str | None
    size: int | None

    @property
    def file(self) -> FileFacts | None:
        """Return None where it is drawn up only when it is first asked for."""
        if self.media_type is None or self.size is None:
            return None
        return FileFacts(self.media_type, self.size)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A document as links to it call it, and how it stands."""

    pk: int
    kind: str
    number: str
    dated_on: date
    month: BillingMonth | None
    status: str


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A client's scan in the supplier's lists; kind, number and day are those of the paper that it answers."""

    pk: int
    kind: str
    number: str
    dated_on: date
    file_name: str
    placed_at: datetime
    organization: str
    zone: str
    overrides: dict[str, Any]

"""
The canonical form of what is recorded, and its hashes.

The canonical form is JSON in UTF-8 with sorted keys, no spaces, text unescaped; Decimal and dates are written as text,
moments in UTC with a `Z`. SHA-256 of those bytes is what a receipt prints, so that anybody can verify it with
`sha256sum` and without trusting the page that shows it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from kabinet.values.months import BillingMonth

GENESIS = "0" * 64


def canonical(content: Mapping[str, Any]) -> str:
    """Return the canonical form of a record's content. Worked example: {"б": 1, "a": Decimal("2.50")}."""
    return _ENCODER.encode(content)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def moment_text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Link:
    """Everything that a record's hash covers."""

    organization_id: int
    position: int
    event: str
    actor_id: int | None
    actor_name: str
    subject: str
    data: str
    at: datetime
    previous_hash: str

    @property
    def hash(self) -> str:
        return digest(
            canonical(
                {
                    "organization": self.organization_id,
                    "position": self.position,
                    "event": self.event,
                    "actor": self.actor_id,
                    "actor_name": self.actor_name,
                    "subject": self.subject,
                    "data": self.data,
                    "at": moment_text(self.at),
                    "previous": self.previous_hash,
                }
            )
        )


def root_of(heads: Mapping[str, str]) -> str:
    """Return the one hash that stands for the heads of all chains at a moment."""
    return digest(canonical(heads))


def _plain(value: object) -> str:
    match value:
        case datetime():
            return moment_text(value)
        case Decimal() | BillingMonth():
            return str(value)
        case date():
            return value.isoformat()
        case _:
            raise TypeError(f"no canonical form for {type(value).__name__}")


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)

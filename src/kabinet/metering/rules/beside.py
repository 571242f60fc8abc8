"""What stands beside the volumes in a month's statement: the distributor's month, and why nothing was taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kabinet.values.volume import ZERO


@dataclass(frozen=True, slots=True)
class PointBeside:
    """
    A supply point's month by our days, and as the distributor carried it, m³.

    `theirs` is None where the report lacks the point. `allowed` is the difference that still counts as agreement.
    """

    code: str
    name: str
    ours: Decimal
    theirs: Decimal | None
    allowed: Decimal

    @property
    def difference(self) -> Decimal | None:
        """Theirs less ours."""
        return None if self.theirs is None else self.theirs - self.ours

    @property
    def per_cent(self) -> Decimal | None:
        """Of ours; None where that is nothing."""
        return None if self.difference is None or not self.ours else self.difference / self.ours * 100

    @property
    def is_apart(self) -> bool:
        return self.difference is not None and abs(self.difference) > self.allowed


@dataclass(frozen=True, slots=True)
class Beside:
    """
    `points` are empty where the distributor reported none of them.

    `reasons`, as volumes keep theirs, are of a month in which nothing was taken.
    """

    points: Sequence[PointBeside] = ()
    reasons: Sequence[str] = ()

    @property
    def total(self) -> PointBeside:
        """All points together; theirs is None where the report lacks one of them."""
        theirs = [one.theirs for one in self.points if one.theirs is not None]
        return PointBeside(
            code="",
            name="",
            ours=sum((one.ours for one in self.points), ZERO),
            theirs=sum(theirs, ZERO) if len(theirs) == len(self.points) else None,
            allowed=sum((one.allowed for one in self.points), ZERO),
        )

    @property
    def theirs(self) -> dict[str, Decimal]:
        return {one.code: one.theirs for one in self.points if one.theirs is not None}

    def keep(self) -> dict[str, Any]:
        """Return it as a statement keeps it: m³ as text."""
        return {
            "points": [
                {
                    "code": one.code,
                    "name": one.name,
                    "ours": str(one.ours),
                    "theirs": None if one.theirs is None else str(one.theirs),
                    "allowed": str(one.allowed),
                }
                for one in self.points
            ],
            "reasons": list(self.reasons),
        }


def read_beside(kept: Mapping[str, Any] | None) -> Beside | None:
    """Read what a statement has kept; None where it is of the time before this was kept."""
    return None if kept is None else Beside([_point(one) for one in kept["points"]], kept.get("reasons", ()))


def _point(kept: Mapping[str, Any]) -> PointBeside:
    theirs = kept["theirs"]
    return PointBeside(
        code=kept["code"],
        name=kept["name"],
        ours=Decimal(kept["ours"]),
        theirs=None if theirs is None else Decimal(theirs),
        allowed=Decimal(kept["allowed"]),
    )

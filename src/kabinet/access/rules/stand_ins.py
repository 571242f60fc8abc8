"""When one curator may stand in for another. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kabinet.foundation.refusal import Refusal

_LONGEST = timedelta(days=366)


class SameCurator(Refusal):
    """Nobody stands in for themselves."""

    code = "access.stand-in-for-oneself"


class LastDayBeforeFirst(Refusal):
    code = "access.stand-in-backwards"


class StandInInPast(Refusal):
    code = "access.stand-in-in-past"


class StandInTooLong(Refusal):
    code = "access.stand-in-too-long"


class AlreadyStoodIn(Refusal):
    """Somebody stands in for the absent one on some of these days. Facts: colleague, first, last."""

    code = "access.already-stood-in"


class ColleagueAbsent(Refusal):
    """The colleague is absent themselves on some of these days. Facts: colleague, first, last."""

    code = "access.colleague-absent"


class StandsInThemselves(Refusal):
    """The absent one stands in for somebody on some of these days. Facts: absent, other, first, last."""

    code = "access.stands-in-themselves"


@dataclass(frozen=True, slots=True)
class Absence:
    """A curator's absence with the colleague who stands in; both days are included."""

    absent_id: int
    absent: str
    colleague_id: int
    colleague: str
    first_day: date
    last_day: date

    def meets(self, other: "Absence") -> bool:
        return self.first_day <= other.last_day and other.first_day <= self.last_day


def check_absence(new: Absence, *, others: Iterable[Absence], on: date) -> None:
    """
    Judge a new absence by those that have not ended.

    Customers are not passed on twice: whoever stands in is there, and whoever is absent stands in for nobody.

    :raises SameCurator, LastDayBeforeFirst, StandInInPast, StandInTooLong: its people or days are none
    :raises AlreadyStoodIn, ColleagueAbsent, StandsInThemselves: it does not go with another one
    """
    if new.absent_id == new.colleague_id:
        raise SameCurator
    if new.last_day < new.first_day:
        raise LastDayBeforeFirst
    if new.first_day < on:
        raise StandInInPast
    if new.last_day - new.first_day >= _LONGEST:
        raise StandInTooLong
    for other in others:
        if new.meets(other):
            _check_pair(new, other)


def _check_pair(new: Absence, other: Absence) -> None:
    days = {"first": other.first_day, "last": other.last_day}
    if other.absent_id == new.absent_id:
        raise AlreadyStoodIn(colleague=other.colleague, **days)
    if other.absent_id == new.colleague_id:
        raise ColleagueAbsent(colleague=other.absent, **days)
    if other.colleague_id == new.absent_id:
        raise StandsInThemselves(absent=other.colleague, other=other.absent, **days)

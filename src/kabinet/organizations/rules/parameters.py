"""
The parameters of supply in force for one contract and day.

Every figure of the trade that law or a contract may change is here, none is a constant in the code. RULES.md A8 lists
them with their sources; a rule set is dated, and a contract's overrides replace single parameters.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from kabinet.foundation.refusal import Refusal
from kabinet.values.volume import STEP, Rounding


class NoRuleSet(Refusal):
    code = "organizations.no-rule-set"


@dataclass(frozen=True, slots=True)
class Season:
    """A season of overtake by gas day, month and day both included; it may span the turn of the year."""

    begins: tuple[int, int]
    ends: tuple[int, int]
    coefficient: Decimal

    def __contains__(self, day: date) -> bool:
        place = (day.month, day.day)
        if self.begins <= self.ends:
            return self.begins <= place <= self.ends
        return place >= self.begins or place <= self.ends


@dataclass(frozen=True, slots=True)
class Tranche:
    """
    One payment of a month: a share of the planned cost, or the rest of the actual one.

    `day` counts from the first of the month supplied; 0 means its last day, `months_later` shifts to a later month.
    """

    share: Decimal | None
    day: int
    months_later: int


@dataclass(frozen=True, slots=True)
class DueRule:
    """When something is due, with the words that tell the client why. Its numbers mean what the field says."""

    amount: int
    says: str


@dataclass(frozen=True, slots=True)
class LastResort:
    """How a volume is reckoned where no instruments can be trusted: "capacity" or "method", in the contract's words."""

    method: str
    says: str


class ExpiredVerification(StrEnum):
    """
    What it means for a volume that the verification of an instrument has run out.

    Flag: it is told beside the volume, which rests on the instrument. Fault: the instrument counts as faulty.
    """

    FLAG = "flag"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """By how much somebody else's month may differ from ours: a share of ours, and always so many m³."""

    share: Decimal
    least: Decimal
    says: str

    def of(self, volume: Decimal) -> Decimal:
        return max(self.least, (abs(volume) * self.share).quantize(STEP))


@dataclass(frozen=True, slots=True)
class TakeOrPay:
    """The clause by which a share of the volume of a quarter and of a year is paid for even where it is not taken."""

    share: Decimal
    says: str


@dataclass(frozen=True, slots=True)
class Parameters:
    rule_set: str
    tolerance_below: Decimal
    tolerance_above: Decimal
    seasons: tuple[Season, ...]
    rounding: Rounding
    tranches: tuple[Tranche, ...]
    readings_due: DueRule
    """Hours after the gas day has closed."""
    readings_reminder_hours: int
    """So many hours before that deadline whoever has not handed in is reminded."""
    request_due: DueRule
    """Day of the month before the month requested."""
    answer_due: DueRule
    """Days within which the supplier answers."""
    scan_due: DueRule
    """Day of the month after the one that the act covers."""
    correction_due: DueRule
    """Days after the readings' deadline within which a client corrects without asking."""
    corrections_with_consent: bool
    """Whether later corrections wait for the supplier's consent; otherwise they are refused."""
    without_instruments: LastResort
    expired_verification: ExpiredVerification
    distributor_tolerance: Tolerance
    """Within it the distributor's month of a supply point agrees with our days."""
    take_or_pay: TakeOrPay | None
    """None where the contract has no such clause, as most have not."""
    index_readings_due: DueRule | None
    """Hours after the gas month has closed; None where the contract asks for no readings of counters."""

    def overtake_coefficient(self, day: date) -> Decimal:
        """Return what gas over the daily maximum is multiplied by; 1 where no season covers the gas day."""
        return next((season.coefficient for season in self.seasons if day in season), Decimal(1))


class Dated(Protocol):
    """A rule set, wherever it is kept."""

    code: str
    valid_from: date
    valid_to: date | None
    parameters: dict[str, Any]

    @property
    def own(self) -> Parameters:
        """Its parameters as they are, read once."""


def parameters_on(day: date, *, rule_sets: Iterable[Dated], overrides: Mapping[str, Any]) -> Parameters:
    """
    Return the parameters in force on the day: the rule set's, replaced by the contract's own where it has them.

    :raises NoRuleSet: no rule set covers the day
    """
    for found in rule_sets:
        if found.valid_from <= day and (found.valid_to is None or day < found.valid_to):
            return read_parameters(found.code, {**found.parameters, **overrides}) if overrides else found.own
    raise NoRuleSet(day=day)


def read_parameters(code: str, raw: Mapping[str, Any]) -> Parameters:
    """Read parameters as they stand in JSON; a missing one is a KeyError, for half a rule set is none."""
    return Parameters(
        rule_set=code,
        tolerance_below=Decimal(raw["tolerance_below"]),
        tolerance_above=Decimal(raw["tolerance_above"]),
        seasons=tuple(_season(season) for season in raw["overtake_seasons"]),
        rounding=Rounding(raw["rounding"]),
        tranches=tuple(_tranche(tranche) for tranche in raw["payment_tranches"]),
        readings_due=_due(raw["readings_due_hours_after_close"]),
        readings_reminder_hours=int(raw["readings_reminder_hours"]),
        request_due=_due(raw["request_due_day"]),
        answer_due=_due(raw["answer_due_days"]),
        scan_due=_due(raw["scan_due_day"]),
        correction_due=_due(raw["correction_due_days"]),
        corrections_with_consent=bool(raw["late_corrections_with_consent"]),
        without_instruments=LastResort(**raw["without_instruments"]),
        expired_verification=ExpiredVerification(raw["expired_verification"]),
        distributor_tolerance=_tolerance(raw["distributor_tolerance"]),
        take_or_pay=_take_or_pay(raw),
        index_readings_due=_index_readings_due(raw),
    )


def _tolerance(raw: Mapping[str, str]) -> Tolerance:
    return Tolerance(Decimal(raw["share"]), Decimal(raw["least"]), raw["says"])


def _take_or_pay(raw: Mapping[str, Any]) -> TakeOrPay | None:
    """The clause stands in two plain entries, so that a contract's overrides can hold it."""
    share = raw.get("take_or_pay_share")
    return None if share is None else TakeOrPay(Decimal(share), str(raw["take_or_pay_says"]))


def _index_readings_due(raw: Mapping[str, Any]) -> DueRule | None:
    hours = raw.get("index_readings_due_hours_after_close")
    return None if hours is None else DueRule(int(hours), str(raw["index_readings_due_says"]))


def _season(raw: Mapping[str, str]) -> Season:
    return Season(_day_of_year(raw["from"]), _day_of_year(raw["to"]), Decimal(raw["coefficient"]))


def _day_of_year(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def _tranche(raw: Mapping[str, Any]) -> Tranche:
    share = raw["share"]
    return Tranche(None if share is None else Decimal(share), int(raw["day"]), int(raw["months_later"]))


def _due(raw: Mapping[str, Any]) -> DueRule:
    return DueRule(int(raw["amount"]), str(raw["says"]))

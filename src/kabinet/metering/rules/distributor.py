"""What the distributor's month does not agree with: our cards, our plan, our daily sums, itself."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from kabinet.formats.distributor import DistributorReport, PointRow
from kabinet.formats.lookalikes import folded
from kabinet.organizations.rules.parameters import Tolerance
from kabinet.values.volume import ZERO

#: The report's own figures are rounded to a litre of a thousand m³ each.
_ROUNDING = Decimal(2)


class DiscrepancyKind(StrEnum):
    UNREADABLE = "unreadable"
    """Facts: column, text."""
    UNKNOWN_BUYER = "unknown-buyer"
    UNKNOWN_CONTRACT = "unknown-contract"
    UNKNOWN_POINT = "unknown-point"
    OTHER_CONTRACT = "other-contract"
    """The point belongs to another contract. Facts: ours."""
    OTHER_BUYER = "other-buyer"
    """The contract is another customer's, or the name differs. Facts: ours."""
    OTHER_ADDRESS = "other-address"
    """Facts: theirs, ours."""
    PARTS_DIFFER = "parts-differ"
    """Within and over the contract do not add up to the total. Facts: total, parts."""
    OWN_DIFFERS = "own-differs"
    """The column without a heading differs from the total. Facts: total, own."""
    BUYER_DIFFERS = "buyer-differs"
    """The buyer's total is not the sum of the points. Facts: total, sum."""
    TWICE = "twice"
    """The point stands in several rows; they are added up. Facts: first_row."""
    VOLUME_DIFFERS = "volume-differs"
    """Facts: theirs, ours."""
    NO_DAYS = "no-days"
    """We have no daily volume of the point. Facts: theirs."""
    PLAN_WITHOUT_FACT = "plan-without-fact"
    """The point has a contract volume in the month, and no row. Facts: plan."""


@dataclass(frozen=True, slots=True)
class KnownPoint:
    """
    A supply point as we know it; `names` are those of the customer. `plan` and `fact` of the month, m³.

    `tolerance` is what its contract allows the distributor to differ by.
    """

    pk: int
    code: str
    address: str
    contract: str
    names: Sequence[str]
    tolerance: Tolerance
    plan: Decimal | None = None
    fact: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Discrepancy:
    kind: DiscrepancyKind
    row: int | None = None
    buyer: str = ""
    contract: str = ""
    code: str = ""
    facts: Mapping[str, str | Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PointMonth:
    """What the distributor carried to one of our points in the month, m³."""

    point: KnownPoint
    total: Decimal
    within: Decimal
    over: Decimal

    @property
    def difference(self) -> Decimal | None:
        """Theirs less ours; None where we know no day."""
        return None if self.point.fact is None else self.total - self.point.fact

    @property
    def allowed(self) -> Decimal:
        """Return the difference that still counts as agreement, m³."""
        return self.point.tolerance.of(self.point.fact or ZERO)

    @property
    def is_apart(self) -> bool:
        difference = self.difference
        return difference is not None and abs(difference) > self.allowed


@dataclass(frozen=True, slots=True)
class Comparison:
    points: Sequence[PointMonth]
    discrepancies: Sequence[Discrepancy]


def compare(report: DistributorReport, known: Sequence[KnownPoint]) -> Comparison:
    """Match the report with our points; nothing of it changes a card of ours."""
    by_code = {_bare(point.code): point for point in known}
    rows: dict[int, list[PointRow]] = defaultdict(list)
    for row in report.points:
        if point := by_code.get(_bare(row.code)):
            rows[point.pk].append(row)
    points = [_point_month(point, rows[point.pk]) for point in known if point.pk in rows]
    found = [
        *_unreadable(report),
        *_unknown(report, known, by_code),
        *_of_rows(report, by_code),
        *_of_buyers(report),
        *_of_sums(points, rows),
        *_without_fact(known, rows),
    ]
    found.sort(key=lambda one: (one.row is None, one.row or 0, list(DiscrepancyKind).index(one.kind)))
    return Comparison(points, found)


def _point_month(point: KnownPoint, rows: Sequence[PointRow]) -> PointMonth:
    return PointMonth(
        point,
        total=sum((row.total for row in rows), ZERO),
        within=sum((row.within for row in rows), ZERO),
        over=sum((row.over_winter + row.over_summer for row in rows), ZERO),
    )


def _unreadable(report: DistributorReport) -> Iterator[Discrepancy]:
    for one in report.unreadable:
        facts: dict[str, str | Decimal] = {"column": one.column, "text": one.text}
        yield Discrepancy(DiscrepancyKind.UNREADABLE, one.row, facts=facts)


def _unknown(
    report: DistributorReport, known: Sequence[KnownPoint], by_code: Mapping[str, KnownPoint]
) -> Iterator[Discrepancy]:
    contracts = {_bare(point.contract): point for point in known}
    names = {_bare(name) for point in known for name in point.names}
    for buyer in report.buyers:
        ours = contracts.get(_bare(buyer.contract))
        if ours is None:
            is_known = _bare(buyer.buyer) in names
            kind = DiscrepancyKind.UNKNOWN_CONTRACT if is_known else DiscrepancyKind.UNKNOWN_BUYER
            yield Discrepancy(kind, buyer.row, buyer.buyer, buyer.contract)
        elif _bare(buyer.buyer) not in {_bare(name) for name in ours.names}:
            facts: dict[str, str | Decimal] = {"ours": ours.names[0]}
            yield Discrepancy(
                DiscrepancyKind.OTHER_BUYER, buyer.row, buyer.buyer, buyer.contract, facts=facts
            )
    for row in report.points:
        if _bare(row.code) not in by_code:
            yield _of(row, DiscrepancyKind.UNKNOWN_POINT)


def _of_rows(report: DistributorReport, by_code: Mapping[str, KnownPoint]) -> Iterator[Discrepancy]:
    first: dict[str, int] = {}
    for row in report.points:
        point = by_code.get(_bare(row.code))
        if point and _bare(row.contract) != _bare(point.contract):
            yield _of(row, DiscrepancyKind.OTHER_CONTRACT, ours=point.contract)
        if point and row.address and _bare(row.address) != _bare(point.address):
            yield _of(row, DiscrepancyKind.OTHER_ADDRESS, theirs=row.address, ours=point.address)
        if abs(row.total - row.parts) > _ROUNDING:
            yield _of(row, DiscrepancyKind.PARTS_DIFFER, total=row.total, parts=row.parts)
        if row.own is not None and abs(row.total - row.own) > _ROUNDING:
            yield _of(row, DiscrepancyKind.OWN_DIFFERS, total=row.total, own=row.own)
        if _bare(row.code) in first:
            yield _of(row, DiscrepancyKind.TWICE, first_row=str(first[_bare(row.code)]))
        first.setdefault(_bare(row.code), row.row)


def _of(row: PointRow, kind: DiscrepancyKind, **facts: str | Decimal) -> Discrepancy:
    return Discrepancy(kind, row.row, row.buyer, row.contract, row.code, facts)


def _of_buyers(report: DistributorReport) -> Iterator[Discrepancy]:
    """A buyer's points are the rows down to the next buyer."""
    ends = [buyer.row for buyer in report.buyers[1:]] + [None]
    for buyer, end in zip(report.buyers, ends, strict=False):
        totals = [
            row.total for row in report.points if row.row > buyer.row and (end is None or row.row < end)
        ]
        if buyer.total is not None and abs(buyer.total - sum(totals, ZERO)) > _ROUNDING * max(1, len(totals)):
            facts: dict[str, str | Decimal] = {"total": buyer.total, "sum": sum(totals, ZERO)}
            yield Discrepancy(
                DiscrepancyKind.BUYER_DIFFERS, buyer.row, buyer.buyer, buyer.contract, facts=facts
            )


def _of_sums(points: Sequence[PointMonth], rows: Mapping[int, Sequence[PointRow]]) -> Iterator[Discrepancy]:
    for one in points:
        row = rows[one.point.pk][0]
        if one.point.fact is None:
            yield _of(row, DiscrepancyKind.NO_DAYS, theirs=one.total)
        elif one.is_apart:
            yield _of(row, DiscrepancyKind.VOLUME_DIFFERS, theirs=one.total, ours=one.point.fact)


def _without_fact(
    known: Sequence[KnownPoint], rows: Mapping[int, Sequence[PointRow]]
) -> Iterator[Discrepancy]:
    for point in known:
        if point.plan and point.pk not in rows:
            yield Discrepancy(
                DiscrepancyKind.PLAN_WITHOUT_FACT,
                None,
                point.names[0],
                point.contract,
                point.code,
                {"plan": point.plan},
            )


_SIGNS = re.compile(r"[\W_]+")


def _bare(text: str) -> str:
    """Return a name, number or address without what people write one way or another: case, quotes, stray spaces."""
    return _SIGNS.sub(" ", folded(text).casefold().replace("ё", "е")).strip()

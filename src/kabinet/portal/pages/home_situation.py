"""Everything that Home is made of, read for one contract and moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from kabinet.documents import queries as documents
from kabinet.documents.queries import PaperRow
from kabinet.foundation.rights import Right, Role
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries as metering
from kabinet.metering.operations import term_of_month
from kabinet.metering.queries import Outlook
from kabinet.metering.rules.forecast import WINDOW
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.requests import queries as requests
from kabinet.requests.queries import VolumeRequest
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO

_MAY_BE_MISSING = timedelta(days=14)
_MONTHS_SEEN = 4


@dataclass(frozen=True, slots=True)
class Situation:
    """
    Volumes are the contract's, m³, by supply point id and month.

    The outlook is for those who hand in readings, as long as supply goes on; the others see how the month goes,
    without its interval. `unread` are the counters of which the reading that closes the last month is still awaited,
    for the same people.
    """

    viewer: Viewer
    terms: Terms
    now: datetime
    units: Sequence[metering.MeteringUnit]
    given: Sequence[metering.GivenDay]
    volumes: Mapping[tuple[int, BillingMonth], Decimal]
    outlook: Outlook | None
    unread: Sequence[metering.Instrument]
    requests: Sequence[VolumeRequest]
    to_sign: Sequence[PaperRow]
    newest: Sequence[PaperRow]

    @property
    def month(self) -> BillingMonth:
        """The month of the newest closed gas day: on the first of a month there is nothing to see of it yet."""
        return BillingMonth.of(self.terms.clock.last_closed_day(self.now))

    @property
    def goes_on(self) -> bool:
        """Say whether gas is still supplied under the contract."""
        return _goes_on(self.terms, self.now)

    @property
    def plan(self) -> Decimal:
        return sum((volume for (_, month), volume in self.volumes.items() if month == self.month), ZERO)

    def may(self, right: Right) -> bool:
        return self.viewer.may(right, contract_id=self.terms.contract.pk)


def situation(*, viewer: Viewer, terms: Terms, now: datetime) -> Situation:
    """Read what Home shows. Six queries, two more for the outlook, one for counters that are to be read monthly."""
    contract_id = terms.contract.pk
    last_closed = terms.clock.last_closed_day(now)
    month = BillingMonth.of(last_closed)
    to_sign, newest = documents.documents_at_hand(viewer=viewer, contract_id=contract_id)
    units, volumes, outlook = _supply(viewer, terms, now)
    return Situation(
        viewer=viewer,
        terms=terms,
        now=now,
        units=units,
        given=metering.list_given_days(
            viewer=viewer, contract_id=contract_id, since=_seen_from(month, last_closed), until=last_closed
        ),
        volumes=volumes,
        outlook=outlook,
        unread=_unread(viewer, terms, now),
        requests=requests.list_requests_since(viewer=viewer, contract_id=contract_id, since=month),
        to_sign=to_sign,
        newest=newest,
    )


def _hands_in(viewer: Viewer, terms: Terms) -> bool:
    """Say whether readings are the person's own work; a director may, and looks at gas and money at a glance."""
    return viewer.role is not Role.DIRECTOR and viewer.may(
        Right.SUBMIT_READINGS, contract_id=terms.contract.pk
    )


def _goes_on(terms: Terms, now: datetime) -> bool:
    return terms.covers(terms.clock.day_at(now))


def _unread(viewer: Viewer, terms: Terms, now: datetime) -> Sequence[metering.Instrument]:
    month = last_month(terms, now)
    if (
        not _hands_in(viewer, terms)
        or not terms.covers(month.last_day)
        or term_of_month(terms, month) is None
    ):
        return ()
    return metering.counters_without_reading(viewer=viewer, terms=terms, month=month)


def last_month(terms: Terms, now: datetime) -> BillingMonth:
    """Return the gas month that is over."""
    return BillingMonth.of(terms.clock.day_at(now)).previous


def _seen_from(month: BillingMonth, last_closed: date) -> date:
    """Return the first day of which the tasks or the forecast need to know; the latest days may be missing."""
    return min(month.previous.first_day, last_closed - WINDOW - _MAY_BE_MISSING)


def _supply(
    viewer: Viewer, terms: Terms, now: datetime
) -> tuple[Sequence[metering.MeteringUnit], Mapping[tuple[int, BillingMonth], Decimal], Outlook | None]:
    """Return the units, the contract volumes, and the outlook for those who hand in readings."""
    month = BillingMonth.of(terms.clock.day_at(now))
    contract_id, until = terms.contract.pk, BillingMonth(month.year, 12)
    if _hands_in(viewer, terms):
        found = metering.plan_fact(
            viewer=viewer, terms=terms, since=month.plus(-metering.HISTORY), until=until, now=now
        )
        ahead = metering.outlook(viewer=viewer, found=found) if _goes_on(terms, now) else None
        return found.all_units, found.volumes, ahead
    volumes = organizations.volumes_by_point_and_month(
        viewer=viewer, contract_id=contract_id, since=month.plus(-_MONTHS_SEEN), until=month
    )
    return metering.list_units(viewer=viewer, contract_id=contract_id), volumes, None

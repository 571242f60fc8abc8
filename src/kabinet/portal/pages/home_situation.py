"""Everything that Home is made of, read for one contract and moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kabinet.documents import queries as documents
from kabinet.documents.queries import PaperRow
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries as metering
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.requests import queries as requests
from kabinet.requests.queries import VolumeRequest
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO


@dataclass(frozen=True, slots=True)
class Situation:
    """`plan` is the month's volume, m³."""

    viewer: Viewer
    terms: Terms
    now: datetime
    units: Sequence[metering.MeteringUnit]
    given: Sequence[metering.GivenDay]
    plan: Decimal
    requests: Sequence[VolumeRequest]
    to_sign: Sequence[PaperRow]
    newest: Sequence[PaperRow]

    @property
    def month(self) -> BillingMonth:
        """The month of the newest closed gas day: on the first of a month there is nothing to see of it yet."""
        return BillingMonth.of(self.terms.clock.last_closed_day(self.now))

    def may(self, right: Right) -> bool:
        return self.viewer.may(right, contract_id=self.terms.contract.pk)


def situation(*, viewer: Viewer, terms: Terms, now: datetime) -> Situation:
    """Read what Home shows. Five queries, however long the history is."""
    contract_id = terms.contract.pk
    last_closed = terms.clock.last_closed_day(now)
    month = BillingMonth.of(last_closed)
    plan = organizations.volumes_by_point(viewer=viewer, contract_id=contract_id, month=month)
    to_sign, newest = documents.documents_at_hand(viewer=viewer, contract_id=contract_id)
    return Situation(
        viewer=viewer,
        terms=terms,
        now=now,
        units=metering.list_units(viewer=viewer, contract_id=contract_id),
        given=metering.list_given_days(
            viewer=viewer, contract_id=contract_id, since=month.previous.first_day, until=last_closed
        ),
        plan=sum(plan.values(), ZERO),
        requests=requests.list_requests_since(viewer=viewer, contract_id=contract_id, since=month),
        to_sign=to_sign,
        newest=newest,
    )

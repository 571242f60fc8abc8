"""How the tests of counters hand their readings in."""

from datetime import datetime
from decimal import Decimal

import pytest

from kabinet.journal.models import Receipt
from kabinet.metering import operations
from kabinet.metering.models import Instrument
from kabinet.metering.operations import NewIndex
from kabinet.metering.rules.words import IndexFault, InstrumentKind
from tests import factories
from tests.factories import MOSCOW, NOW, Cast

OCTOBER = datetime(2026, 10, 1, 8, tzinfo=MOSCOW)
NOVEMBER = datetime(2026, 11, 1, 8, tzinfo=MOSCOW)


def near_the_roll_over(cast: Cast) -> Instrument:
    return factories.instrument(
        cast.unit,
        kind=InstrumentKind.CORRECTOR,
        installed_at=OCTOBER,
        opening_index=Decimal(99_900_000),
        greatest_flow=Decimal(1000),
    )


def submit(
    cast: Cast,
    counter: Instrument,
    index: str,
    *,
    at: datetime = NOVEMBER,
    key: str = "k",
    reason: str = "",
    spread: bool = False,
    now: datetime = NOW,
) -> Receipt:
    return operations.submit_index_readings(
        viewer=factories.viewer_of(cast.engineer),
        contract_id=cast.contract.pk,
        new=[NewIndex(counter.pk, Decimal(index), reason=reason, spread=spread)],
        taken_at=at,
        key=key,
        now=now,
    )


def fault_of(
    cast: Cast, counter: Instrument, index: str, *, at: datetime = NOVEMBER, now: datetime = NOW
) -> IndexFault | None:
    with pytest.raises(operations.IndexesRefused) as refused:
        submit(cast, counter, index, at=at, key="faulty", spread=True, now=now)
    faults: dict[int, IndexFault] = refused.value.facts["faults"]  # type: ignore[assignment]
    return faults[counter.pk]

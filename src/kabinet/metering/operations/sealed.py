"""Days on which a unit could take nothing, because all of its equipment stood under seal."""

from datetime import datetime

from kabinet.foundation.viewer import Viewer
from kabinet.journal.models import Receipt
from kabinet.metering import queries
from kabinet.metering.checks import Entry
from kabinet.metering.operations.volumes import put_in_volumes
from kabinet.metering.rules.words import Basis
from kabinet.metering.wording import under_seal
from kabinet.organizations import queries as organizations
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO


def put_in_sealed_days(
    *, viewer: Viewer, contract_id: int, month: BillingMonth, key: str, now: datetime
) -> Receipt:
    """
    Put in nothing for the days of the month that lack a volume and passed under seal, with the acts as the reason.

    A repeated key answers with the first receipt.

    :raises NotAllowed: the viewer may not decide about readings
    :raises NothingToSubmit: there is no such day, or none any longer
    :raises VolumesRefused: the day of one was given meanwhile
    """
    terms = organizations.get_terms(viewer=viewer, contract_id=contract_id)
    grid = queries.month_grid(viewer=viewer, terms=terms, month=month, now=now)
    places = [(unit.pk, day) for day, unit in grid.missing()]
    acts = queries.acts_of_sealed_days(viewer=viewer, terms=terms, places=places)
    entries = [Entry(unit_id, day, ZERO, under_seal(found)) for (unit_id, day), found in acts.items()]
    return put_in_volumes(
        viewer=viewer, contract_id=contract_id, entries=entries, basis=Basis.CAPACITY, key=key, now=now
    )

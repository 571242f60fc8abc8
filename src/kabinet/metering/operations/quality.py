"""Setting the calorific value of a month's gas in a region, with its passport."""

from dataclasses import dataclass
from datetime import datetime

from kabinet.files.models import StoredFile
from kabinet.foundation.refusal import NotAllowed, Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import SUPPLIER
from kabinet.metering.models import GasQuality
from kabinet.values.months import BillingMonth

#: Natural gas burns with some 8000 kcal/m³; what is far from it is a slip of the fingers.
LEAST, GREATEST = 6_000, 12_000


class QualityOutOfRange(Refusal):
    """Facts: least, greatest, kcal/m³."""

    code = "metering.quality-out-of-range"


@dataclass(frozen=True, slots=True)
class QualityFacts:
    """`passport` may be missing: the number alone is enough until the paper comes."""

    region: str
    month: BillingMonth
    calorific_value: int
    passport_number: str
    passport: StoredFile | None = None
    passport_name: str = ""


@operation
def set_quality(*, viewer: Viewer, facts: QualityFacts, now: datetime) -> GasQuality:
    """
    Set the calorific value, kcal/m³; what was set before stays as an earlier version. The same twice is one.

    A new version without a file keeps the one before it, where the number of the passport is the same.

    :raises NotAllowed: the viewer does not decide about the readings of all customers
    :raises QualityOutOfRange: it is no calorific value of natural gas
    """
    if not (viewer.sees_all_clients and viewer.may(Right.DECIDE_READINGS)):
        raise NotAllowed(right=Right.DECIDE_READINGS)
    if not LEAST <= facts.calorific_value <= GREATEST:
        raise QualityOutOfRange(least=LEAST, greatest=GREATEST)
    journal.lock_chain(SUPPLIER)
    before = _newest(facts)
    if before is not None and _is_same(before, facts):
        return before
    row = _save(facts, before, viewer=viewer, now=now)
    journal.record(
        "metering.quality.set",
        viewer=viewer,
        subject=f"quality:{row.pk}",
        data={
            "region": facts.region,
            "month": str(facts.month),
            "version": row.version,
            "calorific_value": row.calorific_value,
            "passport": row.passport_number,
        },
        at=now,
    )
    return row


def _newest(facts: QualityFacts) -> GasQuality | None:
    rows = GasQuality.objects.filter(region=facts.region, month=facts.month)
    return rows.order_by("-version").first()


def _is_same(before: GasQuality, facts: QualityFacts) -> bool:
    file_id = facts.passport.pk if facts.passport else before.passport_id
    return (before.calorific_value, before.passport_number, before.passport_id) == (
        facts.calorific_value,
        facts.passport_number,
        file_id,
    )


def _save(facts: QualityFacts, before: GasQuality | None, *, viewer: Viewer, now: datetime) -> GasQuality:
    passport, name = facts.passport, facts.passport_name
    if passport is None and before is not None and before.passport_number == facts.passport_number:
        passport, name = before.passport, before.passport_name
    row = GasQuality(
        region=facts.region,
        month=facts.month,
        version=before.version + 1 if before else 1,
        calorific_value=facts.calorific_value,
        passport_number=facts.passport_number,
        passport=passport,
        passport_name=name,
        set_at=now,
        set_by=viewer.name,
    )
    row.save(force_insert=True)
    return row

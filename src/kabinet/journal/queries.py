"""Reading the journal: receipts, records, and the verification of the chains."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kabinet.foundation.refusal import NotFound
from kabinet.foundation.viewer import Viewer
from kabinet.journal import rules
from kabinet.journal.models import Chain, Receipt, Record, Seal
from kabinet.journal.rules import Link

#: Doors name these types and never import the tables.
__all__ = ["Receipt", "Record"]

_VERIFYING = "verification reads every chain"


class ReceiptNotFound(NotFound):
    code = "journal.receipt-not-found"


@dataclass(frozen=True, slots=True)
class Break:
    """The first record that does not fit its chain."""

    organization_id: int
    position: int
    record_id: int | None
    reason: str


def get_receipt(*, viewer: Viewer, number: str) -> Receipt:
    """
    Return the receipt with its record and the sighting, if there was one.

    :raises ReceiptNotFound: it does not exist, or is somebody else's
    """
    found = (
        Receipt.objects.visible_to(viewer).select_related("record", "sighting").filter(number=number).first()
    )
    if found is None:
        raise ReceiptNotFound
    return found


def list_records(
    *, viewer: Viewer, subject: str = "", organization_id: int | None = None, skip: int = 0, limit: int = 50
) -> list[Record]:
    """Return the newest records the viewer may read; of one subject or organization where it is named."""
    records = Record.objects.visible_to(viewer)
    if subject:
        records = records.filter(subject=subject)
    if organization_id is not None:
        records = records.filter(organization_id=organization_id)
    return list(records.order_by("-at", "-id")[skip : skip + limit])


def is_intact(receipt: Receipt) -> bool:
    """Say whether the receipt's content still has the hash that its chain holds."""
    return (
        rules.digest(receipt.content) == receipt.content_hash and receipt.content_hash in receipt.record.data
    )


def verify_chains() -> list[Break]:
    """Return the first broken record of every chain that is broken; an empty list is good news."""
    chains = Chain.objects.everywhere(reason=_VERIFYING).order_by("organization_id")
    found = (_first_break(chain) for chain in chains)
    return [broken for broken in found if broken] + list(_broken_receipts()) + list(_broken_seals())


def _first_break(chain: Chain) -> Break | None:
    records = Record.objects.everywhere(reason=_VERIFYING).filter(organization_id=chain.organization_id)
    previous, position = rules.GENESIS, 0
    for entry in records.order_by("position").iterator(chunk_size=2000):
        position += 1
        if reason := _why_broken(entry, position=position, previous=previous):
            return Break(chain.organization_id, position, entry.pk, reason)
        previous = entry.hash
    if (position, previous) != (chain.length, chain.head_hash):
        return Break(chain.organization_id, position + 1, None, "the chain is shorter than its head says")
    return None


def _why_broken(entry: Record, *, position: int, previous: str) -> str:
    if entry.position != position:
        return "a record is missing"
    if entry.previous_hash != previous:
        return "does not continue the record before it"
    return "" if link_of(entry).hash == entry.hash else "was changed after it was written"


def link_of(entry: Record) -> Link:
    """Return what the record's hash covers."""
    return Link(
        organization_id=entry.organization_id,
        position=entry.position,
        event=entry.event,
        actor_id=entry.actor_id,
        actor_name=entry.actor_name,
        subject=entry.subject,
        data=entry.data,
        at=entry.at,
        previous_hash=entry.previous_hash,
    )


def _broken_receipts() -> Iterator[Break]:
    receipts = Receipt.objects.everywhere(reason=_VERIFYING).select_related("record").order_by("id")
    for receipt in receipts.iterator(chunk_size=2000):
        if not is_intact(receipt):
            reason = f"the content of receipt {receipt.number} was changed"
            yield Break(receipt.organization_id, receipt.record.position, receipt.record_id, reason)


def _broken_seals() -> Iterator[Break]:
    for seal in Seal.objects.order_by("id"):
        if rules.digest(seal.heads) != seal.root:
            yield Break(0, 0, None, f"the seal of {seal.at:%Y-%m-%d %H:%M} was changed")


def latest_seal_at() -> datetime | None:
    return Seal.objects.order_by("-id").values_list("at", flat=True).first()

"""Reading the journal: receipts, records, and the verification of the chains."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from kabinet.foundation.refusal import NotFound
from kabinet.foundation.viewer import Viewer
from kabinet.journal import rules
from kabinet.journal.models import Chain, Receipt, Record, Seal
from kabinet.journal.rules import Link, canonical

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


def list_receipts(*, viewer: Viewer, subject: str) -> list[Receipt]:
    """Return the receipts about a subject that the viewer may see, oldest first."""
    return list(Receipt.objects.visible_to(viewer).filter(subject=subject).order_by("id"))


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


def list_about(*, organization_id: int, subject: str, events: Collection[str], limit: int) -> list[Record]:
    """Return the newest records of the events about a subject that the caller has judged to be the viewer's."""
    records = Record.objects.everywhere(reason="the caller has judged that the subject is the viewer's")
    found = records.filter(organization_id=organization_id, subject=subject, event__in=events)
    return list(found.order_by("-at", "-id")[:limit])


def latest_record(*, organization_id: int, subject: str, events: Collection[str]) -> Record | None:
    """Return the newest record of one of the events about the subject, to tell whoever comes second who was first."""
    found = list_about(organization_id=organization_id, subject=subject, events=events, limit=1)
    return found[0] if found else None


def is_intact(receipt: Receipt) -> bool:
    """Say whether the receipt still says what its record in the chain does."""
    record, deadline = receipt.record, receipt.deadline_at
    proven = canonical({"content_sha256": rules.digest(receipt.content), "deadline": deadline})
    return (
        (receipt.content_hash, proven) == (rules.digest(receipt.content), record.data)
        and (receipt.subject, receipt.at) == (record.subject, record.at)
        and (receipt.actor_id, receipt.actor_name) == (record.actor_id, record.actor_name)
    )


def verify_chains() -> list[Break]:
    """Return the first broken record of every chain that is broken; an empty list is good news."""
    sealed = _sealed_heads()
    found = (_first_break(owner, sealed.get(owner, {})) for owner in sorted(_owners() | sealed.keys()))
    return [broken for broken in found if broken] + list(_broken_receipts()) + list(_broken_seals())


def _owners() -> set[int]:
    """Return the organizations that have a chain, or records without the head of one."""
    heads = Chain.objects.everywhere(reason=_VERIFYING).values_list("organization_id", flat=True)
    records = Record.objects.everywhere(reason=_VERIFYING).values_list("organization_id", flat=True)
    return set(heads) | set(records.distinct())


def _sealed_heads() -> dict[int, dict[int, str]]:
    """Return, by organization, the hash that a record at a position had when a seal was made."""
    sealed: dict[int, dict[int, str]] = {}
    for seal in Seal.objects.order_by("id"):
        if not _is_unbroken(seal):
            continue
        for owner, head in json.loads(seal.heads).items():
            length, _, head_hash = head.partition(":")
            sealed.setdefault(int(owner), {}).setdefault(int(length), head_hash)
    return sealed


def _first_break(organization_id: int, sealed: dict[int, str]) -> Break | None:
    records = Record.objects.everywhere(reason=_VERIFYING).filter(organization_id=organization_id)
    previous, position = rules.GENESIS, 0
    for entry in records.order_by("position").iterator(chunk_size=2000):
        position += 1
        if reason := _why_broken(entry, position=position, previous=previous, sealed=sealed):
            return Break(organization_id, position, entry.pk, reason)
        previous = entry.hash
    head = Chain.objects.everywhere(reason=_VERIFYING).filter(organization_id=organization_id).first()
    if (
        head is None
        or (position, previous) != (head.length, head.head_hash)
        or position < max(sealed, default=0)
    ):
        return Break(organization_id, position + 1, None, "the chain is shorter than its head or a seal says")
    return None


def _why_broken(entry: Record, *, position: int, previous: str, sealed: dict[int, str]) -> str:
    if entry.position != position:
        return "a record is missing"
    if entry.previous_hash != previous:
        return "does not continue the record before it"
    if link_of(entry).hash != entry.hash:
        return "was changed after it was written"
    return "" if sealed.get(position, entry.hash) == entry.hash else "is another than the one that was sealed"


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
            reason = f"receipt {receipt.number} was changed"
            yield Break(receipt.organization_id, receipt.record.position, receipt.record_id, reason)


def _broken_seals() -> Iterator[Break]:
    for seal in Seal.objects.order_by("id"):
        if not _is_unbroken(seal):
            yield Break(0, 0, None, f"the seal of {seal.at:%Y-%m-%d %H:%M} was changed")


def _is_unbroken(seal: Seal) -> bool:
    return rules.digest(seal.heads) == seal.root


def latest_seal_at() -> datetime | None:
    return Seal.objects.order_by("-id").values_list("at", flat=True).first()

"""Recording acts and giving receipts. Called by the areas inside their own transaction."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from kabinet.foundation.rows import only_row
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import rules
from kabinet.journal.models import SUPPLIER, Chain, Receipt, Record, Seal, Sighting
from kabinet.journal.rules import canonical, digest

_APPENDING = "a chain is continued in its owner's name, whoever may see it"


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when something was due, and the rule that says so, in words."""

    at: datetime
    rule: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted: a viewer, or somebody not signed in (a failed sign-in, a command)."""

    user_id: int | None
    name: str
    address: str = ""


def record(
    event: str,
    *,
    viewer: Viewer | Actor,
    subject: str,
    data: Mapping[str, Any],
    at: datetime,
    organization_id: int = SUPPLIER,
) -> Record:
    """
    Append one record to the organization's chain; the caller holds the transaction.

    `event` is dotted and past: `metering.volumes.submitted`. `subject` names the object by its public number.
    """
    chain = lock_chain(organization_id)
    link = rules.Link(
        organization_id=organization_id,
        position=chain.length + 1,
        event=event,
        actor_id=viewer.user_id,
        actor_name=viewer.name,
        subject=subject,
        data=canonical(data),
        at=at,
        previous_hash=chain.head_hash,
    )
    entry = Record(**asdict(link), address=viewer.address, hash=link.hash)
    entry.save(force_insert=True)
    chain.length, chain.head_hash = link.position, link.hash
    chain.save(update_fields=["length", "head_hash"])
    return entry


def lock_chain(organization_id: int) -> Chain:
    """Take the head of the chain for this transaction; who comes second waits, and then sees what came first."""
    chains = Chain.objects.everywhere(reason=_APPENDING)
    locked = chains.select_for_update().filter(organization_id=organization_id)
    if (
        chain := only_row(locked)
    ) is None:  # its first link is to come; two who begin it wait for one another here
        chains.get_or_create(organization_id=organization_id, defaults={"head_hash": rules.GENESIS})
        chain = locked.get()
    return chain


def give_receipt(
    kind: str,
    *,
    viewer: Viewer,
    organization_id: int,
    contract_id: int | None,
    subject: str,
    content: Mapping[str, Any],
    at: datetime,
    deadline: Deadline | None,
    key: str,
) -> Receipt:
    """Record the submission and give its receipt. `key` is the form's or the caller's, one receipt each."""
    text = canonical(content)
    content_hash = digest(text)
    entry = record(
        f"{kind}.submitted",
        viewer=viewer,
        organization_id=organization_id,
        subject=subject,
        data={"content_sha256": content_hash, "deadline": deadline.at if deadline else None},
        at=at,
    )
    receipt = Receipt(
        number=f"{at:%Y-%m}-{entry.pk:07d}",
        organization_id=organization_id,
        contract_id=contract_id,
        record=entry,
        kind=kind,
        subject=subject,
        at=at,
        deadline_at=deadline.at if deadline else None,
        deadline_rule=deadline.rule if deadline else "",
        actor_id=viewer.user_id,
        actor_name=viewer.name,
        authority=viewer.authority,
        content=text,
        content_hash=content_hash,
        key=key,
    )
    receipt.save(force_insert=True)
    return receipt


def find_receipt(*, viewer: Viewer, organization_id: int, key: str) -> Receipt | None:
    """Return the receipt that this person's key was answered with before, holding the chain against a double click."""
    lock_chain(organization_id)
    return (
        Receipt.objects.everywhere(reason="the key is the person's own")
        .filter(actor_id=viewer.user_id, key=key)
        .first()
    )


def find_receipts(*, viewer: Viewer, organization_id: int, keys: Collection[str]) -> list[Receipt]:
    """As `find_receipt`, for what is answered with several receipts; oldest first."""
    lock_chain(organization_id)
    receipts = Receipt.objects.everywhere(reason="the keys are the person's own")
    return list(receipts.filter(actor_id=viewer.user_id, key__in=keys).order_by("id"))


def note_sighting(*, viewer: Viewer, subject: str, at: datetime) -> None:
    """Note that the supplier's staff opened what was submitted; only the first time counts."""
    receipt = (
        Receipt.objects.visible_to(viewer)
        .filter(subject=subject, sighting__isnull=True)
        .order_by("-at", "-id")
        .first()
    )
    if receipt and viewer.is_staff:
        sightings = Sighting.objects.everywhere(reason="the receipt was found as the viewer's")
        sightings.get_or_create(receipt=receipt, defaults={"by_name": viewer.name, "at": at})


@operation
def seal_chains(*, now: datetime) -> Seal:
    """Bind the heads of all chains into one root."""
    heads = Chain.objects.everywhere(reason="the seal covers every chain").order_by("organization_id")
    state = {str(chain.organization_id): f"{chain.length}:{chain.head_hash}" for chain in heads}
    seal = Seal(at=now, heads=canonical(state), root=rules.root_of(state))
    seal.save(force_insert=True)
    return seal

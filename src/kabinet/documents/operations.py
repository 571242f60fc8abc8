"""Placing documents, sending scans, the supplier's decision, and drawing up what we make ourselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, Value, When

from kabinet.documents import drawing, queries
from kabinet.documents.models import Document
from kabinet.documents.rules.search import words_of
from kabinet.documents.rules.words import ABOUT_MONEY, DRAWN_UP, TO_BE_SIGNED, Direction, Kind, Status
from kabinet.documents.telling import tell_of_decision, tell_of_publication
from kabinet.files import operations as files
from kabinet.files.models import StoredFile
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import Receipt
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Contract
from kabinet.values.months import BillingMonth


class NothingToSend(Refusal):
    code = "documents.nothing-to-send"


class FileNeeded(Refusal):
    """A document of this kind is not drawn up from figures."""

    code = "documents.file-needed"


class ReasonNeeded(Refusal):
    code = "documents.reason-needed"


class AlreadyDecided(Refusal):
    """Facts: by, at."""

    code = "documents.already-decided"


class NotAwaited(Refusal):
    """The document a scan answers is not one that is signed and sent back."""

    code = "documents.not-awaited"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document to be placed. `amount` in roubles."""

    kind: Kind
    number: str
    dated_on: date
    month: BillingMonth | None = None
    amount: Decimal | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """One file of a batch, already examined and kept, under the name its sender gave it."""

    stored: StoredFile
    name: str
    kind: Kind


@operation
def publish_document(
    *,
    viewer: Viewer,
    contract_id: int,
    facts: Facts,
    stored: StoredFile | None,
    file_name: str,
    key: str,
    now: datetime,
) -> Document:
    """
    Place a document for the client. Without a file it is drawn up from the month's figures. One document a key.

    :raises ContractNotFound: the viewer sees no such contract
    :raises NotAllowed: the viewer has no right to publish
    :raises FileNeeded: it has no file, and is of no kind that we draw up
    :raises NothingToDraw: the month has no figures to draw it from
    """
    contract = organizations.get_contract(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.PUBLISH_DOCUMENTS)
    journal.lock_chain(contract.organization_id)
    if known := Document.objects.visible_to(viewer).filter(contract=contract, key=key).first():
        return known
    if stored is None and (facts.kind not in DRAWN_UP or facts.month is None):
        raise FileNeeded

    document = _new_document(contract, facts, viewer=viewer, now=now, key=key)
    document.direction = Direction.OUT
    document.status = Status.AWAITS_SIGNATURE if facts.kind in TO_BE_SIGNED else Status.NEW
    document.file, document.file_name = stored, file_name
    if stored is None:
        _draw(document, viewer=viewer, now=now)
    document.save(force_insert=True)

    journal.record(
        "documents.published",
        viewer=viewer,
        organization_id=contract.organization_id,
        subject=f"document:{document.pk}",
        data={
            "kind": facts.kind,
            "number": facts.number,
            "sha256": document.file.sha256 if document.file else "",
        },
        at=now,
    )
    tell_of_publication(document, at=now)
    return document


def draw_preview(*, viewer: Viewer, contract_id: int, facts: Facts, now: datetime) -> bytes:
    """
    Return what would be drawn up from the month's figures; nothing is placed.

    :raises ContractNotFound: the viewer sees no such contract
    :raises NotAllowed: the viewer has no right to publish
    :raises NothingToDraw: the month has no figures to draw it from
    """
    contract = organizations.get_contract(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.PUBLISH_DOCUMENTS)
    return drawing.draw(_new_document(contract, facts, viewer=viewer, now=now, key=""), viewer=viewer)


def _new_document(contract: Contract, facts: Facts, *, viewer: Viewer, now: datetime, key: str) -> Document:
    stated: dict[str, Any] = {
        "kind": facts.kind,
        "number": facts.number,
        "title": facts.title,
        "dated_on": facts.dated_on,
        "month": facts.month,
        "amount": facts.amount,
    }
    return Document(
        organization_id=contract.organization_id,
        contract=contract,
        **stated,
        about_money=facts.kind in ABOUT_MONEY,
        placed_at=now,
        placed_by=viewer.name,
        search=words_of(**stated),
        key=key,
    )


@operation
def send_scans(
    *,
    viewer: Viewer,
    contract_id: int,
    scans: Sequence[Scan],
    answers_id: int | None,
    key: str,
    now: datetime,
) -> Receipt:
    """
    Send scans to the supplier, all under one receipt; `answers_id` is the document whose signed scan they are.

    A repeated key answers with the first receipt.

    :raises ContractNotFound: the viewer has no part in the contract
    :raises NotAllowed: the viewer may not send documents for it
    :raises NothingToSend: there is no file
    :raises DocumentNotFound, NotAwaited: the document they answer is not the viewer's, or awaits no signature
    """
    contract = organizations.get_contract(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.SEND_DOCUMENTS, contract_id=contract_id)
    if known := journal.find_receipt(viewer=viewer, organization_id=contract.organization_id, key=key):
        return known
    if not scans:
        raise NothingToSend
    answered = _awaited(viewer=viewer, contract_id=contract_id, document_id=answers_id)

    due = queries.signature_deadline(answered) if answered else None
    receipt = journal.give_receipt(
        "documents.scans",
        viewer=viewer,
        organization_id=contract.organization_id,
        contract_id=contract_id,
        subject=f"documents:{key}",
        content=_content(contract, scans, answered),
        at=now,
        deadline=journal.Deadline(due.at, due.rule) if due else None,
        key=key,
    )
    for position, scan in enumerate(scans):
        _save_scan(
            contract, scan, answered, receipt, viewer=viewer, now=now, key=f"{receipt.number}-{position}"
        )
    if answered is not None:
        answered.status = Status.UNDER_REVIEW
        answered.save(update_fields=["status"])
    return receipt


def _awaited(*, viewer: Viewer, contract_id: int, document_id: int | None) -> Document | None:
    if document_id is None:
        return None
    document = queries.get_document(viewer=viewer, document_id=document_id)
    if document.contract_id != contract_id:
        raise queries.DocumentNotFound
    if document.status not in {Status.AWAITS_SIGNATURE, Status.RETURNED, Status.UNDER_REVIEW}:
        raise NotAwaited
    return document


def _content(contract: Contract, scans: Sequence[Scan], answered: Document | None) -> dict[str, object]:
    return {
        "contract": contract.number,
        "answers": answered.number if answered else None,
        "files": [
            {"name": scan.name, "kind": scan.kind, "size": scan.stored.size, "sha256": scan.stored.sha256}
            for scan in scans
        ],
    }


def _save_scan(
    contract: Contract,
    scan: Scan,
    answered: Document | None,
    receipt: Receipt,
    *,
    viewer: Viewer,
    now: datetime,
    key: str,
) -> None:
    facts = Facts(
        kind=scan.kind,
        number=answered.number if answered else "",
        dated_on=answered.dated_on if answered else organizations.terms_of(contract).today(now),
        month=answered.month if answered else None,
        title=scan.name,
    )
    document = _new_document(contract, facts, viewer=viewer, now=now, key=key)
    document.direction, document.status = Direction.IN, Status.UNDER_REVIEW
    document.file, document.file_name = scan.stored, scan.name
    document.answers, document.receipt_number = answered, receipt.number
    document.save(force_insert=True)


@operation
def decide_scan(*, viewer: Viewer, document_id: int, accept: bool, reason: str, now: datetime) -> Document:
    """
    Accept a client's scan, or return it with a reason; the document it answers follows.

    :raises DocumentNotFound: the viewer sees no such scan
    :raises NotAllowed: the viewer has no right to review
    :raises ReasonNeeded: it is returned without a reason
    :raises AlreadyDecided: somebody decided before
    """
    viewer.check_may(Right.REVIEW_DOCUMENTS)
    scan = queries.get_document(viewer=viewer, document_id=document_id)
    journal.lock_chain(scan.organization_id)
    scan = queries.get_document(viewer=viewer, document_id=document_id)
    if scan.direction != Direction.IN:
        raise queries.DocumentNotFound
    if scan.status != Status.UNDER_REVIEW:
        raise AlreadyDecided(by=scan.decided_by, at=scan.decided_at)
    if not accept and not reason.strip():
        raise ReasonNeeded

    scan.status = Status.ACCEPTED if accept else Status.RETURNED
    scan.decided_at, scan.decided_by, scan.decision_reason = now, viewer.name, reason.strip()
    scan.save(update_fields=["status", "decided_at", "decided_by", "decision_reason"])
    if scan.answers is not None:
        scan.answers.status = scan.status
        scan.answers.save(update_fields=["status"])

    journal.record(
        f"documents.scan.{scan.status}",
        viewer=viewer,
        organization_id=scan.organization_id,
        subject=f"document:{scan.pk}",
        data={"status": [Status.UNDER_REVIEW, scan.status], "reason": scan.decision_reason},
        at=now,
    )
    tell_of_decision(scan, at=now)
    return scan


def note_seen(*, viewer: Viewer, document: Document, now: datetime) -> None:
    """Note that the client opened a document of the supplier's; only the first time counts."""
    if not viewer.acts_for_client or document.direction != Direction.OUT or document.seen_at is not None:
        return
    note_all_seen(viewer=viewer, document_ids=[document.pk], now=now)
    document.refresh_from_db(fields=["seen_at", "status"])


def note_all_seen(*, viewer: Viewer, document_ids: Sequence[int], now: datetime) -> None:
    """As `note_seen`, for documents that are handed over together. One query."""
    if not viewer.acts_for_client:
        return
    unseen = Document.objects.visible_to(viewer).filter(
        pk__in=document_ids, direction=Direction.OUT, seen_at__isnull=True
    )
    seen = Case(When(status=Status.NEW, then=Value(Status.SEEN.value)), default=F("status"))
    unseen.update(seen_at=now, status=seen)


def ensure_drawn(*, viewer: Viewer, document: Document, now: datetime) -> StoredFile:
    """
    Return the document's file; one that we draw up ourselves is drawn when first asked for, and kept from then on.

    :raises NothingToDraw: the month has no figures to draw it from
    """
    if document.file is None:
        _draw(document, viewer=viewer, now=now)
        Document.objects.visible_to(viewer).filter(pk=document.pk, file__isnull=True).update(
            file=document.file
        )
    if document.file is None:
        raise queries.DocumentNotFound
    return document.file


def _draw(document: Document, *, viewer: Viewer, now: datetime) -> None:
    data = drawing.draw(document, viewer=viewer)
    document.file = files.store_bytes(data, media_type="application/pdf", now=now)

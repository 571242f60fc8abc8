"""Telling the client's people of a document that was placed for them, and of what became of their scan."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from kabinet.access import queries as access
from kabinet.access.queries import Person
from kabinet.access.telling import recipient
from kabinet.documents import queries, wording
from kabinet.documents.models import Document
from kabinet.documents.rules.words import Status
from kabinet.foundation.rights import Right
from kabinet.notifications.operations import notify


def tell_of_publication(document: Document, *, at: datetime) -> None:
    """Tell those who see the document; where it is to be signed, also until when."""
    right = Right.SEE_MONEY if document.about_money else Right.SEND_DOCUMENTS
    notify(
        [recipient(person) for person in _people(document, right, at)],
        event=wording.published(document.kind),
        facts={
            "number": document.number,
            "day": document.dated_on,
            "contract": document.contract.number,
        },
        url=_page(document),
        at=at,
        deadline=_deadline(document),
    )


def tell_of_decision(scan: Document, *, at: datetime) -> None:
    """Tell those who send documents; only what comes back to them is worth a letter."""
    senders = _people(scan, Right.SEND_DOCUMENTS, at)
    if scan.about_money:
        seeing = _people(scan, Right.SEE_MONEY, at)
        senders = [person for person in senders if person in seeing]
    paper = scan.answers or scan
    returned = scan.status == Status.RETURNED
    notify(
        [recipient(person) for person in senders],
        event=wording.SCAN_RETURNED if returned else wording.SCAN_ACCEPTED,
        facts={
            "name": scan.file_name,
            "contract": scan.contract.number,
            "by": scan.decided_by,
            "reason": scan.decision_reason.rstrip("."),
        },
        url=_page(paper),
        at=at,
        deadline=_deadline(paper),
        by_email=returned,
    )


def _people(document: Document, right: Right, at: datetime) -> list[Person]:
    today = timezone.localdate(at)
    return access.members_with(contract_id=document.contract_id, right=right, on=today)


def _page(document: Document) -> str:
    return reverse("portal:document", args=[document.pk])


def _deadline(document: Document) -> datetime | None:
    if document.status not in {Status.AWAITS_SIGNATURE, Status.RETURNED}:
        return None
    due = queries.signature_deadline(document)
    return due.at if due else None

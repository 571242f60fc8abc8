"""Reading the register of documents."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy

from kabinet.documents.models import Document
from kabinet.documents.rows import DocumentRow, PaperRow, ScanRow
from kabinet.documents.rules.search import numbers_in, search_terms
from kabinet.documents.rules.words import Direction, Status
from kabinet.formats.keyboard import switched
from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rows import only_row, read_rows
from kabinet.foundation.viewer import Viewer
from kabinet.organizations.queries import terms_of
from kabinet.organizations.rules.deadlines import Deadline, scan_deadline
from kabinet.organizations.rules.parameters import NoRuleSet
from kabinet.values.months import BillingMonth

#: Doors name these types and never import the tables.
__all__ = ["Document", "DocumentRow", "PaperRow", "ScanRow"]

SORTS = {"date": "dated_on", "kind": "kind", "number": "number", "amount": "amount", "placed": "placed_at"}
USUAL_SORT = "-date"
_AT_HAND = 5


class DocumentNotFound(NotFound):
    code = "documents.document-not-found"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of documents is narrowed to; an empty field narrows nothing. `sort` is a name of SORTS, or -name."""

    words: str = ""
    kind: str = ""
    direction: str = ""
    status: str = ""
    month: BillingMonth | None = None
    since: date | None = None
    until: date | None = None
    contract_id: int | None = None
    organization_id: int | None = None
    sort: str = USUAL_SORT


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """`read_as` is the search that was meant, where the words were typed in the other keyboard layout."""

    rows: Sequence[DocumentRow]
    total: int
    page: int
    pages: int
    read_as: str = ""


def list_documents(*, viewer: Viewer, narrowed: Filter, page: int = 1, size: int = 50) -> DocumentPage:
    """
    Return one page of the documents that the filter leaves; a page past the end is the last one.

    Words that find nothing are tried as typed in the other keyboard layout. Two queries, then three.
    """
    found, meant, total = _found(viewer, narrowed)
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * size : page * size]
    rows = read_rows(
        DocumentRow, shown, contract="contract__number", media_type="file__media_type", size="file__size"
    )
    return DocumentPage(rows, total, page, pages, "" if meant is narrowed else meant.words)


def all_documents(*, viewer: Viewer, narrowed: Filter, limit: int) -> list[Document]:
    """Return all documents that `list_documents` shows page by page, at most `limit`."""
    found, _, _ = _found(viewer, narrowed)
    return list(found.select_related("contract", "file")[:limit])


def all_document_ids(*, viewer: Viewer, narrowed: Filter, limit: int) -> list[int]:
    """As `all_documents`, but their ids alone."""
    found, _, _ = _found(viewer, narrowed)
    return list(found.values_list("pk", flat=True)[:limit])


def _found(viewer: Viewer, narrowed: Filter) -> tuple[QuerySet[Document], Filter, int]:
    """Return what the filter leaves, in its order, the filter as it was meant, and how many there are."""
    documents = Document.objects.visible_to(viewer)
    for meant in _readings_of(narrowed):
        found = _narrow(documents, meant)
        if total := found.count():
            return _ordered(found, meant), meant, total
    return documents.none(), narrowed, 0


def _readings_of(narrowed: Filter) -> Iterator[Filter]:
    yield narrowed
    if (other := switched(narrowed.words)) != narrowed.words:
        yield replace(narrowed, words=other)


def _ordered(documents: QuerySet[Document], narrowed: Filter) -> QuerySet[Document]:
    """Order as asked; in the usual order, documents whose number was typed come first, and scans of them next."""
    ordering = _ordering(narrowed.sort)
    numbers = numbers_in(narrowed.words)
    if not numbers or narrowed.sort != USUAL_SORT:
        return documents.order_by(*ordering)
    exact = Case(
        When(number__in=numbers, direction=Direction.OUT, then=Value(0)),
        When(number__in=numbers, then=Value(1)),
        default=Value(2),
    )
    return documents.order_by(exact, *ordering)


def _narrow(documents: QuerySet[Document], narrowed: Filter) -> QuerySet[Document]:
    equal = {
        "kind": narrowed.kind,
        "direction": narrowed.direction,
        "status": narrowed.status,
        "month": narrowed.month,
        "dated_on__gte": narrowed.since,
        "dated_on__lte": narrowed.until,
        "contract_id": narrowed.contract_id,
        "organization_id": narrowed.organization_id,
    }
    documents = documents.filter(**{name: value for name, value in equal.items() if value})
    for term in search_terms(narrowed.words):
        documents = documents.filter(search__contains=term)
    return documents


def _ordering(sort: str) -> tuple[OrderBy, str]:
    """Order by the column, what has nothing in it last, and equal ones by the order of their placing."""
    column = F(SORTS.get(sort.removeprefix("-"), "dated_on"))
    if sort.startswith("-"):
        return column.desc(nulls_last=True), "-id"
    return column.asc(nulls_last=True), "id"


def get_document(*, viewer: Viewer, document_id: int) -> Document:
    """:raises DocumentNotFound: it does not exist, or is not for the viewer's eyes"""
    documents = Document.objects.visible_to(viewer).select_related(
        "contract__organization", "file", "answers"
    )
    found = only_row(documents.filter(pk=document_id))
    if found is None:
        raise DocumentNotFound
    return found


def get_documents(*, viewer: Viewer, document_ids: Sequence[int]) -> list[Document]:
    """
    Return the documents, in the order of their ids as given.

    :raises DocumentNotFound: one of them does not exist, or is not for the viewer's eyes
    """
    documents = Document.objects.visible_to(viewer).select_related("contract__organization", "file")
    found = documents.in_bulk(list(document_ids))
    if len(found) != len(set(document_ids)):
        raise DocumentNotFound
    return [found[document_id] for document_id in dict.fromkeys(document_ids)]


def check_documents(*, viewer: Viewer, document_ids: Sequence[int]) -> None:
    """:raises DocumentNotFound: one of them does not exist, or is not for the viewer's eyes"""
    if Document.objects.visible_to(viewer).filter(pk__in=document_ids).count() != len(set(document_ids)):
        raise DocumentNotFound


def documents_of_months(
    *, viewer: Viewer, contract_id: int, months: Iterable[BillingMonth]
) -> list[PaperRow]:
    """Return the supplier's documents about these months, by date. One query."""
    documents = Document.objects.visible_to(viewer).filter(
        contract_id=contract_id, direction=Direction.OUT, month__in=sorted(set(months))
    )
    return read_rows(PaperRow, documents.order_by("dated_on", "id"))


def scans_of(*, viewer: Viewer, document_id: int) -> list[Document]:
    """Return the client's scans that answer the document, newest first."""
    scans = Document.objects.visible_to(viewer).filter(answers_id=document_id)
    return list(scans.select_related("file").order_by("-placed_at", "-id"))


def documents_of_receipt(*, viewer: Viewer, receipt_number: str) -> list[Document]:
    sent = Document.objects.visible_to(viewer).filter(receipt_number=receipt_number)
    return list(sent.select_related("file").order_by("id"))


def newest_documents(*, viewer: Viewer, contract_id: int, limit: int = 4) -> list[Document]:
    """Return the supplier's newest documents of the contract."""
    placed = Document.objects.visible_to(viewer).filter(contract_id=contract_id, direction=Direction.OUT)
    return list(placed.select_related("file").order_by("-dated_on", "-id")[:limit])


def list_awaiting_signature(*, viewer: Viewer, contract_id: int, limit: int = 5) -> list[Document]:
    """Return documents that the client is to sign and send back, oldest first; returned scans open them again."""
    waiting = Document.objects.visible_to(viewer).filter(
        contract_id=contract_id,
        direction=Direction.OUT,
        status__in=[Status.AWAITS_SIGNATURE, Status.RETURNED],
    )
    return list(waiting.order_by("dated_on", "id")[:limit])


def documents_at_hand(*, viewer: Viewer, contract_id: int) -> tuple[list[PaperRow], list[PaperRow]]:
    """Return the documents to be signed, oldest first, and the newest ones, newest first. One query."""
    placed = Document.objects.visible_to(viewer).filter(contract_id=contract_id, direction=Direction.OUT)
    open_states = [Status.AWAITS_SIGNATURE, Status.RETURNED]
    newest = placed.order_by("-dated_on", "-id").values("pk")[:_AT_HAND]
    either = placed.filter(Q(status__in=open_states) | Q(pk__in=newest))
    found = read_rows(PaperRow, either.order_by("-dated_on", "-id"))
    to_sign = [paper for paper in reversed(found) if paper.status in open_states]
    return to_sign[:_AT_HAND], found[:_AT_HAND]


def list_under_review(
    *, viewer: Viewer, limit: int = 50, organization_id: int | None = None
) -> list[ScanRow]:
    """Return the clients' scans that wait for the supplier, oldest first; of one organization where it is named."""
    waiting = Document.objects.visible_to(viewer).filter(direction=Direction.IN, status=Status.UNDER_REVIEW)
    if organization_id is not None:
        waiting = waiting.filter(organization_id=organization_id)
    return read_rows(
        ScanRow,
        waiting.order_by("placed_at", "id")[:limit],
        organization="organization__name",
        zone="contract__zone",
        overrides="contract__overrides",
    )


def count_under_review(*, viewer: Viewer) -> int:
    waiting = Document.objects.visible_to(viewer).filter(direction=Direction.IN, status=Status.UNDER_REVIEW)
    return waiting.count()


def signature_deadline(document: Document) -> Deadline | None:
    """Return until when the signed document is to come back; None where no rule says so."""
    if document.month is None:
        return None
    terms = terms_of(document.contract)
    try:
        parameters = terms.parameters(document.month.first_day)
    except NoRuleSet:
        return None
    return scan_deadline(document.month, zone=terms.zone, parameters=parameters)

"""Two writers at the same moment: a batch of scans has one receipt, a scan one decision, an archive one job."""

import pytest

from kabinet.access.models import User
from kabinet.documents import bundles, operations
from kabinet.documents.models import Document
from kabinet.documents.operations import AlreadyDecided, Scan
from kabinet.documents.rules.words import Direction, Kind, Status
from kabinet.files import operations as files
from kabinet.journal import queries as journal
from kabinet.journal.models import Receipt
from tests import factories
from tests.at_once import at_once, one_of_each
from tests.factories import NOW, Cast

pytestmark = pytest.mark.usefixtures("begun")


def send(cast: Cast) -> Receipt:
    stored = files.store_bytes(b"%PDF-1.4 scan", media_type="application/pdf", now=NOW)
    return operations.send_scans(
        viewer=factories.viewer_of(cast.accountant),
        contract_id=cast.contract.pk,
        scans=[Scan(stored, "акт.pdf", Kind.ACT)],
        answers_id=None,
        key="pressed",
        now=NOW,
    )


def sent() -> list[Document]:
    return list(Document.objects.everywhere(reason="test").filter(direction=Direction.IN))


class TestSendScans:
    def test_gives_one_receipt_a_key_however_often_it_comes(self, cast: Cast) -> None:
        receipts = at_once([lambda: send(cast)] * 4)

        assert len({receipt.number for receipt in receipts}) == 1
        assert len(sent()) == 1
        assert journal.verify_chains() == []


class TestDecideScan:
    def test_lets_one_of_two_curators_decide(self, cast: Cast) -> None:
        send(cast)
        [scan] = sent()

        def decide(person: User, *, accept: bool) -> Document:
            return operations.decide_scan(
                viewer=factories.viewer_of(person),
                document_id=scan.pk,
                accept=accept,
                reason="" if accept else "нет печати",
                now=NOW,
            )

        outcomes = at_once(
            [lambda: decide(cast.curator, accept=True), lambda: decide(cast.head, accept=False)]
        )

        decided, refused = one_of_each(outcomes, Document, AlreadyDecided)
        assert refused.facts["by"] == decided.decided_by
        scan.refresh_from_db()
        assert scan.status == decided.status != Status.UNDER_REVIEW


class TestOrderZip:
    def test_orders_one_job_a_key(self, cast: Cast) -> None:
        documents = [factories.document(cast.contract, Kind.ACT, number).pk for number in ("1", "2")]
        accountant = factories.viewer_of(cast.accountant)

        numbers = at_once(
            [lambda: bundles.order_zip(viewer=accountant, document_ids=documents, key="k", now=NOW)] * 4
        )

        assert len(set(numbers)) == 1

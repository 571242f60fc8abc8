from datetime import date, timedelta
from typing import Any

import pytest

from kabinet.documents import operations, queries
from kabinet.documents.operations import Scan
from kabinet.documents.rules.words import Direction, Kind, Status
from kabinet.files import operations as files
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.viewer import Viewer
from kabinet.journal import queries as journal
from kabinet.journal.models import Receipt
from kabinet.organizations.queries import ContractNotFound
from tests import factories
from tests.factories import NOW, Cast

LATER = NOW + timedelta(minutes=5)


def scan(name: str = "акт.pdf") -> Scan:
    stored = files.store_bytes(name.encode(), media_type="application/pdf", now=NOW)
    return Scan(stored, name, Kind.ACT)


def send(cast: Cast, viewer: Viewer, **changes: Any) -> Receipt:
    options = {"contract_id": cast.contract.pk, "scans": [scan()], "answers_id": None, "key": "k", "now": NOW}
    return operations.send_scans(viewer=viewer, **options | changes)


def sent(cast: Cast, viewer: Viewer) -> tuple[queries.Document, queries.Document]:
    """Return an act that was to be signed, and the scan that was sent for it."""
    act = factories.document(cast.contract, status=Status.AWAITS_SIGNATURE)
    receipt = send(cast, viewer, answers_id=act.pk)
    return act, queries.documents_of_receipt(viewer=viewer, receipt_number=receipt.number)[0]


class TestSendingScans:
    def test_the_receipt_names_the_files_and_the_chain_stays_whole(
        self, cast: Cast, accountant: Viewer
    ) -> None:
        receipt = send(cast, accountant, scans=[scan("1.pdf"), scan("2.pdf")])

        assert '"name":"1.pdf"' in receipt.content
        assert '"name":"2.pdf"' in receipt.content
        assert journal.is_intact(receipt)
        assert journal.verify_chains() == []

    def test_a_repeated_key_answers_with_the_first_receipt(self, cast: Cast, accountant: Viewer) -> None:
        assert send(cast, accountant).number == send(cast, accountant, now=LATER).number
        assert queries.list_documents(viewer=accountant, narrowed=queries.Filter()).total == 1

    def test_a_signed_act_is_late_after_its_deadline(self, cast: Cast, accountant: Viewer) -> None:
        act = factories.document(cast.contract, status=Status.AWAITS_SIGNATURE)

        receipt = send(cast, accountant, answers_id=act.pk)

        assert receipt.deadline_at is not None
        assert receipt.deadline_at < receipt.at
        assert "8 числа" in receipt.deadline_rule

    def test_the_answered_document_waits_for_the_supplier(self, cast: Cast, accountant: Viewer) -> None:
        act, copy = sent(cast, accountant)

        act.refresh_from_db()
        assert (act.status, copy.status) == (Status.UNDER_REVIEW, Status.UNDER_REVIEW)
        assert (copy.direction, copy.number, copy.month) == (Direction.IN, act.number, act.month)

    def test_nothing_is_not_sent(self, cast: Cast, accountant: Viewer) -> None:
        with pytest.raises(operations.NothingToSend):
            send(cast, accountant, scans=[])

    def test_an_accepted_document_takes_no_more(self, cast: Cast, accountant: Viewer) -> None:
        act = factories.document(cast.contract, status=Status.ACCEPTED)

        with pytest.raises(operations.NotAwaited):
            send(cast, accountant, answers_id=act.pk)

    def test_a_stranger_sends_nothing(self, cast: Cast) -> None:
        act = factories.document(cast.contract, status=Status.AWAITS_SIGNATURE)
        neighbour = factories.viewer_of(cast.neighbour)

        with pytest.raises(ContractNotFound):
            send(cast, neighbour)
        with pytest.raises(queries.DocumentNotFound):
            send(cast, neighbour, contract_id=cast.neighbour_contract.pk, answers_id=act.pk)

    def test_the_right_is_needed(self, cast: Cast, curator: Viewer) -> None:
        with pytest.raises(NotAllowed):
            send(cast, curator)


class TestDecision:
    def decide(self, viewer: Viewer, document: queries.Document, **changes: Any) -> queries.Document:
        options = {"document_id": document.pk, "accept": True, "reason": "", "now": LATER}
        return operations.decide_scan(viewer=viewer, **options | changes)

    def test_accepting_closes_the_document_too(self, cast: Cast, accountant: Viewer, curator: Viewer) -> None:
        act, copy = sent(cast, accountant)

        self.decide(curator, copy)

        act.refresh_from_db()
        assert act.status == Status.ACCEPTED

    def test_returning_opens_it_again_with_a_reason(
        self, cast: Cast, accountant: Viewer, curator: Viewer
    ) -> None:
        act, copy = sent(cast, accountant)

        with pytest.raises(operations.ReasonNeeded):
            self.decide(curator, copy, accept=False, reason="  ")
        self.decide(curator, copy, accept=False, reason="Нет печати")

        waiting = queries.list_awaiting_signature(viewer=accountant, contract_id=cast.contract.pk)
        assert [document.pk for document in waiting] == [act.pk]

    def test_the_second_to_decide_learns_who_was_first(
        self, cast: Cast, accountant: Viewer, curator: Viewer
    ) -> None:
        _act, copy = sent(cast, accountant)
        self.decide(curator, copy)

        with pytest.raises(operations.AlreadyDecided) as refusal:
            self.decide(factories.viewer_of(cast.head), copy, accept=False, reason="Нет")
        assert refusal.value.facts == {"by": "Петрова Мария Сергеевна", "at": LATER}

    def test_a_client_decides_nothing(self, cast: Cast, accountant: Viewer) -> None:
        _act, copy = sent(cast, accountant)

        with pytest.raises(NotAllowed):
            self.decide(accountant, copy)


class TestViewing:
    def test_only_the_first_time_counts(self, cast: Cast, accountant: Viewer) -> None:
        document = factories.document(cast.contract, status=Status.NEW)

        operations.note_seen(viewer=accountant, document=document, now=NOW)
        operations.note_seen(viewer=accountant, document=document, now=LATER)

        assert (document.status, document.seen_at) == (Status.SEEN, NOW)

    def test_what_is_to_be_signed_still_is(self, cast: Cast, accountant: Viewer) -> None:
        document = factories.document(cast.contract, status=Status.AWAITS_SIGNATURE)

        operations.note_seen(viewer=accountant, document=document, now=NOW)

        assert (document.status, document.seen_at) == (Status.AWAITS_SIGNATURE, NOW)

    def test_the_suppliers_own_look_does_not_count(self, cast: Cast, curator: Viewer) -> None:
        document = factories.document(cast.contract, status=Status.NEW)

        operations.note_seen(viewer=curator, document=document, now=NOW)

        assert document.status == Status.NEW


class TestPublishing:
    def publish(self, cast: Cast, viewer: Viewer, kind: Kind, **changes: Any) -> queries.Document:
        facts = operations.Facts(kind=kind, number="9", dated_on=date(2026, 11, 20))
        options = {"facts": facts, "stored": scan().stored, "file_name": "9.pdf", "key": "p", "now": NOW}
        return operations.publish_document(viewer=viewer, contract_id=cast.contract.pk, **options | changes)

    @pytest.mark.parametrize(
        ("kind", "status"), [(Kind.ACT, Status.AWAITS_SIGNATURE), (Kind.LETTER, Status.NEW)]
    )
    def test_acts_are_to_be_signed(self, cast: Cast, curator: Viewer, kind: Kind, status: Status) -> None:
        assert self.publish(cast, curator, kind).status == status

    def test_one_document_a_key(self, cast: Cast, curator: Viewer) -> None:
        assert self.publish(cast, curator, Kind.LETTER) == self.publish(cast, curator, Kind.LETTER)

    def test_what_we_do_not_draw_up_needs_its_file(self, cast: Cast, curator: Viewer) -> None:
        with pytest.raises(operations.FileNeeded):
            self.publish(cast, curator, Kind.LETTER, stored=None)

    def test_a_client_publishes_nothing(self, cast: Cast, accountant: Viewer) -> None:
        with pytest.raises(NotAllowed):
            self.publish(cast, accountant, Kind.LETTER)

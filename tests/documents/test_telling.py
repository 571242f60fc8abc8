"""Who is told of a document and of a scan, in which words, and who is not."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from kabinet.documents import operations, queries
from kabinet.documents.operations import Scan
from kabinet.documents.rules.words import Kind, Status
from kabinet.files import operations as files
from kabinet.files.models import StoredFile
from kabinet.foundation.rights import Right
from kabinet.notifications.models import Notification, OutgoingEmail
from kabinet.notifications.queries import NotificationRow, list_notifications
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import MOSCOW, NOW, Cast

OCTOBER = BillingMonth(2026, 10)


def stored(content: bytes = b"paper") -> StoredFile:
    return files.store_bytes(content, media_type="application/pdf", now=NOW)


def publish(cast: Cast, kind: Kind, **changes: Any) -> queries.Document:
    month = changes.pop("month", OCTOBER)
    facts = operations.Facts(kind=kind, number="1045", dated_on=date(2026, 10, 31), month=month)
    options = {"stored": stored(), "file_name": "1045.pdf", "key": "p", "now": NOW}
    return operations.publish_document(
        viewer=factories.viewer_of(cast.curator),
        contract_id=cast.contract.pk,
        facts=facts,
        **options | changes,
    )


def told() -> set[str]:
    notes = Notification.objects.everywhere(reason="a test asks who was told")
    return set(notes.values_list("recipient__username", flat=True))


def what(cast: Cast) -> NotificationRow:
    """Return the one thing that the director was told, in Russian."""
    with translation.override("ru"):
        [row] = list_notifications(viewer=factories.viewer_of(cast.director)).rows
    return row


class TestPublication:
    def test_is_told_to_those_who_send_documents(self, cast: Cast) -> None:
        publish(cast, Kind.LETTER)

        assert told() == {"sidorov", "ivanova", "kuznetsov"}

    def test_of_money_is_told_to_those_who_see_money(self, cast: Cast) -> None:
        publish(cast, Kind.INVOICE)

        assert told() == {"ivanova", "kuznetsov"}

    def test_names_the_document_and_leads_to_it(self, cast: Cast) -> None:
        document = publish(cast, Kind.LETTER)

        row = what(cast)
        assert row.subject == "Новый документ: Письмо № 1045 от 31 октября 2026"
        assert row.url == f"/documents/{document.pk}/"
        assert "12-4-0345/26" in row.body
        assert row.deadline is None

    def test_of_an_act_asks_for_the_signature_until_the_deadline(self, cast: Cast) -> None:
        publish(cast, Kind.ACT)

        row = what(cast)
        assert row.subject == "На подпись: Акт № 1045 от 31 октября 2026"
        assert row.deadline == datetime(2026, 11, 8, 23, 59, 59, tzinfo=MOSCOW)

    @pytest.mark.parametrize("month", [None, BillingMonth(2019, 12)])
    def test_names_no_deadline_where_no_rule_gives_one(self, cast: Cast, month: BillingMonth | None) -> None:
        publish(cast, Kind.ACT, month=month)

        assert what(cast).deadline is None

    def test_writes_the_letter_in_the_readers_own_language(self, cast: Cast) -> None:
        cast.director.language = "en"
        cast.director.save()

        publish(cast, Kind.ACT)

        letters = OutgoingEmail.objects.everywhere(reason="a test reads the outbox")
        subjects = dict(letters.values_list("address", "subject"))
        assert subjects["kuznetsov@example.org"] == "To be signed: Act No. 1045 of 31 October 2026"
        assert subjects["ivanova@example.org"] == "На подпись: Акт № 1045 от 31 октября 2026"

    def test_is_told_once_however_often_the_form_is_sent(self, cast: Cast) -> None:
        publish(cast, Kind.ACT)
        publish(cast, Kind.ACT)

        assert what(cast)

    def test_that_fails_is_told_to_nobody(self, cast: Cast) -> None:
        with pytest.raises(operations.FileNeeded):
            publish(cast, Kind.LETTER, stored=None)

        assert told() == set()

    @pytest.mark.parametrize("kind", list(Kind))
    def test_has_words_for_every_kind_of_document(self, cast: Cast, kind: Kind) -> None:
        publish(cast, kind)

        assert "№ 1045" in what(cast).subject


class TestDecision:
    def decide(self, cast: Cast, *, accept: bool, kind: Kind = Kind.ACT, answers: bool = True) -> None:
        act = factories.document(cast.contract, kind=kind, status=Status.AWAITS_SIGNATURE)
        receipt = operations.send_scans(
            viewer=factories.viewer_of(cast.director),
            contract_id=cast.contract.pk,
            scans=[Scan(stored(b"scan"), "акт.pdf", kind)],
            answers_id=act.pk if answers else None,
            key="k",
            now=NOW,
        )
        curator = factories.viewer_of(cast.curator)
        [scan] = queries.documents_of_receipt(viewer=curator, receipt_number=receipt.number)
        operations.decide_scan(
            viewer=curator,
            document_id=scan.pk,
            accept=accept,
            reason="" if accept else "Нет печати.",
            now=NOW + timedelta(hours=1),
        )
        self.page = f"/documents/{act.pk if answers else scan.pk}/"

    def test_of_acceptance_is_told_without_a_letter(self, cast: Cast) -> None:
        self.decide(cast, accept=True)

        assert (what(cast).subject, what(cast).deadline) == ("Скан принят: акт.pdf", None)
        assert told() == {"sidorov", "ivanova", "kuznetsov"}
        assert not OutgoingEmail.objects.everywhere(reason="a test reads the outbox").exists()

    def test_of_a_return_is_told_with_reason_deadline_and_letter(self, cast: Cast) -> None:
        self.decide(cast, accept=False)

        row = what(cast)
        assert row.subject == "Скан возвращён: акт.pdf"
        assert "Причина: Нет печати. Загрузите" in row.body
        assert row.deadline == datetime(2026, 11, 8, 23, 59, 59, tzinfo=MOSCOW)
        assert OutgoingEmail.objects.everywhere(reason="a test reads the outbox").count() == 3

    @pytest.mark.parametrize("answers", [True, False])
    def test_leads_to_where_the_corrected_scan_is_sent(self, cast: Cast, answers: bool) -> None:  # noqa: FBT001
        self.decide(cast, accept=False, answers=answers)

        assert what(cast).url == self.page

    def test_about_money_is_told_only_to_those_who_see_money(self, cast: Cast) -> None:
        self.decide(cast, accept=True, kind=Kind.RECONCILIATION)

        assert told() == {"ivanova", "kuznetsov"}

    def test_is_not_told_to_whoever_sends_no_documents(self, cast: Cast) -> None:
        reader = factories.user("reader", role=cast.engineer.role)
        factories.grant(factories.member(reader, cast.plant), cast.contract, [Right.SEE_SUPPLY])

        self.decide(cast, accept=False)

        assert "reader" not in told()

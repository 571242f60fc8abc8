import hashlib
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from io import BytesIO

import pikepdf
import pytest
from pytest_django import DjangoAssertNumQueries

from kabinet.foundation.pdf import render
from kabinet.journal import operations as journal
from kabinet.journal.models import Receipt, Record
from kabinet.metering import operations as metering
from kabinet.metering.operations import Entry
from kabinet.metering.rules.words import Reason, keep_reason
from kabinet.portal.pages import journal as pages
from kabinet.requests import operations as requests
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db

YESTERDAY = TODAY - timedelta(days=1)


def submit_readings(cast: Cast, *, days: int = 1, at: object = NOW, key: str = "k1") -> Receipt:
    newest = [YESTERDAY - timedelta(days=back) for back in range(days)]
    return metering.submit_volumes(
        viewer=factories.viewer_of(cast.engineer),
        contract_id=cast.contract.pk,
        entries=[Entry(cast.unit.pk, day, Decimal("36100.5")) for day in newest],
        key=key,
        now=at,
    )


def page_of(cast: Cast, receipt: Receipt, *, person: object = None) -> str:
    client = factories.signed_in(person or cast.engineer)
    return unescape(client.get(f"/receipts/{receipt.number}/").content.decode())


class TestReceiptPage:
    def test_proves_who_when_and_what_before_the_deadline(self, cast: Cast) -> None:
        receipt = submit_readings(cast, days=2)

        page = page_of(cast, receipt)

        for words in (
            receipt.number,
            "Показания переданы",
            "23.11.2026 09:20:00",
            "до срока 40",
            "Пункт 4.3 договора",
            "Сидоров Семён Семёнович",
            "Доверенность № 17 от 12.01.2026",
            "22.11.2026",
            f"{cast.unit.name} ({cast.unit.code})",
            "20 °C и 101,325 кПа",
            "36,101",
            "72,201",
            receipt.content_hash,
            receipt.record.hash,
            "Поставщик ещё не открывал",
            "Содержание совпадает с записью",
        ):
            assert words in page

    def test_says_by_how_much_it_was_late(self, cast: Cast) -> None:
        receipt = submit_readings(cast, at=NOW.replace(hour=11, minute=12))

        assert "после срока на 1\N{NO-BREAK SPACE}ч\N{NO-BREAK SPACE}12\N{NO-BREAK SPACE}мин" in page_of(
            cast, receipt
        )

    def test_shows_the_canonical_content_whose_sum_anybody_can_count(self, cast: Cast) -> None:
        receipt = submit_readings(cast)

        page = page_of(cast, receipt)

        assert receipt.content in page
        assert hashlib.sha256(receipt.content.encode()).hexdigest() in page

    def test_tells_when_the_supplier_saw_it(self, cast: Cast) -> None:
        receipt = submit_readings(cast)
        curator = factories.viewer_of(cast.curator)
        journal.note_sighting(viewer=curator, subject=receipt.subject, at=NOW + timedelta(minutes=45))

        page = page_of(cast, receipt)

        assert "Просмотрено поставщиком" in page
        assert "10:05" in page
        assert "Петрова Мария Сергеевна" in page

    def test_shows_a_correction_with_the_earlier_value_and_the_reason(self, cast: Cast) -> None:
        submit_readings(cast)
        receipt = metering.correct_volume(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            entry=Entry(cast.unit.pk, YESTERDAY, Decimal(37000), keep_reason(Reason.MISTAKE, "опечатка")),
            seen_version=1,
            key="k2",
            now=NOW,
        )

        page = page_of(cast, receipt)

        for words in ("Исправление передано", "37,000", "36,101", "опечатка"):
            assert words in page

    def test_shows_a_request_by_supply_point(self, cast: Cast) -> None:
        receipt = requests.submit_volume_request(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            month=BillingMonth(2026, 12),
            volumes={cast.point.pk: Decimal(1_300_000)},
            comment="Вторая печь",
            key="k3",
            now=NOW,
        )

        page = page_of(cast, receipt)

        for words in (
            "Заявка отправлена",
            cast.point.name,
            "1\N{NO-BREAK SPACE}300,000",
            "Вторая печь",
            "декабрь 2026",
        ):
            assert words in page

    def test_shows_scans_with_their_sums(self, cast: Cast) -> None:
        receipt = journal.give_receipt(
            "documents.scans",
            viewer=factories.viewer_of(cast.accountant),
            organization_id=cast.plant.pk,
            contract_id=cast.contract.pk,
            subject="documents:k4",
            content={
                "contract": cast.contract.number,
                "answers": "1045",
                "files": [{"name": "Акт <1045>.pdf", "kind": "act", "size": 215040, "sha256": "ab" * 32}],
            },
            at=NOW,
            deadline=None,
            key="k4",
        )

        page = page_of(cast, receipt, person=cast.accountant)

        for words in (
            "Сканы отправлены",
            "Акт <1045>.pdf",
            "210 КБ",
            "ab" * 32,
            "срок не установлен",
            "1045",
        ):
            assert words in page

    def test_warns_when_the_content_was_tampered_with(self, cast: Cast) -> None:
        receipt = submit_readings(cast)
        receipt.content = receipt.content.replace("36100", "46100")

        assert "не совпадает" in str(pages.proofs(_proof_with(cast, receipt)))


def _proof_with(cast: Cast, receipt: Receipt) -> pages.Proof:
    true = pages.proof(viewer=factories.viewer_of(cast.engineer), number=receipt.number)
    return pages.Proof(receipt, true.terms, true.content)


class TestReceiptPdf:
    def test_is_a_file_to_keep(self, cast: Cast) -> None:
        receipt = submit_readings(cast)

        answer = factories.signed_in(cast.engineer).get(f"/receipts/{receipt.number}/pdf/")

        assert answer["Content-Type"] == "application/pdf"
        assert "attachment" in answer["Content-Disposition"]
        assert b"".join(answer.streaming_content).startswith(b"%PDF")

    def test_brings_the_content_of_which_it_names_the_hash(self, cast: Cast) -> None:
        receipt = submit_readings(cast)

        answer = factories.signed_in(cast.engineer).get(f"/receipts/{receipt.number}/pdf/")

        with pikepdf.open(BytesIO(b"".join(answer.streaming_content))) as opened:
            attached = opened.attachments["receipt.json"].get_file().read_bytes()
        assert hashlib.sha256(attached).hexdigest() == receipt.content_hash

    def test_is_the_same_every_time_and_says_what_the_page_says(self, cast: Cast) -> None:
        receipt = submit_readings(cast)
        found = pages.proof(viewer=factories.viewer_of(cast.engineer), number=receipt.number)
        data = pages.pdf_data(found)

        first, again = (render("journal/receipt", data, stamp=found.receipt.at) for _ in range(2))

        assert first == again
        assert data["hash"] == receipt.content_hash
        assert data["deadline"]["state"] == "kept"


class TestWhoSeesIt:
    def test_colleagues_do_and_neighbours_do_not(self, cast: Cast) -> None:
        receipt = submit_readings(cast)

        colleague, neighbour = factories.signed_in(cast.director), factories.signed_in(cast.neighbour)

        for page in (f"/receipts/{receipt.number}/", f"/receipts/{receipt.number}/pdf/"):
            assert colleague.get(page).status_code == 200
            answer = neighbour.get(page)
            assert answer.status_code == 404
            assert "Керамик" not in answer.content.decode()


def test_queries_do_not_grow_with_the_days(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one, many = submit_readings(cast), submit_readings(cast, days=1, at=NOW, key="k1")
    receipts = [one, many, _long_receipt(cast)]

    for receipt in receipts:
        client = factories.signed_in(cast.engineer)
        with django_assert_num_queries(9):
            client.get(f"/receipts/{receipt.number}/")


def _long_receipt(cast: Cast) -> Receipt:
    days = [date(2026, 10, day) for day in range(1, 32)]
    return metering.submit_volumes(
        viewer=factories.viewer_of(cast.engineer),
        contract_id=cast.contract.pk,
        entries=[Entry(cast.unit.pk, day, Decimal(36100)) for day in days],
        key="long",
        now=NOW,
    )


def test_the_record_of_a_receipt_is_in_the_chain_of_its_organization(cast: Cast) -> None:
    receipt = submit_readings(cast)

    record = Record.objects.everywhere(reason="the test's own").get(pk=receipt.record_id)
    assert record.organization_id == cast.plant.pk

from datetime import date
from typing import Any

import pytest
from django.test import Client

from kabinet.access.models import Grant
from kabinet.documents import operations
from kabinet.documents.models import Document
from kabinet.documents.rules.words import Direction, Kind, Status
from tests import factories
from tests.factories import NOW, Cast
from tests.portal.documents.things import PAGE, SEND, pdf, place, stored, text_of, upload


class TestCard:
    def test_what_is_to_be_signed_says_until_when_and_takes_the_scan(
        self, cast: Cast, accountant: Client
    ) -> None:
        document = place(cast, status=Status.AWAITS_SIGNATURE)

        page = text_of(accountant, f"{PAGE}{document.pk}/")
        assert "Подпишите и загрузите скан" in page
        assert "До 08.11.2026 23:59 МСК, просрочено на 14 дней" in page
        assert f'name="answers" value="{document.pk}"' in page

    def test_a_returned_scan_tells_the_reason_first(self, cast: Cast, accountant: Client) -> None:
        document = place(cast, status=Status.AWAITS_SIGNATURE)
        receipt = operations.send_scans(
            viewer=factories.viewer_of(cast.accountant),
            contract_id=cast.contract.pk,
            scans=[operations.Scan(stored(), "скан.pdf", Kind.ACT)],
            answers_id=document.pk,
            key="k",
            now=NOW,
        )
        scan = Document.objects.everywhere(reason="a test's own rows").get(receipt_number=receipt.number)
        operations.decide_scan(
            viewer=factories.viewer_of(cast.curator),
            document_id=scan.pk,
            accept=False,
            reason="Нет печати",
            now=NOW,
        )

        page = text_of(accountant, f"{PAGE}{document.pk}/")
        assert page.index("Нет печати") < page.index("Подпишите и загрузите скан")
        assert f"/receipts/{receipt.number}/" in page
        assert "Скан возвращён" in page
        assert "Петрова Мария Сергеевна" in page

    def test_papers_of_the_same_month_are_linked(self, cast: Cast, accountant: Client) -> None:
        act, invoice = place(cast), place(cast, "7", kind=Kind.INVOICE)
        september = place(cast, "6", on=date(2026, 9, 30))

        page = text_of(accountant, f"{PAGE}{act.pk}/")
        assert f'href="{PAGE}{invoice.pk}/"' in page
        assert f'href="{PAGE}{september.pk}/"' not in page

    def test_whoever_may_not_send_is_not_asked_to(self, cast: Cast) -> None:
        grant = Grant.objects.everywhere(reason="a test's own rows").get(membership__user=cast.accountant)
        grant.rights = ["see-supply", "see-money"]
        grant.save()
        document = place(cast, status=Status.AWAITS_SIGNATURE)
        browser = factories.signed_in(cast.accountant)

        assert 'type="file"' not in text_of(browser, f"{PAGE}{document.pk}/")
        assert browser.get(SEND).status_code == 403
        assert browser.post(SEND, {"files": upload("a.pdf", pdf())}).status_code == 403

    @pytest.mark.parametrize("scans", [1, 12])
    def test_it_takes_as_many_queries_however_many_scans_there_were(
        self, cast: Cast, accountant: Client, scans: int, django_assert_max_num_queries: Any
    ) -> None:
        document = place(cast, status=Status.AWAITS_SIGNATURE)
        for number in range(scans):
            place(cast, f"s{number}", direction=Direction.IN, status=Status.RETURNED, answers=document)

        with django_assert_max_num_queries(9):
            accountant.get(f"{PAGE}{document.pk}/")

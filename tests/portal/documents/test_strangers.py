import pytest

from kabinet.documents.rules.words import Kind, Status
from tests import factories
from tests.factories import Cast
from tests.portal.documents.things import PAGE, SEND, ZIP, pdf, place, text_of, upload


class TestStrangers:
    @pytest.mark.parametrize("tail", ["", "file/", "preview/"])
    @pytest.mark.parametrize("person", ["neighbour", "curator"])
    def test_for_a_stranger_there_is_no_such_document(self, cast: Cast, person: str, tail: str) -> None:
        document = place(cast)
        browser = factories.signed_in(getattr(cast, person))

        assert "1045" not in text_of(browser, f"{PAGE}{document.pk}/{tail}", status=404)

    def test_a_foreign_document_among_the_ticked_spoils_the_zip(self, cast: Cast) -> None:
        document = place(cast)

        assert factories.signed_in(cast.neighbour).post(ZIP, {"document": [document.pk]}).status_code == 404

    def test_a_foreign_document_takes_no_scan(self, cast: Cast) -> None:
        document = place(cast, status=Status.AWAITS_SIGNATURE)
        browser = factories.signed_in(cast.neighbour)

        assert browser.get(f"{SEND}?answers={document.pk}").status_code == 404
        answer = browser.post(SEND, {"files": upload("a.pdf", pdf()), "answers": document.pk})
        assert answer.status_code == 404

    def test_papers_about_money_are_not_there_without_the_right(self, cast: Cast) -> None:
        invoice = place(cast, "7", kind=Kind.INVOICE)
        engineer = factories.signed_in(cast.engineer)

        assert "№ 7" not in text_of(engineer, PAGE)
        assert engineer.get(f"{PAGE}{invoice.pk}/file/").status_code == 404

from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.test import Client

from kabinet.documents import bundles
from kabinet.documents.rules.words import Kind, Status
from tests import factories
from tests.factories import Cast
from tests.portal.documents.things import ZIP, place, place_many


class TestZip:
    def names(self, answer: Any) -> list[str]:
        return ZipFile(BytesIO(b"".join(answer.streaming_content))).namelist()

    def test_ticked_documents_have_names_of_their_own(self, cast: Cast, accountant: Client) -> None:
        ticked = [place(cast, number, file_name="акт.pdf").pk for number in ("1", "2")]
        place(cast, "3")

        answer = accountant.post(ZIP, {"document": ticked})

        assert unquote(answer["Content-Disposition"]).endswith("Документы_2026-11-23.zip")
        assert self.names(answer) == ["акт.pdf", "акт (2).pdf"]

    def test_all_that_was_found(self, cast: Cast, accountant: Client) -> None:
        place(cast, "1")
        place(cast, "2", kind=Kind.LETTER, file_name="письмо.pdf")

        assert self.names(accountant.post(ZIP, {"all": "1", "query": "kind=letter"})) == ["письмо.pdf"]

    def test_a_whole_month(self, cast: Cast, accountant: Client) -> None:
        place(cast, "1", file_name="октябрь.pdf")
        place(cast, "2", on=date(2026, 9, 30), file_name="сентябрь.pdf")

        assert self.names(accountant.post(ZIP, {"month": "2026-10"})) == ["октябрь.pdf"]

    def test_what_cannot_be_had_is_named_and_the_rest_comes(self, cast: Cast, accountant: Client) -> None:
        ticked = [factories.document(cast.contract).pk, place(cast, "2", file_name="есть.pdf").pk]

        answer = accountant.post(ZIP, {"document": ticked})

        archive = ZipFile(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
        assert archive.namelist() == ["есть.pdf", "Не вошли в архив, позвоните куратору.txt"]
        assert "act_1045" in archive.read(archive.namelist()[1]).decode()

    def test_what_went_into_it_was_viewed(self, cast: Cast, accountant: Client) -> None:
        document = place(cast, status=Status.NEW)

        self.names(accountant.post(ZIP, {"document": [document.pk]}))

        document.refresh_from_db()
        assert document.status == Status.SEEN

    @pytest.mark.parametrize("fields", [{}, {"document": []}, {"all": "1", "query": "q=nothing"}])
    def test_nothing_chosen_is_told(self, cast: Cast, accountant: Client, fields: dict[str, Any]) -> None:
        answer = accountant.post(ZIP, fields, follow=True)

        assert "Отметьте документы" in answer.content.decode()

    def test_more_than_anybody_needs_are_refused(
        self, cast: Cast, accountant: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place_many(cast, 3)
        monkeypatch.setattr(bundles, "MOST", 2)

        answer = accountant.post(ZIP, {"all": "1", "query": "kind=act"}, follow=True)

        page = answer.content.decode()
        assert "не больше 2 документов" in page
        assert answer.request["QUERY_STRING"] == "kind=act"
        assert 'name="all"' not in page

    def test_what_was_typed_in_the_other_layout_is_taken_as_shown(
        self, cast: Cast, accountant: Client
    ) -> None:
        place(cast, "1045", file_name="акт.pdf")
        place(cast, "7", kind=Kind.LETTER)

        assert self.names(accountant.post(ZIP, {"all": "1", "query": "q=frn+1045"})) == ["акт.pdf"]

    @pytest.mark.parametrize("ticked", ["abc", "-1", "9" * 30, "999999"])
    def test_a_document_that_is_not_there_is_not_found(
        self, cast: Cast, accountant: Client, ticked: str
    ) -> None:
        assert accountant.post(ZIP, {"document": [ticked]}).status_code == 404

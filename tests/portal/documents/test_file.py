import re
from urllib.parse import unquote

from django.test import Client

from kabinet.documents.rules.words import Direction, Status
from kabinet.files import operations as files
from kabinet.files.vault import drop
from tests import factories
from tests.factories import NOW, Cast
from tests.portal.documents.things import (
    PAGE,
    pdf,
    picture,
    place,
    stored,
    text_of,
)


class TestFile:
    def test_it_is_saved_under_its_own_name_and_never_run(self, cast: Cast, accountant: Client) -> None:
        document = place(cast)

        answer = accountant.get(f"{PAGE}{document.pk}/file/")

        assert b"".join(answer.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert unquote(answer["Content-Disposition"]).endswith("Акт_1045_2026-10-31.pdf")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox"

    def test_the_first_download_marks_it_as_viewed(self, cast: Cast, accountant: Client) -> None:
        document = place(cast, status=Status.NEW)

        b"".join(accountant.get(f"{PAGE}{document.pk}/file/").streaming_content)

        document.refresh_from_db()
        assert (document.status, document.seen_at) == (Status.SEEN, NOW)

    def test_lost_bytes_give_an_incident_number_and_the_curator(self, cast: Cast, accountant: Client) -> None:
        document = place(cast, file=stored(pdf(linearize=True) + b"\n% lost"))
        assert document.file is not None
        drop(document.file.place)

        page = text_of(accountant, f"{PAGE}{document.pk}/file/", status=404)
        assert re.search(r"<strong>[0-9A-F]{8}</strong>", page)
        assert "Петрова Мария Сергеевна" in page

    def test_a_document_that_cannot_be_drawn_up_says_so(self, cast: Cast, accountant: Client) -> None:
        document = factories.document(cast.contract)

        assert "Файл сейчас недоступен" in text_of(accountant, f"{PAGE}{document.pk}/file/", status=404)

    def test_a_picture_has_a_preview_and_a_pdf_has_none(self, cast: Cast, accountant: Client) -> None:
        scan = files.store_bytes(picture(), media_type="image/jpeg", pages=1, now=NOW)
        photo = place(cast, "1", file=scan, direction=Direction.IN, status=Status.UNDER_REVIEW)
        paper = place(cast, "2")

        answer = accountant.get(f"{PAGE}{photo.pk}/preview/")
        assert answer.content.startswith(b"\x89PNG")
        assert answer["Content-Security-Policy"] == "sandbox"
        assert f"{PAGE}{photo.pk}/preview/" in text_of(accountant, f"{PAGE}{photo.pk}/")
        assert accountant.get(f"{PAGE}{paper.pk}/preview/").status_code == 404

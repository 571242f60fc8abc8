"""The application as a paper: one page, whatever was typed, with everything that is signed for and no secret."""

import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.utils import translation

from kabinet.access.operations import applications as operations
from kabinet.foundation import pdf
from kabinet.foundation.rights import CLIENT_RIGHTS
from kabinet.portal.pages import application_card as cards
from tests import factories
from tests.factories import TODAY, Cast


def paper(**changes: Any) -> bytes:
    application = factories.application(**changes)
    with translation.override("ru"):
        return pdf.render(
            "access/application", cards.pdf_data(application, on=TODAY), stamp=application.submitted_at
        )


def text_of(data: bytes, folder: Path) -> str:
    path = folder / "application.pdf"
    path.write_bytes(data)
    return subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
    ).stdout


class TestPaper:
    def test_holds_what_is_signed_for_and_no_secret(self, cast: Cast, tmp_path: Path) -> None:
        text = text_of(paper(key="paper"), tmp_path)

        for words in (
            "Куратору договора поставки газа",
            "Копия: начальнику отдела реализации газа",
            "№ 12-4-0345/26 от 01.12.2025",
            "Новикова Ольга Андреевна",
            "Доверенность № 21",
            "Передавать показания",
            "Удальцова",
        ):
            assert words in text.replace("\N{NO-BREAK SPACE}", " ")
        assert operations.secret_of("paper") not in text
        assert "Петрова" not in text

    @pytest.mark.parametrize("until", [None, date(2027, 10, 31)])
    def test_is_one_page_whatever_was_typed(self, cast: Cast, until: date | None) -> None:
        for number in range(3):
            factories.issue_point(f"Пункт выдачи {number}", address="Тверская область, город Тверь, " * 6)
        longest = {
            "organization_name": "Общество с ограниченной ответственностью " * 9,
            "full_name": "Константинопольская-Преображенская " * 5,
            "position": "заместитель главного инженера-энергетика " * 4,
            "email": f"{'a' * 60}@{'b' * 60}.example.org",
            "rights": CLIENT_RIGHTS,
            "authority_to": until,
        }

        with pikepdf.open(BytesIO(paper(**longest))) as document:
            assert len(document.pages) == 1

"""The offer agreement and the recovery of access, as anybody reads them."""

import re
import subprocess
from datetime import date

import pytest
from django.test import Client

from tests import factories
from tests.factories import NOW, Cast

pytestmark = pytest.mark.django_db


def pdf_text(content: bytes) -> str:
    command = ["pdftotext", "-raw", "-", "-"]
    told = subprocess.run(command, input=content, check=True, capture_output=True)
    return " ".join(told.stdout.decode().split())


class TestOffer:
    def test_can_be_read_by_anybody_in_every_version(self, cast: Cast, client: Client) -> None:
        factories.offer(version="2025-01", since=NOW.date().replace(year=2025), text="1. Старый предмет.")

        assert "1. Предмет договора." in client.get("/offer/").content.decode()
        assert "1. Старый предмет." in client.get("/offer/2025-01/").content.decode()
        assert client.get("/offer/1999-01/").status_code == 404

    def test_says_so_when_there_is_none_yet(self, client: Client) -> None:
        assert client.get("/offer/").status_code == 200


class TestChanges:
    @pytest.fixture(autouse=True)
    def versions(self, cast: Cast) -> None:
        factories.offer(version="2025-01", since=date(2025, 1, 1), text="1. Предмет\n1.1. Срок два дня.")
        factories.offer(version="2026-10", since=date(2026, 10, 1), text="1. Предмет\n1.1. Срок три дня.")

    def changes(self, query: str, browser: Client | None = None) -> str:
        answer = (browser or Client()).get(f"/offer/changes/?{query}")
        assert answer.status_code == 200
        return answer.content.decode()

    def test_are_shown_by_word_between_any_two_versions(self) -> None:
        page = self.changes("since=2025-01&version=2026-10")

        assert re.search(r"Срок <del>.*два</del><ins>.*три</ins> дня", page)
        assert "Изменено" in page
        assert 'href="/offer/2026-10/pdf/"' in page

    def test_are_shown_to_the_version_in_force_where_none_is_named(self) -> None:
        assert "Срок <del>" in self.changes("since=2025-01")

    def test_of_a_version_with_itself_are_none(self) -> None:
        assert "Тексты двух редакций совпадают" in self.changes("since=2025-01&version=2025-01")

    @pytest.mark.parametrize("query", ["", "since=1999-01", "since=2025-01&version=1999-01"])
    def test_of_a_version_that_is_not_there_are_a_missing_page(self, query: str) -> None:
        assert Client().get(f"/offer/changes/?{query}").status_code == 404

    @pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
    def test_lead_to_no_other_host(self, cast: Cast, wanted: str) -> None:
        page = self.changes(f"since=2025-01&next={wanted}", factories.signed_in(cast.engineer))

        assert "Продолжить" not in page
        assert wanted not in page

    def test_lead_nobody_on_who_has_not_signed_in(self) -> None:
        assert "Продолжить" not in self.changes("since=2025-01&next=/readings/")

    def test_are_offered_on_the_page_of_the_offer(self, client: Client) -> None:
        page = client.get("/offer/").content.decode()

        assert "/offer/changes/?since=2026-03&amp;version=2026-10" in page
        assert '<select name="since"' in page
        assert '<option value="2026-10" selected>' in page


class TestPdf:
    def test_holds_the_whole_text_and_is_for_everybody(self, cast: Cast, client: Client) -> None:
        words = "5. Права сторон\n5.1. " + "Очень длинная оговорка. " * 400 + "\n5.2. Последнее слово."
        factories.offer(version="2026-10", since=date(2026, 10, 1), text=words)

        answer = client.get("/offer/2026-10/pdf/")

        text = pdf_text(answer.content)
        assert answer.headers["Content-Type"] == "application/pdf"
        assert "2026-10.pdf" in answer.headers["Content-Disposition"]
        for words in ("Редакция 2026-10", "1 октября 2026", "Права сторон", "Последнее слово"):
            assert words in text
        assert client.get("/offer/1999-01/pdf/").status_code == 404

    def test_is_linked_beside_the_text(self, cast: Cast, client: Client) -> None:
        for address in ("/login/", "/offer/"):
            assert 'href="/offer/2026-03/pdf/"' in client.get(address).content.decode()


class TestRecovery:
    def test_names_place_hours_papers_and_no_way_by_letter(self, cast: Cast, client: Client) -> None:
        page = client.get("/access/").content.decode()

        for words in ("Удальцова", "9:00–16:00", "паспорт", "доверенность", "+7 495 730-60-00"):
            assert words in page
        assert "<input" not in page

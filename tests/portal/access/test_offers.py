"""The offer agreement and the recovery of access, as anybody reads them."""

import pytest
from django.test import Client

from tests import factories
from tests.factories import NOW, Cast

pytestmark = pytest.mark.django_db


class TestOffer:
    def test_can_be_read_by_anybody_in_every_version(self, cast: Cast, client: Client) -> None:
        factories.offer(version="2025-01", since=NOW.date().replace(year=2025), text="1. Старый предмет.")

        assert "1. Предмет договора." in client.get("/offer/").content.decode()
        assert "1. Старый предмет." in client.get("/offer/2025-01/").content.decode()
        assert client.get("/offer/1999-01/").status_code == 404

    def test_says_so_when_there_is_none_yet(self, client: Client) -> None:
        assert client.get("/offer/").status_code == 200


class TestRecovery:
    def test_names_place_hours_papers_and_no_way_by_letter(self, cast: Cast, client: Client) -> None:
        page = client.get("/access/").content.decode()

        for words in ("Удальцова", "9:00–16:00", "паспорт", "доверенность", "+7 495 730-60-00"):
            assert words in page
        assert "<input" not in page

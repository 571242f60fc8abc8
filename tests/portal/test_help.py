import pytest
from django.conf import settings
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def test_is_there_for_anybody_with_hotline_site_and_address(client: Client) -> None:
    page = client.get("/help/").content.decode()

    for words in ("+7 495 730-60-00", "novatek.ru", "lk.novatek.ru", "Удальцова", "На страницу входа"):
        assert words in page


def test_names_the_curator_to_a_client() -> None:
    cast = factories.cast()

    page = factories.signed_in(cast.engineer).get("/help/").content.decode()

    assert "Петрова Мария Сергеевна" in page
    assert "На страницу входа" not in page


@pytest.mark.parametrize("address", ["/", "/nothing/", "/help/", "/offer/", "/access/", "/login/"])
def test_no_page_shows_russian_words_in_english(client: Client, address: str) -> None:
    client.cookies["django_language"] = "en"

    page = client.get(address, follow=True).content.decode()

    main = page[page.index("<main") : page.index("</main>")]
    own_words = main
    for brand in sorted(settings.BRAND.values(), key=len, reverse=True):
        own_words = own_words.replace(brand, "")
    assert not any("а" <= letter.lower() <= "я" for letter in own_words)

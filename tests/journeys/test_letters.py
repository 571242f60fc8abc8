"""Letters: what was decided about a request comes to those who asked, with a link that works."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Come
from tests.journeys.people import PASSWORD
from tests.journeys.supplier import Supplier
from tests.journeys.test_requests import NEXT_MONTH, ask_for_december
from tests.notifications.post_office import PostOffice

REASON = "Ресурса газа на месяц недостаточно"


@pytest.fixture
def post_office(supplier: Supplier) -> Iterator[PostOffice]:
    """A real mail server, and the supplier's worker that hands letters in there."""
    office = PostOffice()
    office.controller.start()
    posting = replace(supplier, settings={"KABINET_EMAIL_URL": f"smtp://127.0.0.1:{office.port}"})
    try:
        with posting.process("worker"):
            yield office
    finally:
        office.close()


def link_in(letter: EmailMessage) -> str:
    [link] = re.findall(r"https?://\S+", letter.get_content())
    return str(link)


def test_decision_comes_by_letter_and_its_link_leads_to_the_request(
    supplier: Supplier, come: Come, post_office: PostOffice
) -> None:
    engineer, curator = come(supplier, "engineer-1"), come(supplier, "curator-1")
    card = ask_for_december(engineer)

    # The curator reads that a request came in, and until when to answer
    asked = post_office.letter_to("curator-1@example.ru", about="декабрь")
    assert "декабрь 2026" in asked["Subject"]
    assert "28 ноября 2026" in asked.get_content()
    curator.page.goto(link_in(asked))
    expect(curator.page).to_have_title(re.compile(f"^{NEXT_MONTH}"))

    # It is returned with a reason
    curator.press("Вернуть")
    curator.main.get_by_label("Причина").select_option(REASON)
    curator.main.get_by_label("Что должен знать потребитель").fill("подайте на 300 тысяч меньше")
    curator.press("Вернуть")
    curator.sees("Возвращена")

    # Those who may send requests are told; no volume stands in the subject
    answer = post_office.letter_to("engineer-1@example.ru", about="декабрь")
    assert not re.search(r"\d,\d|тыс", answer["Subject"])
    assert REASON in answer.get_content()
    assert "Петрова Мария Сергеевна" in answer.get_content()
    post_office.letter_to("director-1@example.ru", about="декабрь")
    assert "accountant-1@example.ru" not in {letter["To"] for letter in post_office.letters}

    # The link leads to the request, by way of the sign-in for whoever opens it elsewhere
    elsewhere = come(supplier)
    elsewhere.page.goto(link_in(answer))
    expect(elsewhere.page).to_have_title(re.compile("^Войти"))
    elsewhere.type_credentials("engineer-1", PASSWORD)
    expect(elsewhere.page).to_have_title(re.compile(f"^{NEXT_MONTH}"))
    assert elsewhere.path == card
    elsewhere.sees("Возвращена", REASON)

    # For a neighbour it leads nowhere
    neighbour = come(supplier, "engineer-2")
    neighbour.page.goto(link_in(answer))
    expect(neighbour.page).to_have_title(re.compile("^Такой страницы нет"))

"""Requests for gas: the engineer asks, the curator decides, both see how it went."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Come
from tests.journeys.people import Person
from tests.journeys.supplier import Supplier

NEXT_MONTH = "Заявка на декабрь 2026"


def ask_for_december(engineer: Person) -> str:
    """Send the request as it is prefilled, and return the address of its card."""
    engineer.open("/requests/new/2026-12/")
    engineer.press("Проверить")
    engineer.press("Отправить заявку")
    expect(engineer.page).to_have_title(re.compile("^Квитанция"))
    return card_of_december(engineer)


def card_of_december(engineer: Person) -> str:
    engineer.open("/requests/?tab=all")
    engineer.main.get_by_role("row", name=re.compile("декабрь 2026")).get_by_role("link").first.click()
    expect(engineer.page).to_have_title(re.compile(f"^{NEXT_MONTH}"))
    return engineer.path


def find_in_queue(curator: Person, customer: str = "Завод Керамик", *, volume: str) -> None:
    curator.open("/desk/?kind=requests")
    row = curator.main.get_by_role("row", name=re.compile(f"{NEXT_MONTH}.*{customer}.*{volume}"))
    row.get_by_role("link", name=NEXT_MONTH).click()
    expect(curator.page).to_have_title(re.compile(f"^{NEXT_MONTH}"))


def test_engineer_asks_for_the_same_as_last_month_in_three_clicks(supplier: Supplier, come: Come) -> None:
    engineer = come(supplier, "engineer-1")

    # The task of Home leads to a form that is filled in already
    engineer.follow("Подать заявку на декабрь 2026")
    for volume in engineer.main.get_by_role("textbox", name=re.compile("ТП-|Котельная|Печь")).all():
        assert re.fullmatch(r"\d+,\d{3}", volume.input_value())

    # The check page says that nothing was sent, and until when it can be
    engineer.press("Проверить")
    engineer.sees("ещё не отправлена", "до 25.11.2026")
    engineer.press("Отправить заявку")

    # The receipt; three clicks in all
    expect(engineer.page).to_have_title(re.compile("^Квитанция"))
    engineer.sees("до срока", "декабрь 2026")
    assert engineer.clicks == 3

    # Home no longer asks for it, and the list says whose turn it is
    engineer.open("/")
    engineer.does_not_see("Подать заявку на декабрь 2026")
    engineer.open("/requests/")
    expect(engineer.main.get_by_role("row", name=re.compile("декабрь 2026"))).to_contain_text(
        "Ожидает поставщика"
    )

    # A second one for the month is not taken: the page leads to the first
    engineer.open("/requests/new/2026-12/")
    engineer.sees("уже отправлена")
    expect(engineer.main.get_by_role("button", name="Проверить")).to_have_count(0)


def test_curator_agrees_other_volumes_and_the_engineer_sees_both(supplier: Supplier, come: Come) -> None:
    engineer, curator = come(supplier, "engineer-1"), come(supplier, "curator-1")
    card = ask_for_december(engineer)
    asked = engineer.main.get_by_role("rowheader", name=re.compile("Котельная")).locator("..").inner_text()

    # The curator finds it in the queue, and agrees less for the boiler house, saying why
    find_in_queue(curator, volume=r"1\s240,000")
    agreed = curator.main.get_by_role("textbox", name=re.compile("Котельная"))
    agreed.fill("321,500")
    curator.press("Принять с изменениями")
    curator.sees("Укажите причину решения")
    expect(agreed).to_have_value("321,500")
    curator.main.get_by_label("Причина").select_option("Ресурса газа на месяц недостаточно")
    curator.main.get_by_label("Что должен знать потребитель").fill("вернёмся к объёму 10 декабря")
    curator.press("Принять с изменениями")
    curator.sees("Принята с изменениями", "Следующее в очереди")

    # The engineer is told, and reads requested and agreed side by side, with the reason and who gave it
    engineer.open("/notifications/")
    engineer.sees("Заявка принята с изменениями: декабрь 2026")
    engineer.open(card)
    engineer.sees(
        "Принята с изменениями",
        "321,500",
        *re.findall(r"\d+,\d{3}", asked)[:1],
        "Ресурса газа на месяц недостаточно. вернёмся к объёму 10 декабря",
        "Петрова Мария Сергеевна",
    )


def test_returned_request_is_corrected_and_sent_again(supplier: Supplier, come: Come) -> None:
    engineer, curator = come(supplier, "engineer-1"), come(supplier, "curator-1")
    card = ask_for_december(engineer)

    # The curator returns it
    number = card.split("/")[2]
    curator.open(f"/desk/requests/{number}/")
    curator.main.get_by_label("Причина").select_option("В заявке ошибка")
    curator.main.get_by_label("Что должен знать потребитель").fill("проверьте печь обжига")
    curator.press("Вернуть")
    curator.sees("Возвращена")

    # It is the engineer's turn again: the reason stands above the form
    engineer.open("/requests/")
    row = engineer.main.get_by_role("row", name=re.compile("декабрь 2026"))
    expect(row).to_contain_text("Возвращена")
    expect(row).to_contain_text("Ожидает вас")
    engineer.open(card)
    engineer.sees("В заявке ошибка. проверьте печь обжига")
    engineer.follow("Исправить и отправить снова")
    engineer.main.get_by_role("textbox", name=re.compile("Печь")).fill("700")
    engineer.press("Проверить")
    engineer.press("Отправить заявку")
    expect(engineer.page).to_have_title(re.compile("^Квитанция"))

    # The card keeps both versions and the decision between them
    engineer.open(card_of_december(engineer))
    engineer.sees("700,000", "Возвращена", "проверьте печь обжига", "Ожидает поставщика")


def test_two_curators_do_not_decide_the_same_request_twice(supplier: Supplier, come: Come) -> None:
    engineer = come(supplier, "engineer-1")
    number = ask_for_december(engineer).split("/")[2]
    first, second = come(supplier, "curator-1"), come(supplier, "head")
    for one in (first, second):
        one.open(f"/desk/requests/{number}/")

    # The first accepts; the second, who still sees it open, would return it
    first.press("Принять")
    first.sees("Принята")
    second.main.get_by_label("Причина").select_option("Другая причина")
    second.main.get_by_label("Что должен знать потребитель").fill("нет")
    second.press("Вернуть")

    # The second is told who decided and when; nothing is overwritten
    second.sees("Петрова Мария Сергеевна", "09:20")
    engineer.open(f"/requests/{number}/")
    engineer.sees("Принята")
    engineer.does_not_see("Возвращена")


def test_curator_changes_nothing_that_was_sent_anew_meanwhile(supplier: Supplier, come: Come) -> None:
    engineer, curator, head = (
        come(supplier, "engineer-1"),
        come(supplier, "curator-1"),
        come(supplier, "head"),
    )
    card = ask_for_december(engineer)
    number = card.split("/")[2]

    # While the curator reads the first version, the head returns it and the engineer sends a second
    curator.open(f"/desk/requests/{number}/")
    head.open(f"/desk/requests/{number}/")
    head.main.get_by_label("Причина").select_option("В заявке ошибка")
    head.press("Вернуть")
    head.sees("Возвращена")
    engineer.open(card)
    engineer.follow("Исправить и отправить снова")
    engineer.main.get_by_role("textbox", name=re.compile("Печь")).fill("650")
    engineer.press("Проверить")
    engineer.press("Отправить заявку")
    expect(engineer.page).to_have_title(re.compile("^Квитанция"))

    # The curator's «Принять» was meant for volumes that are no longer asked for
    curator.press("Принять")
    expect(curator.page).not_to_have_title(re.compile("^Принята"))
    engineer.open(card_of_december(engineer))
    engineer.sees("Ожидает поставщика")
    engineer.does_not_see("Запрошенный объём стал договорным")

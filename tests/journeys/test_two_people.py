"""What takes two people: the offer from its draft to the day on which the client accepts it, and the account."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import Come
from tests.journeys.people import Person
from tests.journeys.supplier import Supplier

FIRST_OF_DECEMBER = "2026-12-01T08:30:00+03:00"
CLAUSE = "8.3. Потребитель сообщает о смене руководителя в течение трёх дней."


def write_version(administrator: Person) -> None:
    """Add a clause to the text in force, and reword another."""
    text = administrator.main.get_by_label("Текст", exact=True)
    written = text.input_value().replace("в тот же день", "не позже следующего дня")
    text.fill(written.replace("\n9. ", f"{CLAUSE}\n\n9. ", 1))
    administrator.main.get_by_label("Название редакции").fill("2026-12")
    administrator.main.get_by_label("Что меняется и почему").fill("Срок сообщения об увольнении")


def test_offer_from_its_draft_to_the_day_on_which_the_client_accepts_it(
    supplier: Supplier, supplier_at: Callable[[str], Supplier], come: Come, tmp_path: Path
) -> None:
    administrator = come(supplier, "admin")

    # The administrator starts from the text in force; a day of the past is refused, and what was typed stays
    administrator.go_to("Настройка")
    administrator.follow("Договор-оферта")
    administrator.follow("Написать новую редакцию")
    write_version(administrator)
    day = administrator.main.get_by_label("Действует с")
    day.fill("01.11.2026")
    administrator.press("Посмотреть её и отличия")
    expect(administrator.page).to_have_title(re.compile("^Ошибка:"))
    administrator.sees("01.11.2026 уже в прошлом")
    expect(administrator.main.get_by_label("Текст", exact=True)).to_have_value(re.compile("трёх дней"))

    # With a right day, the version is shown as it will unfold, with what changes
    day.fill("01.12.2026")
    administrator.press("Посмотреть её и отличия")
    administrator.sees("Пока ничего не предложено", "Как её увидят на странице входа")
    expect(administrator.main.locator("ins", has_text=CLAUSE)).to_be_visible()
    expect(administrator.main.locator("del", has_text="в тот же день")).to_be_visible()

    # She goes back to the text once more, and proposes it then
    administrator.press("Вернуться к тексту")
    expect(administrator.main.get_by_label("Название редакции")).to_have_value("2026-12")
    administrator.press("Посмотреть её и отличия")
    administrator.press("Отправить на утверждение")
    administrator.sees("Ждёт решения", "Утвердить его должен другой человек")
    expect(administrator.main.get_by_role("button", name="Утвердить")).to_have_count(0)

    # The head is told, sees the differences, and approves
    head = come(supplier, "head")
    head.sees("ждут вашего решения")
    head.follow("Открыть предложения")
    head.follow("Новая редакция Договора-оферты: 2026-12")
    expect(head.main.locator("ins", has_text=CLAUSE)).to_be_visible()
    head.sees("Срок сообщения об увольнении")
    head.press("Утвердить")
    head.sees("Предложение утверждено")

    # It stands in the list, and nobody has accepted it: the sign-in page shows the one in force
    administrator.open("/desk/offers/2026-12/")
    administrator.sees("Ещё не действует", "Климов Павел Николаевич", "Громов Виталий Олегович")
    stranger = come(supplier).open("/login/#offer")
    expect(stranger.page.locator("#offer")).to_contain_text("редакция от 01.03.2026")

    # Its day comes
    later = supplier_at(FIRST_OF_DECEMBER)
    later.copy_from(supplier.state)
    read_what_changed_once(come(later))
    compare_any_two(come(later, "engineer-1"), tmp_path)
    find_who_accepted(come(later, "admin"))


def read_what_changed_once(engineer: Person) -> None:
    # The client signs in for the page of a bookmark, and reads first what changed
    engineer.open("/readings/2026-11/")
    engineer.type_credentials("engineer-1", "kabinet-demo-2026")
    engineer.sees("условия изменились", "Вы принимали редакцию 2026-03", CLAUSE)
    expect(engineer.main.locator("del", has_text="в тот же день")).to_be_visible()
    expect(engineer.main.locator(".govuk-button")).to_have_count(1)
    engineer.follow("Продолжить")
    expect(engineer.page).to_have_title(re.compile("^Показания, ноябрь 2026"))

    # The next sign-in goes straight to work
    engineer.page.get_by_role("button", name="Выйти").first.click()
    engineer.type_credentials("engineer-1", "kabinet-demo-2026")
    expect(engineer.page).to_have_title(re.compile("^Главная"))


def compare_any_two(engineer: Person, folder: Path) -> None:
    # Everybody reads all versions, what changed between any two, and takes the text along
    engineer.open("/offer/")
    engineer.sees("2026-12", "2025-01")
    engineer.main.get_by_label("Из редакции").select_option("2025-01")
    engineer.press("Показать различия")
    engineer.sees("От редакции 2025-01 к редакции 2026-12", CLAUSE)
    paper = engineer.downloads(engineer.main.get_by_role("link", name="Скачать PDF"), folder)
    assert paper.read_bytes().startswith(b"%PDF")
    assert "2026-12" in paper.name


def find_who_accepted(administrator: Person) -> None:
    administrator.open("/desk/offers/accepted/?version=2026-12&q=кузнецов")
    administrator.sees("Найдено: 1", "Кузнецов Олег Викторович", "01.12.2026 08:30", "127.0.0.1")


def test_account_of_the_supplier_is_changed_by_two_and_never_by_a_slip(
    supplier: Supplier, come: Come
) -> None:
    head = come(supplier, "head")

    # A change waits for the head: the two accounts stand side by side, and are to be compared
    head.follow("Открыть предложения")
    head.follow("Изменение реквизитов поставщика")
    head.sees("Меняется счёт, на который платят все потребители", "40702 810 6 0000 0000001")
    head.press("Утвердить")
    expect(head.page).to_have_title(re.compile("^Ошибка:"))
    head.sees("Сверьте счёт с письмом банка и поставьте отметку")

    # The letter says otherwise: the head refuses, with a reason
    head.main.get_by_label("Причина отказа").fill("В письме банка другой счёт")
    head.press("Отклонить")
    head.sees("Отклонено", "В письме банка другой счёт")

    # The accountant reads why, and proposes anew; a slip in one figure is told at the field
    accountant = come(supplier, "billing").open("/desk/requisites/new/")
    for label, typed in {
        "Банк": "АО «Другой Банк», г. Москва",
        "БИК": "049999888",
        "Расчётный счёт": "40702810000000000043",
        "Корр. счёт": "30101810000000000888",
        "Действует с": "01.12.2026",
        "Почему и на основании чего": "Письмо банка № 12",
    }.items():
        accountant.main.get_by_label(label, exact=True).fill(typed)
    accountant.press("Отправить на утверждение")
    expect(accountant.page).to_have_title(re.compile("^Ошибка:"))
    accountant.sees("Ключ счёта не сходится с БИК")
    accountant.main.get_by_label("Расчётный счёт", exact=True).fill("40702.810.0.0000.0000042")
    accountant.press("Отправить на утверждение")
    accountant.sees("Ждёт решения", "40702 810 0 0000 0000042")

    # The head compares, ticks and approves: from its day on the account stands in the list of versions
    head.open("/desk/proposals/")
    head.follow("Изменение реквизитов поставщика")
    head.main.get_by_label("Новый счёт сверен с письмом банка").check()
    head.press("Утвердить")
    head.sees("Предложение утверждено")
    head.open("/desk/requisites/")
    head.sees("40702 810 6 0000 0000001", "40702 810 0 0000 0000042", "Ещё не действует")

"""Who may do what: rights narrowed by the client, looking as the customer, stand-ins, a curator removed."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Come
from tests.journeys.people import Person
from tests.journeys.supplier import Supplier


def menu(person: Person) -> str:
    return person.page.get_by_role("navigation", name="Главное меню").first.inner_text()


def test_director_narrows_an_accountants_rights_and_ends_a_dispatchers_access(
    supplier: Supplier, come: Come
) -> None:
    director, accountant = come(supplier, "director-1"), come(supplier, "accountant-1")
    dispatcher = come(supplier, "engineer-1b")

    # The accountant sees the account of both contracts
    accountant.go_to("Расчёты")
    accountant.sees("Расчёты на 23 ноября 2026")

    # The director looks who works in the cabinet, and takes the right to see money
    director.go_to("Сотрудники")
    director.sees("Иванова Анна Петровна", "договор, расчёты, документы", "по всем договорам", "Прекращён")
    director.follow("Иванова Анна Петровна")
    for right in director.main.get_by_label("Видит расчёты").all():
        right.uncheck()
    director.press("Сохранить права")
    director.sees("Права сохранены", "договор, документы")

    # On the accountant's next page there are no settlements, and a notification says who took them
    accountant.open("/")
    assert "Расчёты" not in menu(accountant)
    accountant.open("/settlements/")
    accountant.does_not_see("Расчёты на")
    accountant.open("/notifications/")
    accountant.sees("Ваши права по договору 12-4-0345/26 изменены", "Отняты: видит расчёты", "Беляев Сергей")

    # Without the right to see the contract the others make no sense: it is said at the contract
    director.go_to("Сотрудники")
    director.follow("Иванова Анна Петровна")
    director.main.get_by_label("Видит договоры, показания и документы").first.uncheck()
    director.press("Сохранить права")
    expect(director.page).to_have_title(re.compile("^Ошибка:"))
    director.sees("Если не видеть договор № 12-4-0345/26")

    # The dispatcher leaves: a day in words is refused and the reason stays, then the access ends at once
    dispatcher.sees("Ваши полномочия скоро закончатся")
    director.go_to("Сотрудники")
    director.follow("Лебедева Дарья Игоревна")
    director.follow("Прекратить доступ")
    director.main.get_by_label("После последнего дня").check()
    director.main.get_by_label("Последний день доступа").fill("на той неделе")
    director.main.get_by_label("Причина").fill("Переход в другой цех")
    director.press("Прекратить доступ")
    director.sees("введите дату, например")
    expect(director.main.get_by_label("Причина")).to_have_value("Переход в другой цех")
    director.main.get_by_label("Сразу: сеансы коллеги в кабинете закончатся").check()
    director.main.get_by_label("Последний день доступа").fill("")
    director.press("Прекратить доступ")
    director.sees("Доступ прекращён: Лебедева Дарья Игоревна.")

    # Her next page asks to sign in
    dispatcher.open("/readings/")
    expect(dispatcher.page).to_have_url(re.compile("/login/"))

    # The curator was told of all three
    curator = come(supplier, "curator-1")
    curator.open("/notifications/")
    curator.sees("доступ прекращён (Лебедева Дарья Игоревна)", "изменены права (Иванова Анна Петровна)")


def test_curator_looks_as_the_customer_and_leaves_nothing_behind(supplier: Supplier, come: Come) -> None:
    curator = come(supplier, "curator-1")
    new = "SELECT count(*) FROM documents_document WHERE seen_at IS NULL AND direction = 'out'"
    unseen = supplier.rows(new)

    # From the customer's page into the cabinet, under a bar with both names
    curator.open("/desk/clients/")
    curator.follow("Завод Керамик")
    curator.press("Смотреть как потребитель")
    bar = curator.page.get_by_role("complementary", name="Просмотр кабинета потребителя")
    expect(bar).to_contain_text("ООО «Завод Керамик»")
    expect(bar).to_contain_text("Петрова Мария Сергеевна")

    # Everything is read: the account, a document with its file; the other contract, too
    curator.go_to("Расчёты")
    curator.sees("Расчёты на 23 ноября 2026")
    curator.go_to("Документы")
    curator.follow("Счёт №")
    expect(bar).to_be_visible()
    curator.page.get_by_role("link", name="Сменить").first.click()
    curator.follow("Смотреть этот договор")
    expect(curator.page.get_by_role("banner")).to_contain_text("12-4-0346/26")

    # Nothing can be done: a form is refused in words, and somebody's own pages are not there
    curator.open("/documents/")
    curator.main.get_by_role("button", name=re.compile("^Скачать")).first.click()
    curator.sees("Во время просмотра это закрыто", "Ничего не изменено")
    curator.open("/settings/")
    curator.sees("Во время просмотра это закрыто")

    # It is ended from the bar, and leads back
    bar.get_by_role("button", name="Закончить просмотр").click()
    curator.sees("Просмотр закончен.")
    expect(curator.main.get_by_role("heading", level=1)).to_have_text("ООО «Завод Керамик»")
    expect(bar).to_have_count(0)
    assert supplier.rows(new) == unseen

    # The journal of the customer knows who looked
    head = come(supplier, "head")
    head.open("/desk/journal/?organization=1")
    head.sees(
        "Начат просмотр кабинета потребителя", "Закончен просмотр кабинета потребителя", "Петрова Мария"
    )


def test_head_arranges_a_stand_in_and_ends_it_early(supplier: Supplier, come: Come) -> None:
    head, curator = come(supplier, "head"), come(supplier, "curator-1")
    curator.open("/desk/clients/")
    curator.sees("Найдено 5 потребителей")

    # A last day before the first is refused at its field, and the rest stays
    head.go_to("Настройка")
    head.follow("Замещения")
    head.main.get_by_label("Кого не будет").select_option("Сомов Андрей Викторович")
    head.main.get_by_label("Кто замещает").select_option("Петрова Мария Сергеевна")
    head.main.get_by_label("Первый день").fill("23.11.2026")
    head.main.get_by_label("Последний день, включительно").fill("22.11.2026")
    head.press("Назначить")
    head.sees("Последний день не может быть раньше первого.")
    head.main.get_by_label("Последний день, включительно").fill("25.11")
    head.press("Назначить")
    head.sees("Замещение назначено", "23.11.2026 – 25.11.2026", "Идёт")

    # The colleague sees all twelve customers, and the queue says for whom she stands in
    curator.open("/desk/clients/")
    curator.sees("Найдено 12 потребителей")
    curator.open("/desk/")
    curator.sees("До 25.11.2026 включительно вы замещаете: Сомов Андрей Викторович.")
    curator.follow("Только эти потребители")
    curator.does_not_see("Завод Керамик")
    absent = come(supplier, "curator-2")
    absent.sees("вас замещает: Петрова Мария Сергеевна")

    # Ended early, it is over at once
    head.follow("Закончить раньше")
    head.press("Закончить замещение")
    head.sees("Замещение закончено.", "Закончено раньше")
    curator.open("/desk/clients/")
    curator.sees("Найдено 5 потребителей")


def test_a_removed_curators_customers_pass_to_the_head_and_on(supplier: Supplier, come: Come) -> None:
    administrator, head = come(supplier, "admin"), come(supplier, "head")
    somov = come(supplier, "curator-2")

    # The administrator removes the curator, who is out at once
    administrator.go_to("Настройка")
    administrator.follow("Сотрудники поставщика")
    administrator.follow("Сомов Андрей Викторович")
    administrator.follow("Удалить сотрудника")
    administrator.sees("доверены 7 потребителей")
    administrator.press("Удалить сотрудника")
    administrator.sees("Заполните поле «Причина»")
    administrator.main.get_by_label("Причина").fill("Уволился")
    administrator.press("Удалить сотрудника")
    administrator.sees("Сотрудник удалён: Сомов Андрей Викторович.")
    somov.open("/desk/")
    expect(somov.page).to_have_url(re.compile("/login/"))

    # The head reads of the customers in the queue, and entrusts them all to the other curator
    head.open("/desk/")
    head.sees("У 7 потребителей нет куратора")
    head.follow("Передать кураторам")
    head.follow("Отметить все на странице")
    head.main.get_by_label("Передать выбранных куратору").select_option("Петрова Мария Сергеевна")
    head.press("Передать")
    head.sees("Передано 7 потребителей.", "У каждого потребителя есть куратор")

    # She serves all twelve now
    curator = come(supplier, "curator-1")
    curator.open("/desk/clients/")
    curator.sees("Найдено 12 потребителей")


def test_administrator_enters_somebody_who_waits_for_the_credentials_desk(
    supplier: Supplier, come: Come
) -> None:
    administrator = come(supplier, "admin")

    administrator.open("/desk/staff/new/")
    administrator.press("Внести")
    expect(administrator.page).to_have_title(re.compile("^Ошибка:"))
    administrator.main.get_by_label("Фамилия, имя, отчество").fill("Белова Ольга Игоревна")
    administrator.main.get_by_label("Куратор", exact=True).check()
    administrator.main.get_by_label("Должность").fill("Куратор")
    administrator.main.get_by_label("Телефон").fill("+7 495 730-60-33")
    administrator.main.get_by_label("Электронная почта").fill("belova@example.ru")
    administrator.press("Внести")
    administrator.sees("имя пользователя belova.oi", "Ждёт выдачи доступа")

    # The credentials desk finds her by the name
    officer = come(supplier, "desk")
    officer.open("/desk/issue/?q=Белова")
    officer.sees("Белова Ольга Игоревна")

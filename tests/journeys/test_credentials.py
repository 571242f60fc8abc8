"""The credentials desk: access in a sealed slip, lost and issued again, here and at another point."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.journeys.conftest import Come
from tests.journeys.people import PASSWORD, Person
from tests.journeys.supplier import Supplier

OWN = "тихий омут 2026"
_CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture
def browser(browser_with_windows: Browser) -> Browser:
    """The slip is shown before it is printed."""
    return browser_with_windows


@dataclass(frozen=True)
class Ready:
    """An application that waits at the desk, and the paper that its person will show."""

    number: str
    name: str
    paper: str
    since: date
    until: date


def ready(supplier: Supplier) -> Ready:
    [row, *_others] = supplier.rows(
        "SELECT number, full_name, authority_number, authority_from, authority_to FROM access_application"
        " WHERE status = 'ready' AND origin = 'public' ORDER BY id"
    )
    number, name, paper, since, until = row
    return Ready(number, name, paper, date.fromisoformat(since), date.fromisoformat(until))


def fill_in(officer: Person, paper: str, since: date, until: date | None) -> None:
    """Fill in what the officer has before them; nothing is ticked yet."""
    officer.main.get_by_label("Какой документ предъявлен").select_option("Паспорт гражданина РФ")
    officer.main.get_by_label("Последние четыре знака номера").fill("4321")
    officer.main.get_by_label("Номер на оригинале").fill(paper)
    officer.main.get_by_label("Дата выдачи").fill(f"{since:%d.%m.%Y}")
    officer.main.get_by_label("Действует до").fill(f"{until:%d.%m.%Y}" if until else "")


def tick_everything(officer: Person) -> None:
    for tick in officer.main.get_by_role("checkbox").all():
        tick.check()


@dataclass
class Slip:
    """What came out of the printer."""

    user_name: str
    code: str
    text: str


@contextmanager
def printing(officer: Person, folder: Path) -> Iterator[list[Path]]:
    """Keep a copy of every page that goes to the printer: the browser shows it and gives it to nobody."""
    sheets: list[Path] = []

    def copied(route: Route) -> None:
        answer = route.fetch()
        if answer.headers["content-type"] == "application/pdf":
            sheets.append(folder / f"slip-{len(sheets)}.pdf")
            sheets[-1].write_bytes(answer.body())
        route.fulfill(response=answer)

    officer.page.context.route("**/slip/", copied)
    yield sheets
    officer.page.context.unroute("**/slip/", copied)


def print_slip(officer: Person, folder: Path) -> Slip:
    with printing(officer, folder) as sheets, officer.page.context.expect_page() as opening:
        officer.press("Напечатать листок")
        opened = opening.value
        opened.wait_for_load_state()
        opened.close()
    text = subprocess.run(
        ["pdftotext", "-layout", str(sheets[0]), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert text.count("\f") == 1
    [code] = set(_CODE.findall(text))
    user_name = re.findall(r"Имя пользователя\s+(\S+)", text)[0]
    officer.page.reload()
    return Slip(user_name, code, text)


def choose_password(person: Person) -> None:
    for name in ("new_password", "repeated_password"):
        person.main.locator(f"input[name={name}]").fill(OWN)
    person.press("Сохранить пароль и продолжить")


def test_newcomer_receives_access_in_a_slip_and_signs_in(
    supplier: Supplier, come: Come, tmp_path: Path
) -> None:
    officer, waiting = come(supplier, "desk"), ready(supplier)

    # The officer lands on what is ready, at their own point
    expect(officer.page).to_have_title(re.compile("^Выдача доступа"))
    officer.sees("Ваш пункт: Москва, Удальцова", waiting.name)
    officer.follow(waiting.name)
    officer.sees("Кто может получить доступ", "ООО «Завод Керамик»", waiting.paper)

    # Nothing is issued while something is not ticked
    officer.press("Выдать доступ")
    expect(officer.page.get_by_role("alert")).to_contain_text("Отметьте «Документ сверен")

    # Another paper than the curator has checked is refused, with the curator's telephone; what was typed stays
    fill_in(officer, "другая", waiting.since, waiting.until)
    tick_everything(officer)
    officer.main.get_by_label("Новый человек: создать пользователя").check()
    officer.press("Выдать доступ")
    officer.sees("Проверена другая бумага", "Петрова Мария Сергеевна, +7")
    expect(officer.main.get_by_label("Последние четыре знака номера")).to_have_value("4321")

    # An expired one is refused with its day
    fill_in(officer, waiting.paper, waiting.since, date(2026, 11, 22))
    officer.press("Выдать доступ")
    officer.sees("действовала до 22.11.2026 включительно")

    # With everything right, access is issued and the slip is printed
    fill_in(officer, waiting.paper, waiting.since, waiting.until)
    officer.press("Выдать доступ")
    officer.sees("Доступ выдан", "Листок не напечатан")
    slip = print_slip(officer, tmp_path)
    for words in (waiting.name, "lk.novatek.ru", "+7 495 730-60-00", "07.12.2026", "Рябова Юлия Викторовна"):
        assert words in slip.text
    assert slip.user_name.isascii()

    # The page has forgotten the code, says who printed it, and the signature closes the issue
    officer.sees("Листок напечатан: Рябова Юлия Викторовна, 23.11.2026 09:20")
    assert slip.code not in officer.page.content()
    officer.press("Подпись получена")
    officer.sees("Подпись отмечена")

    # The newcomer comes in with the code, chooses a password, and sees no more than was granted
    newcomer = come(supplier).open("/login/")
    newcomer.type_credentials(slip.user_name, slip.code.lower())
    choose_password(newcomer)
    expect(newcomer.page).to_have_title(re.compile("^Главная"))
    expect(newcomer.page.get_by_role("banner")).to_contain_text(waiting.name)
    assert newcomer.page.goto(f"{supplier.origin}/settlements/").status in {403, 404}  # type: ignore[union-attr]

    # The desk sees that the code was used, the client's director and the curator were told
    officer.open("/desk/issue/").sees("Код использован")
    come(supplier, "director-1").open("/notifications/").sees(f"доступ выдан, {waiting.name}")
    told = supplier.rows(
        "SELECT u.username FROM notifications_notification n JOIN access_user u ON u.id = n.recipient_id"
        " WHERE n.event = 'access.issued' ORDER BY u.username"
    )
    assert told == [("curator-1",), ("director-1",)]
    assert "whole" in supplier.call("journal", "verify")


def test_spoilt_slip_is_replaced_and_its_code_is_dead(supplier: Supplier, come: Come, tmp_path: Path) -> None:
    officer, waiting = come(supplier, "desk"), ready(supplier)
    officer.open(f"/desk/issue/applications/{waiting.number}/")
    fill_in(officer, waiting.paper, waiting.since, waiting.until)
    tick_everything(officer)
    officer.main.get_by_label("Новый человек: создать пользователя").check()
    officer.press("Выдать доступ")
    card = officer.path
    spoilt = print_slip(officer, tmp_path)

    # Asked for once more, the page tells who printed the slip, and shows no code
    answer = officer.page.context.request.get(f"{supplier.origin}{card}slip/")
    assert answer.url == supplier.origin + card
    assert spoilt.code not in answer.text()
    officer.open(card).sees("Листок испорчен: новый код")

    # Another officer of another point can do nothing with it
    elsewhere = come(supplier, "desk-2").open(card)
    elsewhere.sees("Это выдано в другом пункте", "Москва, Удальцова")
    expect(elsewhere.main.get_by_role("button")).to_have_count(0)

    # A new slip is another code, and the former one lets nobody in
    officer.press("Заменить листок")
    expect(officer.page.get_by_role("alert")).to_contain_text("Что случилось с листком")
    officer.main.get_by_label("Что случилось с листком").fill("Зажевал принтер")
    officer.press("Заменить листок")
    officer.sees("Прежний код больше не действует")
    fresh = print_slip(officer, tmp_path)
    assert fresh.code != spoilt.code
    newcomer = come(supplier).open("/login/")
    newcomer.type_credentials(spoilt.user_name, spoilt.code)
    newcomer.sees("Неверное имя пользователя или пароль")
    newcomer.type_credentials(fresh.user_name, fresh.code)
    newcomer.sees("Свой пароль")

    # The application is over: whoever opens it reads who has issued access
    officer.open(f"/desk/issue/applications/{waiting.number}/").sees("Доступ по ней уже выдан: Рябова")


def test_lost_access_is_issued_again_where_it_was_issued_first(
    supplier: Supplier, come: Come, tmp_path: Path
) -> None:
    engineer, elsewhere, officer = (
        come(supplier, "engineer-1"),
        come(supplier, "desk-2"),
        come(supplier, "desk"),
    )

    # At another point the officer reads which one it is, and asks the head
    elsewhere.open("/desk/issue/?q=engineer-1").follow("Кузнецов")
    elsewhere.sees("В другом пункте", "119313, Москва, ул. Удальцова, д. 2, окно 3", "пн–пт 9:00–16:00")
    expect(elsewhere.main.get_by_role("button", name="Выдать доступ заново")).to_have_count(0)
    elsewhere.main.get_by_label(re.compile("^Почему получатель")).fill("В командировке до Нового года")
    elsewhere.press("Запросить согласие")
    elsewhere.sees("Начальник отдела ещё не решил")

    # At the first point it needs nobody's consent
    officer.main.get_by_label("Фамилия, ИНН, номер заявки или имя пользователя").fill("кузнецов")
    officer.press("Найти")
    officer.follow("Кузнецов")
    fill_in(officer, "11/23", date(2023, 11, 1), date(2027, 12, 31))
    tick_everything(officer)
    officer.press("Выдать доступ заново")
    officer.sees("Доступ выдан заново")

    # The engineer's browser is signed out at once, and the former password is dead
    engineer.open("/readings/")
    expect(engineer.page).to_have_title(re.compile("^Войти"))
    engineer.type_credentials("engineer-1", PASSWORD)
    engineer.sees("Неверное имя пользователя или пароль")

    # The slip lets the engineer in, who finds everything where it was
    slip = print_slip(officer, tmp_path)
    engineer.type_credentials(slip.user_name, slip.code)
    choose_password(engineer)
    engineer.open("/readings/2026-11/").sees("Показания")

    # With the head's consent the other point issues it, once
    head = come(supplier, "head").open("/desk/proposals/")
    head.follow("Кузнецов")
    head.sees("Тверской участок", "В командировке до Нового года")
    head.press("Утвердить")
    elsewhere.page.reload()
    elsewhere.sees("Согласие дано: Громов")
    fill_in(elsewhere, "11/23", date(2023, 11, 1), date(2027, 12, 31))
    tick_everything(elsewhere)
    elsewhere.press("Выдать доступ заново")
    elsewhere.sees("Доступ выдан заново")
    elsewhere.open("/desk/issue/?q=engineer-1").follow("Кузнецов")
    elsewhere.sees("В другом пункте")


def test_administrator_opens_a_point_and_everybody_reads_of_it(supplier: Supplier, come: Come) -> None:
    administrator, stranger = come(supplier, "admin"), come(supplier)

    # The hub leads to the points; a new one is there for everybody at once
    administrator.open("/desk/setup/").follow("Пункты выдачи")
    administrator.main.get_by_label("Название").fill("Тула")
    administrator.main.get_by_label("Адрес").fill("Тула, ул. Газовая, д. 7")
    administrator.main.get_by_label("Часы").fill("ср 9:00–13:00")
    administrator.press("Открыть пункт")
    administrator.sees("Пункт открыт")
    stranger.open("/access/").sees("Тула, ул. Газовая, д. 7", "ср 9:00–13:00", "Тверской участок")

    # An officer is placed there, and issues nothing elsewhere
    administrator.follow("Тула")
    administrator.main.get_by_label("Сотрудник").select_option(
        label="Рябова Юлия Викторовна (Москва, Удальцова)"
    )
    administrator.press("Закрепить здесь")
    administrator.sees("Теперь сотрудник выдаёт доступ в этом пункте", "Открепить")
    come(supplier, "desk").sees("Ваш пункт: Тула")

    # Taken away, the officer is told whom to ask
    administrator.press("Открепить")
    come(supplier, "desk").sees("Вы не закреплены за пунктом выдачи", "Администратор: Климов")

    # A closed point is gone from the public pages
    administrator.main.get_by_label("Закрыт с").fill("23.11.2026")
    administrator.press("Сохранить")
    administrator.sees("Закрыт с 23.11.2026")
    stranger.open("/access/").does_not_see("Тула")

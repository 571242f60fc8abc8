"""The second factor and the sessions: set up, signed in with, lost, and other browsers shut out."""

import re
import time
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import expect

from tests.access.telephone import code_at, typed_in
from tests.journeys.conftest import Come
from tests.journeys.people import PASSWORD, Person
from tests.journeys.supplier import Supplier
from tests.journeys.test_settlements import text_of


def set_up(person: Person, password: str = PASSWORD) -> list[str]:
    """Set the second factor up from the settings, and return the printed codes."""
    person.open("/settings/").follow("Настроить")
    expect(person.page.get_by_role("img", name=re.compile("Картинка для приложения"))).to_be_visible()
    secret = typed_in(person.page.locator("#key").inner_text())
    type_first_code(person, shown_by(secret), password)
    person.sees("Второй фактор включён", "показаны только сейчас")
    return person.page.locator("ol.codes code").all_inner_texts()


def shown_by(secret: str) -> str:
    return code_at(datetime.now(tz=UTC), secret)


def type_code(person: Person, code: str) -> None:
    person.main.locator("input[name=code]").fill(code)
    person.press("Войти")


def type_first_code(person: Person, code: str, password: str = PASSWORD) -> None:
    person.main.locator("input[name=code]").fill(code)
    person.main.locator("input[name=current_password]").fill(password)
    person.press("Включить")


def test_director_sets_the_second_factor_up_and_signs_in_with_it(
    supplier: Supplier, come: Come, tmp_path: Path
) -> None:
    director = come(supplier, "director-1")

    # The key from the page goes into the app, and a wrong code of it is told at the field
    director.open("/settings/second-factor/")
    type_first_code(director, "000000")
    director.sees("Код неверен или уже использован")
    codes = set_up(director)
    assert len(set(codes)) == 10

    # The sheet to be printed holds the same codes
    sheet = director.downloads(director.page.get_by_role("button", name="Скачать лист (PDF)"), tmp_path)
    assert [code for code in codes if code not in text_of(sheet)] == []
    director.follow("Коды сохранены")

    # Elsewhere the password alone opens nothing
    elsewhere = come(supplier).open("/documents/")
    elsewhere.type_credentials("director-1", PASSWORD)
    elsewhere.sees("Второй шаг")
    elsewhere.open("/documents/")
    expect(elsewhere.page).to_have_title(re.compile("^Войти"))

    # A printed code lets in, and the page says how many are left
    elsewhere.type_credentials("director-1", PASSWORD)
    type_code(elsewhere, "000000")
    elsewhere.sees("Код неверен или уже использован")
    elsewhere.follow("Телефона нет под рукой")
    type_code(elsewhere, codes[0].lower().replace("-", " "))
    elsewhere.sees("Документы", "Осталось 9")

    # The same printed code lets nobody in again; the app still does
    again = come(supplier).open("/login/")
    again.type_credentials("director-1", PASSWORD)
    again.follow("Телефона нет под рукой")
    type_code(again, codes[0])
    again.sees("Такого кода на вашем листе нет, или он уже использован")


def test_director_ends_the_session_of_another_browser(supplier: Supplier, come: Come) -> None:
    office, cafe = come(supplier, "director-1"), come(supplier, "director-1")

    # The settings list both browsers and mark the one in hand
    office.open("/settings/").sees("Где выполнен вход", "этот браузер")
    office.press("Завершить Google Chrome, Linux", exact=False)
    office.sees("Сеанс завершён")

    # The other browser has to sign in at its next page
    cafe.open("/documents/")
    expect(cafe.page).to_have_title(re.compile("^Войти"))
    office.open("/documents/")
    expect(office.page).to_have_title(re.compile("^Документы"))


def test_director_changes_the_password_and_hears_of_it(supplier: Supplier, come: Come) -> None:
    director, elsewhere = come(supplier, "director-1"), come(supplier, "director-1")
    director.open("/settings/")
    for name, text in {
        "current_password": PASSWORD,
        "new_password": "новый пароль 2026",
        "repeated_password": "новый пароль 2027",
    }.items():
        director.main.locator(f"input[name={name}]").fill(text)

    # A slip of the fingers is found, since both have to be the same
    director.press("Сменить пароль")
    director.sees("Пароли не совпадают")
    for name, text in {
        "current_password": PASSWORD,
        "new_password": "новый пароль 2026",
        "repeated_password": "новый пароль 2026",
    }.items():
        director.main.locator(f"input[name={name}]").fill(text)
    director.press("Сменить пароль")
    director.sees("Пароль изменён. Сеансы в других браузерах завершены")

    # The other browser is signed out, and the new password lets in
    elsewhere.open("/documents/")
    expect(elsewhere.page).to_have_title(re.compile("^Войти"))
    elsewhere.type_credentials("director-1", "новый пароль 2026")
    expect(elsewhere.page).to_have_title(re.compile("^Документы"))

    # Both sign-in from a new place and the change were told
    director.open("/notifications/").sees("Пароль личного кабинета изменён", "из нового места")


def test_accountant_sets_the_obligatory_factor_up_before_anything_else(
    supplier: Supplier, come: Come
) -> None:
    oblige(supplier, "accountant")
    accountant = come(supplier)
    sign_in_obliged(accountant, "accountant-1")

    # Whatever page is asked for, the second factor comes first
    for path in ("/", "/documents/", "/settings/"):
        accountant.open(path).sees("В вашей роли без него нельзя")
    secret = typed_in(accountant.page.locator("#key").inner_text())
    type_first_code(accountant, shown_by(secret))
    accountant.follow("Коды сохранены")

    # From then on the cabinet is open, and the factor stays
    accountant.open("/documents/")
    expect(accountant.page).to_have_title(re.compile("^Документы"))
    accountant.open("/settings/second-factor/").does_not_see("Отключить")


def sign_in_obliged(person: Person, user_name: str) -> None:
    """Sign in once the server has taken note of the policy: it reads it anew every few seconds."""
    patience = time.monotonic() + 30
    while time.monotonic() < patience:
        person.open("/login/").type_credentials(user_name, PASSWORD)
        person.open("/")
        if person.page.locator("#key").count():
            return
        person.page.context.clear_cookies(name="sessionid")
    raise TimeoutError("the policy was not noticed")


def oblige(supplier: Supplier, role: str) -> None:
    """Do to the policy of access what its page does."""
    supplier.write(
        "INSERT INTO access_accesspolicy"
        " (code_days, answer_days, consent_days, session_hours, second_factor_roles, set_at, set_by)"
        " VALUES (14, 3, 14, 12, ?, '2026-11-23 06:00:00', 'Администратор')",
        f'["{role}"]',
    )

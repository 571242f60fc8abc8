"""How people get in, and how others do not."""

import re

from playwright.sync_api import expect

from kabinet.access.hashers import Argon2idHasher
from tests.journeys.conftest import Come, with_scripts
from tests.journeys.people import Person
from tests.journeys.supplier import Supplier

OFFER = "Условия Договора-оферты"


def test_accountant_reads_the_offer_and_signs_in(supplier: Supplier, come: Come) -> None:
    accountant = come(supplier)

    # The sign-in page shows the two fields, the button, the offer, the hotline and the way to a new password
    accountant.open("/login/")
    for what in (
        accountant.page.get_by_label("Имя пользователя"),
        accountant.page.get_by_label("Пароль", exact=True),
        accountant.page.get_by_role("button", name="Войти"),
        accountant.page.get_by_role("link", name=OFFER),
        accountant.page.get_by_text("+7 495 730-60-00").first,
        accountant.page.get_by_text("Новый пароль выдают лично"),
    ):
        expect(what).to_be_in_viewport()
    offer = accountant.page.locator("#offer")
    expect(offer).to_be_hidden()

    # The accountant types the name, and unfolds the offer from the keyboard
    name = accountant.page.get_by_label("Имя пользователя")
    name.fill("accountant-1")
    accountant.page.get_by_role("link", name=OFFER).press("Enter")
    expect(offer).to_be_visible()
    expect(offer).to_contain_text("редакция от 01.03.2026")
    expect(name).to_have_value("accountant-1")
    if accountant.scripts:
        expect(accountant.page.get_by_role("link", name=OFFER)).to_have_attribute("aria-expanded", "true")

    # It folds again, and the name is still there
    accountant.page.get_by_role("link", name="Свернуть").press("Enter")
    expect(offer).to_be_hidden()
    expect(name).to_have_value("accountant-1")
    if accountant.scripts:
        expect(accountant.page.get_by_role("link", name=OFFER)).to_have_attribute("aria-expanded", "false")

    # Sent by Enter, the form lets the accountant in: she is at home, under her own name and contract
    accountant.page.get_by_label("Пароль", exact=True).fill("kabinet-demo-2026")
    accountant.page.get_by_label("Пароль", exact=True).press("Enter")
    expect(accountant.page).to_have_title(re.compile("^Главная"))
    expect(accountant.page.get_by_role("banner")).to_contain_text("Иванова")
    expect(accountant.page.get_by_role("banner")).to_contain_text("12-4-0345/26")


def test_wrong_password_and_wrong_name_are_told_in_the_same_words(supplier: Supplier, come: Come) -> None:
    stranger = come(supplier)
    name = stranger.page.get_by_label("Имя пользователя")
    password = stranger.page.get_by_label("Пароль", exact=True)
    told: list[str] = []

    for tried in ("accountant-1", "nobody-at-all"):
        # The pair is refused, and nothing says which half was wrong
        stranger.open("/login/").type_credentials(tried, "not the password")
        expect(stranger.page).to_have_title(re.compile("^Ошибка:"))
        told.append(stranger.page.get_by_role("alert").inner_text())
        assert "Неверное имя пользователя или пароль" in told[-1]
        # What was typed stays, but for the password
        expect(name).to_have_value(tried)
        expect(password).to_have_value("")
        if stranger.scripts:
            expect(stranger.page.locator("[data-module=govuk-error-summary]")).to_be_focused()

    assert told[0] == told[1]

    # There is nothing on the page that resets a password by itself
    expect(stranger.page.locator("a[href*=reset], input[type=email]")).to_have_count(0)

    # What is possible, stands on a page of its own
    stranger.follow("Адреса и часы")
    stranger.sees(
        "Удальцова, д. 2, окно 3", "пн–пт 9:00–16:00", "паспорт", "доверенность", "+7 495 730-60-00"
    )
    expect(stranger.page.locator("main form")).to_have_count(0)


def test_name_typed_in_the_russian_layout_is_noticed(supplier: Supplier, come: Come) -> None:
    engineer = come(supplier).open("/login/")

    engineer.type_credentials("утпштуук-1", "kabinet-demo-2026")

    engineer.sees("Неверное имя пользователя или пароль", "В имени есть русские буквы: проверьте раскладку")


def test_guessing_closes_the_sign_in_and_says_until_when(supplier: Supplier, come: Come) -> None:
    guesser = come(supplier).open("/login/")

    # Six guesses
    for number in range(6):
        guesser.type_credentials("director-1", f"guess number {number}")

    # The page says until when it is closed, and whom to call; the form stays
    expect(guesser.page).to_have_title(re.compile("^Ошибка:"))
    expect(guesser.page.get_by_role("alert")).to_contain_text(re.compile(r"Вход закрыт до \d\d:\d\d"))
    guesser.sees("+7 495 730-60-00, пн–чт 8:00–17:00")

    # The right password does not help now, nor does it say that it is right
    guesser.type_credentials("director-1", "kabinet-demo-2026")
    expect(guesser.page.get_by_role("alert")).to_contain_text("Вход закрыт до")

    # A colleague is not shut out with the guesser
    come(supplier, "accountant-1")


def test_newcomer_replaces_the_code_of_the_slip_by_a_password(supplier: Supplier, come: Come) -> None:
    give_code(supplier, "engineer-2", "H7KX-4TRN-9PWD")
    newcomer = come(supplier).open("/readings/2026-10/")

    # The code is taken as it was copied from the slip, and whatever was asked for, the password comes first
    newcomer.type_credentials("engineer-2", "h7kx 4trn 9pwd")
    newcomer.sees("Свой пароль", "Не короче 10 знаков")
    newcomer.open("/documents/").sees("Свой пароль")

    # The code itself is no password, and a slip of the fingers is noticed
    for new, repeated, told in (
        ("H7KX-4TRN-9PWD", "H7KX-4TRN-9PWD", "Похоже на код с листка"),
        ("тихий омут 2026", "тихий омут 2025", "Пароли не совпадают"),
    ):
        choose(newcomer, new, repeated)
        newcomer.sees(told)

    # With a password of one's own the cabinet opens
    choose(newcomer, "тихий омут 2026", "тихий омут 2026")
    newcomer.sees("Код с листка больше не действует", "Документы")

    # The code lets nobody in any longer, the password does
    stranger = come(supplier).open("/login/")
    stranger.type_credentials("engineer-2", "H7KX-4TRN-9PWD")
    stranger.sees("Неверное имя пользователя или пароль")
    stranger.type_credentials("engineer-2", "тихий омут 2026")
    expect(stranger.page).to_have_title(re.compile("^Главная"))


def choose(person: Person, new: str, repeated: str) -> None:
    person.main.locator("input[name=new_password]").fill(new)
    person.main.locator("input[name=repeated_password]").fill(repeated)
    person.press("Сохранить пароль и продолжить")


def give_code(supplier: Supplier, user_name: str, code: str) -> None:
    """Do to the user what the credentials desk does with a slip."""
    supplier.write(
        "UPDATE access_user SET password = ?, code_expires_at = '2026-12-07 06:20:00' WHERE username = ?",
        Argon2idHasher().encode(code, "salt of the desk"),
        user_name,
    )


def test_page_asked_for_before_the_sign_in_is_shown_after_it(supplier: Supplier, come: Come) -> None:
    engineer = come(supplier)

    # A bookmark leads to the sign-in first
    engineer.open("/readings/2026-10/")
    expect(engineer.page).to_have_title(re.compile("^Войти"))

    # And then to the page of the bookmark
    engineer.type_credentials("engineer-1", "kabinet-demo-2026")
    expect(engineer.page).to_have_title(re.compile("^Показания, октябрь 2026"))

    # Signing out ends it: the page is no longer shown
    engineer.page.get_by_role("button", name="Выйти").click()
    engineer.open("/readings/2026-10/")
    expect(engineer.page).to_have_title(re.compile("^Войти"))


@with_scripts
def test_everybody_lands_on_the_page_of_their_work(supplier: Supplier, come: Come) -> None:
    for user_name, title in {
        "engineer-1": "Главная",
        "accountant-1": "Главная",
        "director-1": "Главная",
        "curator-1": "Очередь",
        "head": "Очередь",
        "metering": "Контроль показаний",
        "billing": "Очередь",
    }.items():
        expect(come(supplier, user_name).page).to_have_title(re.compile(f"^{title}"))

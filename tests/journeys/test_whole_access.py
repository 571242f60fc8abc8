"""The way in from beginning to end: applied for, checked, issued, used, secured, lost, and issued again."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.applicants import TYPED, apply
from tests.journeys.conftest import Come
from tests.journeys.supplier import Supplier
from tests.journeys.test_applications import SCAN, dated_as_ours, find_in_queue, pass_on
from tests.journeys.test_credentials import OWN, choose_password, fill_in, print_slip, tick_everything
from tests.journeys.test_second_factor import set_up, type_code

NAME = TYPED["full_name"]


@pytest.fixture
def browser(browser_with_windows: Browser) -> Browser:
    """The slip is shown before it is printed."""
    return browser_with_windows


def day(name: str) -> date:
    number, month, year = map(int, TYPED[name].split("."))
    return date(year, month, number)


def test_a_representative_gets_in_loses_the_telephone_and_gets_in_again(
    supplier: Supplier, come: Come, tmp_path: Path
) -> None:
    applicant, curator, head = come(supplier), come(supplier, "curator-1"), come(supplier, "head")

    # The application is the curator's, its copy the head's; the curator passes it on
    number, _secret = apply(applicant, SCAN, contract_dated_on=dated_as_ours(supplier))
    find_in_queue(head)
    head.sees("Копия: проверяет и решает куратор")
    head.press("Просмотрено")
    head.sees("Копия убрана из вашей очереди")
    find_in_queue(curator)
    pass_on(curator)

    # At the desk the papers are seen, and the slip is handed over for a signature
    officer = come(supplier, "desk")
    officer.open(f"/desk/issue/applications/{number}/")
    fill_in(officer, TYPED["authority_number"], day("authority_from"), day("authority_to"))
    tick_everything(officer)
    officer.main.get_by_label("Новый человек: создать пользователя").check()
    officer.press("Выдать доступ")
    slip = print_slip(officer, tmp_path)
    officer.press("Подпись получена")
    applicant.open("/access/applications/").sees("Доступ выдан")

    # The code opens the page of the first password, and nothing else before that
    person = come(supplier).open("/login/")
    person.type_credentials(slip.user_name, slip.code)
    person.open("/readings/").sees("Свой пароль")
    choose_password(person)
    expect(person.page.get_by_role("banner")).to_contain_text(NAME)

    # The settings show the name that never changes; the second factor is set up there
    person.open("/settings/").sees(slip.user_name, "не меняется")
    codes = set_up(person, OWN)
    elsewhere = come(supplier).open("/login/")
    elsewhere.type_credentials(slip.user_name, OWN)
    elsewhere.follow("Телефона нет под рукой")
    type_code(elsewhere, codes[0])
    expect(elsewhere.page.get_by_role("banner")).to_contain_text(NAME)

    # Telephone and sheet are lost: the same desk issues access again, and all browsers are signed out
    officer.open(f"/desk/issue/?q={slip.user_name}").follow(NAME)
    fill_in(officer, TYPED["authority_number"], day("authority_from"), day("authority_to"))
    tick_everything(officer)
    officer.press("Выдать доступ заново")
    again = print_slip(officer, tmp_path)
    assert (again.user_name, again.code == slip.code) == (slip.user_name, False)
    for browser in (person, elsewhere):
        browser.open("/readings/")
        expect(browser.page).to_have_title(re.compile("^Войти"))

    # The new code lets in without the lost factor, and every step stands in the journal
    person.type_credentials(again.user_name, again.code)
    choose_password(person)
    expect(person.page.get_by_role("banner")).to_contain_text(NAME)
    assert "whole" in supplier.call("journal", "verify")

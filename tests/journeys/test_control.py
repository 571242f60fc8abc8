"""The metering engineer: one problem after another, what is in order at once, and the close of a month."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Come
from tests.journeys.supplier import Supplier


def test_metering_engineer_settles_problems_and_closes_a_month(supplier: Supplier, come: Come) -> None:
    engineer = come(supplier, "metering")

    # A doubt: two clicks, next and decide
    engineer.open("/desk/metering/?q=лазурит&show=problems")
    engineer.follow("Открыть следующее расхождение")
    engineer.sees("Ждёт решения")
    engineer.press("Принять")
    engineer.sees("Принято")

    engineer.follow("Следующее расхождение")
    engineer.sees("Проблем больше нет")

    # A day that the customer has not given: it is put in, with a reason
    engineer.open("/desk/metering/?q=прогресс&show=problems")
    engineer.follow("Открыть следующее расхождение")
    engineer.sees("Объёма за сутки нет")
    engineer.main.get_by_role("radio", name=re.compile("^По мощности")).check()
    engineer.main.get_by_label("Почему объём вносит поставщик").fill("Показания не переданы")
    engineer.press("Внести объём")
    engineer.sees("Объём внесён", "Внесено поставщиком")

    # Everything that is in order: a look at the list, and one press
    engineer.open("/desk/metering/")
    engineer.follow("передач без сомнений")
    engineer.sees("Пока ничего не принято")
    engineer.main.get_by_role("button", name=re.compile("^Принять")).first.click()
    expect(engineer.page.get_by_role("main")).to_contain_text(re.compile(r"Принят[аоы] \d+ передач"))

    # Those who are late are reminded once a day
    engineer.press("Напомнить тем, кто передал не всё")
    engineer.sees("Напоминание отправлено")

    # A month that is whole is closed
    engineer.open("/desk/metering/months/?month=2026-10&show=problems")
    engineer.main.get_by_role("row").filter(has_text="Можно закрыть").first.get_by_role("link").click()
    engineer.press("Закрыть месяц")
    engineer.sees("Месяц закрыт")

"""The accountant: what is owed, and how each sum came about."""

import re
import subprocess
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import Come
from tests.journeys.supplier import Supplier


def text_of(file: Path) -> str:
    """Read a PDF back with another program than the one that made it."""
    done = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True
    )
    return done.stdout


def plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def test_accountant_follows_a_sum_to_its_lines_and_its_invoice(
    supplier: Supplier, come: Come, tmp_path: Path
) -> None:
    accountant = come(supplier, "accountant-1")

    # Home says what is to be paid next; the settlements say what is owed, in words
    accountant.sees("К оплате до 25 ноября")
    accountant.go_to("Расчёты")
    accountant.sees("Переплата на 23.11.2026", "График платежей")
    october = accountant.main.get_by_role("row", name=re.compile("^Октябрь 2026"))
    charged = re.findall(r"\d[\d\u00a0 ]*,\d\d", october.get_by_role("cell").first.inner_text())[0]

    # The month's charge leads to its lines; they add up to the very sum
    october.get_by_role("link", name=re.compile("как посчитано")).click()
    accountant.sees(charged, "НДС", "Котельная", "Печь обжига")

    # The invoice of the month prints the same sum
    accountant.go_to("Расчёты")
    link = october.get_by_role("link", name=re.compile("^Счёт № 1057"))
    link.click()
    file = accountant.downloads(
        accountant.main.get_by_role("link", name=re.compile("PDF|Скачать")).first, tmp_path
    )
    assert file.suffix == ".pdf"
    assert plain(charged) in plain(text_of(file))


def test_balance_of_another_day_and_of_another_year(supplier: Supplier, come: Come) -> None:
    accountant = come(supplier, "accountant-1").open("/settlements/")

    # A day in the past
    accountant.main.get_by_label("На дату").fill("31.10.2026")
    accountant.press("Показать")
    accountant.sees("Расчёты на 31 октября 2026")

    # A day that does not exist keeps what was typed and says what is wrong
    accountant.main.get_by_label("На дату").fill("31.02.2026")
    accountant.press("Показать")
    expect(accountant.main.get_by_label("На дату")).to_have_value("31.02.2026")

    # Another year
    accountant.open("/settlements/").follow("2025", exact=True)
    accountant.sees("Месяцы 2025 года", "Декабрь 2025")


def test_engineer_is_shown_no_money(supplier: Supplier, come: Come) -> None:
    engineer = come(supplier, "engineer-1")

    expect(engineer.page.get_by_role("navigation").get_by_role("link", name="Расчёты")).to_have_count(0)
    engineer.does_not_see("К оплате")
    engineer.open("/settlements/")
    expect(engineer.page).to_have_title(re.compile("^Такой страницы нет"))

"""The curator's queue, the papers that the supplier publishes, the payments it posts."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import MATERIAL, Come
from tests.journeys.supplier import Supplier


def test_curator_clears_the_queue_one_by_one_and_in_bulk(supplier: Supplier, come: Come) -> None:
    curator = come(supplier, "curator-1")

    # The most urgent comes first, and the tabs count
    expect(curator.main.get_by_role("link", name=re.compile(r"^Всё \d+"))).to_be_visible()
    total = int(
        re.findall(r"\d+", curator.main.get_by_role("link", name=re.compile("^Всё ")).inner_text())[0]
    )

    # Readings: the first one in two clicks, and on to the next
    curator.open("/desk/?kind=readings")
    curator.follow("Показания за")
    curator.press("Принять")
    curator.sees("Принято")
    curator.follow("Следующее в очереди")
    expect(curator.main.get_by_role("heading", level=1)).not_to_have_text("Очередь")

    # The rest of the readings: tick all, accept, confirm
    curator.open("/desk/?kind=readings")
    if curator.scripts:
        ticks = curator.main.get_by_role("checkbox")
        for tick in ticks.all():
            tick.check()
    else:
        curator.follow("Отметить все на странице")
    expect(curator.main.get_by_role("checkbox", checked=True).nth(3)).to_be_visible()
    chosen = curator.main.get_by_role("checkbox", checked=True).count()
    curator.main.get_by_role("button", name="Принять выбранные").first.click()
    curator.sees("Пока ничего не принято")
    curator.main.get_by_role("button", name=re.compile("^Принять")).click()
    expect(curator.page.get_by_role("main")).to_contain_text(str(chosen))

    # Only the requests and the scans are left
    curator.open("/desk/")
    left = int(re.findall(r"\d+", curator.main.get_by_role("link", name=re.compile("^Всё ")).inner_text())[0])
    assert left == total - chosen - 1


def test_act_is_published_signed_sent_back_and_accepted(
    supplier: Supplier, come: Come, tmp_path: Path
) -> None:
    curator, accountant = come(supplier, "curator-1"), come(supplier, "accountant-1")

    # The curator publishes an act of the customer, and looks at it before
    curator.open("/desk/clients/")
    curator.follow("Завод Керамик")
    curator.follow("Опубликовать документ")
    curator.main.get_by_label("Вид", exact=True).select_option("Акт сверки")
    curator.main.get_by_label("Номер", exact=True).fill("77-С")
    curator.main.get_by_label("Дата", exact=True).fill("20.11.2026")
    curator.main.get_by_label("За какой месяц").select_option("октябрь 2026")
    curator.main.locator("input[type=file]").set_input_files(MATERIAL / "act-two-pages.pdf")
    curator.press("Проверить")
    curator.sees("Документ ещё не опубликован", "77-С", "20.11.2026")
    curator.press("Опубликовать документ")
    curator.sees("77-С")

    # The accountant is told, finds it by its number and downloads it
    accountant.open("/documents/")
    accountant.main.get_by_role("textbox", name=re.compile("Номер, сумма")).fill("77-С")
    accountant.press("Найти")
    accountant.sees("Найден 1 документ")
    file = accountant.downloads(accountant.main.get_by_role("link", name=re.compile(r"77-С.*PDF")), tmp_path)
    assert file.read_bytes() == (MATERIAL / "act-two-pages.pdf").read_bytes()

    # It is signed on paper; the photo goes back from the card of the act
    accountant.main.get_by_role("link", name=re.compile(r"^Акт сверки № 77-С")).first.click()
    accountant.main.locator("input[type=file]").set_input_files(MATERIAL / "act-phone.jpg")
    accountant.press("Отправить скан")
    expect(accountant.page).to_have_title(re.compile("^Квитанция"))
    accountant.sees("act-phone.jpg")

    # The curator sees the scan beside the facts and accepts it
    curator.open("/desk/?kind=scans")
    curator.follow("77-С")
    curator.sees("act-phone.jpg", "Акт сверки № 77-С")
    curator.press("Принять")
    curator.sees("Принят")

    # The act is done for the accountant, too
    accountant.open("/documents/?q=77-С&direction=out")
    expect(accountant.main.get_by_role("row").filter(has_text="77-С")).to_contain_text("Принят")


def test_payment_changes_the_balance_to_the_kopeck(supplier: Supplier, come: Come) -> None:
    billing, accountant = come(supplier, "billing"), come(supplier, "accountant-1")
    before = _overpaid(accountant.open("/settlements/").main.inner_text())

    # The supplier's accountant posts a payment
    billing.open("/desk/clients/")
    billing.follow("Завод Керамик")
    billing.main.get_by_role("link", name=re.compile("расчёты")).first.click()
    billing.follow("Отметить платёж")
    billing.main.get_by_label("Договор").select_option("12-4-0345/26")
    billing.main.get_by_label("Сумма, ₽").fill("1 234 567,89")
    billing.main.get_by_label("Номер платёжного поручения").fill("9981")
    billing.main.get_by_label("Назначение платежа").fill("Оплата газа за ноябрь 2026 года")
    billing.press("Отметить платёж")
    billing.sees("9981", "1 234 567,89")

    # The customer's balance has changed by just that, and the payment can be read
    after = _overpaid(accountant.open("/settlements/").main.inner_text())
    assert after - before == 123456789
    accountant.open("/settlements/?month=2026-11")
    accountant.sees("9981")

    # A mistake is taken back by an entry of the other sign, with its reason
    billing.main.get_by_label(re.compile("^Причина")).fill("платёж другого потребителя")
    billing.press("Сторнировать запись")
    billing.sees("платёж другого потребителя")
    assert _overpaid(accountant.open("/settlements/").main.inner_text()) == before


def _overpaid(page: str) -> int:
    """Return the overpayment of the page in kopecks; a debt is negative."""
    found = re.search(r"(Переплата|Задолженность) на [\d.]+\s+([\d\xa0 ]+,\d\d)", page)
    assert found, page
    kopecks = int(re.sub(r"\D", "", found[2]))
    return kopecks if found[1] == "Переплата" else -kopecks

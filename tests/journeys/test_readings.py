"""The engineer's daily and monthly readings."""

import re
from collections.abc import Callable
from decimal import Decimal

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import MATERIAL, Come, with_scripts, without_scripts
from tests.journeys.people import Person
from tests.journeys.supplier import Supplier

BOILERS, KILN = "УУГ-1 Котельная", "УУГ-2 Печь обжига"
YESTERDAY = "22.11.2026"
AFTER_TEN = "2026-11-23T10:01:00+03:00"
FIRST_OF_DECEMBER = "2026-12-01T09:20:00+03:00"
NEW_YEAR = "2027-01-01T09:20:00+03:00"

_GIVEN = """
    SELECT u.name, v.gas_day, v.volume FROM metering_dailyvolume v
    JOIN metering_meteringunit u ON u.id = v.unit_id
    JOIN organizations_contract c ON c.id = v.contract_id
    WHERE c.number = '12-4-0345/26' AND v.gas_day BETWEEN ? AND ? ORDER BY 1, 2
"""


def cell(person: Person, unit: str, day: str) -> Locator:
    return person.main.get_by_role("textbox", name=re.compile(f"^{unit}, {re.escape(day)}"))


def paste(person: Person, into: Locator, text: str) -> None:
    """Put the text on the clipboard as a spreadsheet does, lines ended by CR LF, and press Ctrl+V."""
    person.page.context.grant_permissions(
        ["clipboard-read", "clipboard-write"], origin=person.supplier.origin
    )
    lines = text.replace("\n", "\r\n")
    person.page.evaluate("text => navigator.clipboard.writeText(text)", lines)
    into.focus()
    person.page.keyboard.press("ControlOrMeta+V")


def message(person: Person) -> Locator:
    return person.main.locator("[data-grid-message]")


def lay_out(person: Person, text: str, *, unit: str = "", first_day: str = "") -> None:
    """Paste into the text field that needs no scripts."""
    person.main.get_by_text(re.compile("^Вставьте столбец из Excel")).first.click()
    person.main.get_by_role("textbox", name=re.compile("^Вставьте столбец из Excel")).fill(text)
    if unit:
        person.main.get_by_label("Первый столбец").select_option(unit)
    if first_day:
        person.main.get_by_label("Первая строка").fill(first_day)
    person.press("Разложить по дням")


def column(number: int) -> str:
    """Return a column of the material without its dates."""
    rows = (MATERIAL / "december.tsv").read_text().splitlines()
    return "".join(f"{row.split(chr(9))[number]}\n" for row in rows)


def thousand(text: str) -> Decimal:
    return Decimal(text.replace("\u00a0", "").replace(",", "."))


def test_engineer_hands_in_yesterday_in_two_clicks(supplier: Supplier, come: Come) -> None:
    engineer = come(supplier, "engineer-1")

    # Home says what is awaited, until when, and how long that is
    engineer.sees("Передать показания за 22 ноября", "до 10:00 МСК 23 ноября", "Осталось 40 мин")
    engineer.follow("Передать показания за 22 ноября")

    # The first empty cell is where the engineer stands; two numbers are typed as the instruments show them
    expect(cell(engineer, BOILERS, YESTERDAY)).to_be_focused()
    total = engineer.main.locator("[data-total=total]")
    before = thousand(total.inner_text())
    cell(engineer, BOILERS, YESTERDAY).fill("13,1")
    cell(engineer, KILN, YESTERDAY).fill("24.905")
    if engineer.scripts:
        expect(total).to_have_text(f"{before + thousand('38,005')}".replace(".", ","))
    engineer.press("Передать")

    # The receipt says what was accepted, when, and that it was in time
    expect(engineer.page).to_have_title(re.compile("^Квитанция № 2026-11-"))
    engineer.sees("09:20", "МСК", "до срока", "38,005", "12-4-0345/26", "Кузнецов Олег Викторович")
    number = engineer.path.split("/")[2]
    assert engineer.clicks == 2

    # It is still there after a reload
    engineer.page.reload()
    engineer.sees(number, "38,005")

    # At home the task is done, and the next one comes first
    engineer.go_to("Главная")
    engineer.does_not_see("Передать показания за 22 ноября")
    engineer.sees("Передано 09:20")

    # The curator opens what was handed in, and the engineer's receipt tells of it
    curator = come(supplier, "curator-1").open(f"/desk/receipts/{number}/")
    curator.sees("38,005")
    curator.follow("Открыть отправленное")
    curator.sees("13,100", "24,905")
    engineer.open(f"/receipts/{number}/")
    engineer.sees("Просмотрено", "Петрова")


def test_late_readings_are_accepted_and_marked(supplier_at: Callable[[str], Supplier], come: Come) -> None:
    engineer = come(supplier_at(AFTER_TEN), "engineer-1")

    # A minute after the deadline the page still takes the day
    engineer.open("/readings/2026-11/")
    cell(engineer, BOILERS, YESTERDAY).fill("13,100")
    cell(engineer, KILN, YESTERDAY).fill("24,905")
    engineer.press("Передать")

    # The receipt says by how much it was late
    engineer.sees("после срока на 1 мин")
    engineer.open("/readings/2026-11/")
    expect(engineer.main.get_by_role("row", name=re.compile(f"^{YESTERDAY}"))).to_contain_text("после срока")


def test_double_click_and_a_second_sending_give_the_first_receipt(supplier: Supplier, come: Come) -> None:
    engineer = come(supplier, "engineer-1").open("/readings/2026-11/")
    cell(engineer, BOILERS, YESTERDAY).fill("13,100")
    cell(engineer, KILN, YESTERDAY).fill("24,905")

    # The button is pressed twice, quickly
    engineer.main.get_by_role("button", name="Передать", exact=True).dblclick()
    expect(engineer.page).to_have_title(re.compile("^Квитанция"))
    number = engineer.path.split("/")[2]

    # The engineer goes back and sends once more
    engineer.page.go_back()
    again = cell(engineer, BOILERS, YESTERDAY)
    if again.count():
        again.fill("13,100")
        cell(engineer, KILN, YESTERDAY).fill("24,905")
        engineer.press("Передать")
        expect(engineer.page).to_have_title(re.compile(f"^Квитанция № {number}"))

    # One version of one day is kept
    assert len(supplier.rows(_GIVEN, "2026-11-22", "2026-11-22")) == 2


def test_second_tab_overwrites_nothing(supplier: Supplier, come: Come) -> None:
    first, second = come(supplier, "engineer-1"), come(supplier, "engineer-1")
    for tab, volumes in ((first, ("13,100", "24,905")), (second, ("14,000", "25,000"))):
        tab.open("/readings/2026-11/")
        cell(tab, BOILERS, YESTERDAY).fill(volumes[0])
        cell(tab, KILN, YESTERDAY).fill(volumes[1])

    # The first tab sends, then the second
    first.press("Передать")
    expect(first.page).to_have_title(re.compile("^Квитанция"))
    second.press("Передать")

    # The second is told what was given, when and by whom, and what became of its own values
    expect(second.page).to_have_title(re.compile("^Ошибка:"))
    alert = second.main.get_by_role("alert")
    expect(alert).to_contain_text("объём за эти сутки уже передан: 13,100")
    expect(alert).to_contain_text("Кузнецов")
    expect(alert).to_contain_text("14,000")
    volumes = {name: volume for name, _day, volume in supplier.rows(_GIVEN, "2026-11-22", "2026-11-22")}
    assert volumes == {BOILERS: 13_100_0000, KILN: 24_905_0000}


@with_scripts
def test_month_is_pasted_with_its_dates(supplier_at: Callable[[str], Supplier], come: Come) -> None:
    supplier = supplier_at(NEW_YEAR)
    engineer = come(supplier, "engineer-1").open("/readings/2026-12/")

    # Three columns of the spreadsheet, copied with the mouse, go where their dates say; the rows are shuffled
    rows = (MATERIAL / "december.tsv").read_text().splitlines()
    shuffled = "".join(f"{row}\n" for row in rows[10:] + rows[:10])
    paste(engineer, cell(engineer, BOILERS, "01.12.2026"), shuffled)
    expect(message(engineer)).to_contain_text("Вставлено 31 из 31")
    expect(cell(engineer, BOILERS, "02.12.2026")).to_have_value("14,39")
    expect(engineer.main.locator("[data-total=total]")).to_have_text("1 193,942")

    # Ctrl+Z takes the whole paste back, and it is pasted again
    engineer.page.keyboard.press("ControlOrMeta+Z")
    expect(cell(engineer, KILN, "31.12.2026")).to_have_value("")
    expect(message(engineer)).to_have_text("Вставка отменена.")
    paste(engineer, cell(engineer, BOILERS, "01.12.2026"), shuffled)

    _check_and_submit_december(engineer)


@without_scripts
def test_month_is_laid_out_by_the_server(supplier_at: Callable[[str], Supplier], come: Come) -> None:
    supplier = supplier_at(NEW_YEAR)
    engineer = come(supplier, "engineer-1").open("/readings/2026-12/")

    # The same cells, pasted into the text field
    lay_out(engineer, (MATERIAL / "december.tsv").read_text())
    engineer.sees("Вставлено 31 из 31", "Первые сутки 01.12.2026, последние 31.12.2026")
    expect(cell(engineer, BOILERS, "02.12.2026")).to_have_value("14,39")

    _check_and_submit_december(engineer)


def _check_and_submit_december(engineer: Person) -> None:
    # The check page adds up exactly, and says that nothing was sent yet
    engineer.press("Проверить")
    engineer.sees("Данные ещё не переданы", "406,095", "787,847", "1 193,942")
    if engineer.main.get_by_label("Одна причина для всех").count():
        engineer.main.get_by_label("Одна причина для всех").select_option("Изменение режима производства")
    engineer.press("Передать показания за 31 сутки")

    # The receipt holds all the days, with the sum to the last place; those long past are marked
    expect(engineer.page).to_have_title(re.compile("^Квитанция"))
    engineer.sees("1 193,942", "01.12.2026", "31.12.2026")

    # What is kept is what the spreadsheet held
    kept = engineer.supplier.rows(_GIVEN, "2026-12-01", "2026-12-31")
    assert [volume for name, _day, volume in kept if name == BOILERS] == [
        int(thousand(text) * 1000 * 10_000) for text in column(1).split()
    ]
    assert [volume for name, _day, volume in kept if name == KILN] == [
        int(thousand(text) * 1000 * 10_000) for text in column(2).split()
    ]


@with_scripts
def test_column_without_dates_passes_over_what_was_accepted(
    supplier_at: Callable[[str], Supplier], come: Come
) -> None:
    engineer = come(supplier_at(FIRST_OF_DECEMBER), "engineer-1").open("/readings/2026-11/")

    # 31 values from the 22nd on: nine days are open, the rest has no place in November
    paste(engineer, cell(engineer, BOILERS, "22.11.2026"), column(1))
    expect(message(engineer)).to_contain_text("Вставлено 9 из 31. 22 строки не поместились.")
    expect(cell(engineer, BOILERS, "30.11.2026")).to_have_value(column(1).split()[8])

    # By their dates rows also find the days that were accepted, and leave them alone
    dated = "".join(f"{day:02d}.11.2026\t30,{day:03d}\n" for day in range(20, 25))
    paste(engineer, cell(engineer, BOILERS, "22.11.2026"), dated)
    expect(message(engineer)).to_contain_text("Вставлено 3 из 5")
    expect(message(engineer)).to_contain_text("2 строки")
    expect(cell(engineer, BOILERS, "23.11.2026")).to_have_value("30,023")
    expect(cell(engineer, BOILERS, "21.11.2026")).to_have_count(0)


@with_scripts
def test_keyboard_alone_is_enough(supplier_at: Callable[[str], Supplier], come: Come) -> None:
    supplier = supplier_at(FIRST_OF_DECEMBER)
    engineer = come(supplier, "engineer-1").open("/readings/2026-11/")
    keyboard = engineer.page.keyboard

    # Enter goes down the column, and from its end to the button
    expect(cell(engineer, BOILERS, "22.11.2026")).to_be_focused()
    for _ in range(9):
        keyboard.type("13,100")
        keyboard.press("Enter")
    expect(engineer.main.get_by_role("button", name="Проверить")).to_be_focused()

    # Escape gives back what stood there, the arrows walk
    cell(engineer, BOILERS, "30.11.2026").focus()
    keyboard.type("99")
    keyboard.press("Escape")
    expect(cell(engineer, BOILERS, "30.11.2026")).to_have_value("13,100")
    keyboard.press("ArrowUp")
    expect(cell(engineer, BOILERS, "29.11.2026")).to_be_focused()

    # The second column, and Ctrl+Enter checks
    cell(engineer, KILN, "22.11.2026").focus()
    for _ in range(9):
        keyboard.type("25")
        keyboard.press("Enter")
    cell(engineer, KILN, "30.11.2026").focus()
    keyboard.press("Control+Enter")
    expect(engineer.page).to_have_title(re.compile("^Проверка|^Проверьте"))
    engineer.sees("117,900", "225,000")


def test_three_bad_cells_of_many_are_named_and_nothing_else_is_lost(
    supplier_at: Callable[[str], Supplier], come: Come
) -> None:
    engineer = come(supplier_at(FIRST_OF_DECEMBER), "engineer-1").open("/readings/2026-11/")
    typed = {(unit, f"{day}.11.2026"): f"1{day - 20},25" for unit in (BOILERS, KILN) for day in range(22, 31)}
    bad = {(BOILERS, "23.11.2026"): "1,2e3", (KILN, "25.11.2026"): "−5,0", (KILN, "30.11.2026"): "много"}
    typed |= bad
    for (unit, day), text in typed.items():
        cell(engineer, unit, day).fill(text)

    # The check names the three by their dates
    engineer.press("Проверить")
    expect(engineer.page).to_have_title(re.compile("^Ошибка:"))
    links = engineer.main.get_by_role("alert").get_by_role("link")
    expect(links).to_have_count(3)
    expect(links.nth(0)).to_contain_text("23.11")
    expect(links.nth(1)).to_contain_text("объём не может быть отрицательным")
    expect(links.nth(2)).to_contain_text("30.11")

    # Everything typed is still there, and the same words stand at the cell
    for (unit, day), text in typed.items():
        expect(cell(engineer, unit, day)).to_have_value(text)
    for unit, day in bad:
        expect(cell(engineer, unit, day)).to_have_attribute("aria-invalid", "true")
    expect(cell(engineer, KILN, "25.11.2026")).to_have_accessible_description(
        re.compile("объём не может быть отрицательным")
    )

    # A link of the summary leads to its cell
    links.nth(0).click()
    if engineer.scripts:
        expect(cell(engineer, BOILERS, "23.11.2026")).to_be_focused()
    expect(cell(engineer, BOILERS, "23.11.2026")).to_be_in_viewport()


def test_thousandfold_slip_asks_for_a_reason_and_the_curator_sees_it(supplier: Supplier, come: Come) -> None:
    engineer = come(supplier, "engineer-1").open("/readings/2026-11/")

    # Cubic metres typed where thousands belong
    cell(engineer, BOILERS, YESTERDAY).fill("13100")
    cell(engineer, KILN, YESTERDAY).fill("24,905")
    engineer.press("Передать")

    # Nothing is sent: the check page warns, and asks why
    engineer.sees("Данные ещё не переданы", "примерно в тысячу раз больше или меньше обычного")
    button = re.compile("^Передать показания за 1")
    engineer.main.get_by_role("button", name=button).click()
    expect(engineer.page).to_have_title(re.compile("^Ошибка:"))
    engineer.sees("Выберите причину")

    # The engineer sees the slip and goes back: what was typed is there
    engineer.main.get_by_role("link", name="Изменить").first.click()
    expect(cell(engineer, BOILERS, YESTERDAY)).to_have_value("13100")

    # Forty per cent over the maximum is unusual too, but it was so
    cell(engineer, BOILERS, YESTERDAY).fill("38,800")
    engineer.press("Передать")
    for reason in engineer.main.get_by_role("combobox").all():
        reason.select_option("Изменение режима производства")
    engineer.main.get_by_role("button", name=button).click()
    expect(engineer.page).to_have_title(re.compile("^Квитанция"))
    number = engineer.path.split("/")[2]
    engineer.sees("Изменение режима производства")

    # The supplier's side reads the reason
    curator = come(supplier, "curator-1").open(f"/desk/receipts/{number}/")
    curator.sees("Изменение режима производства")


def test_correction_is_a_new_version_beside_the_old_one(supplier: Supplier, come: Come) -> None:
    engineer = come(supplier, "engineer-1").open("/readings/2026-11/")

    # An accepted day is text, with a way to correct it
    engineer.main.get_by_role("link", name="Исправить 20.11.2026").click()
    version = engineer.main.get_by_role("listitem").filter(has_text="Версия 1").inner_text()
    old = re.findall(r"\d+,\d{3}", version)[0]
    engineer.main.get_by_label("Новый объём").fill("13,777")
    engineer.main.get_by_label("Причина исправления").select_option("Ошибка при вводе")
    engineer.main.get_by_label("Пояснение").fill("переставлены цифры")
    engineer.press("Передать исправление")
    expect(engineer.page).to_have_title(re.compile("^Квитанция"))
    number = engineer.path.split("/")[2]
    engineer.sees("13,777", "Ошибка при вводе", "переставлены цифры")

    # Old and new stand together, with author and time
    engineer.open("/readings/2026-11/")
    engineer.main.get_by_role("link", name="Исправить 20.11.2026").click()
    engineer.sees("13,777", old, "Кузнецов")

    # The supplier's side sees both as well
    curator = come(supplier, "curator-1").open(f"/desk/receipts/{number}/")
    curator.sees("13,777", old)


def test_session_that_ends_in_the_middle_of_the_grid_loses_nothing(
    supplier_at: Callable[[str], Supplier], come: Come
) -> None:
    supplier = supplier_at(NEW_YEAR)
    engineer = come(supplier, "engineer-1").open("/readings/2026-12/")
    values = column(1).split()[:30]
    for day, value in enumerate(values, start=1):
        cell(engineer, BOILERS, f"{day:02d}.12.2026").fill(value)

    # Meanwhile the session has ended
    supplier.end_sessions()
    engineer.press("Проверить")
    expect(engineer.page).to_have_title(re.compile("^Войти"))
    expect(engineer.page.get_by_role("main")).to_contain_text("сохранен")

    # After the sign-in the same step goes on
    engineer.type_credentials("engineer-1", "kabinet-demo-2026")
    engineer.sees("Введённые данные сохранены", "пока ничего не отправлено")
    engineer.press("Продолжить")
    engineer.sees("Данные ещё не переданы")

    # Every value is there
    engineer.open("/readings/2026-12/")
    for day, value in enumerate(values, start=1):
        expect(cell(engineer, BOILERS, f"{day:02d}.12.2026")).to_have_value(value)

"""Finding, taking and sending papers."""

import re
import zipfile
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import MATERIAL, Come
from tests.journeys.people import Person, keep
from tests.journeys.supplier import Supplier

TOO_LARGE = 11 * 1024 * 1024


def search(person: Person, words: str) -> None:
    person.main.get_by_role("textbox", name=re.compile("^Номер, сумма")).fill(words)
    with person.page.expect_navigation():  # a click does not wait for the page that answers it
        person.press("Найти")


def titles(person: Person) -> list[str]:
    return person.main.get_by_role("table").get_by_role("rowheader").all_inner_texts()


def test_accountant_finds_any_paper_in_two_moves(supplier: Supplier, come: Come, tmp_path: Path) -> None:
    accountant = come(supplier, "accountant-1").open("/documents/")

    # By its number, however it is written, and by the number typed in the other keyboard layout
    for words in ("1057", "№ 1057", "акт 1057", "frn 1057"):
        search(accountant, words)
        assert any("№ 1057" in title for title in titles(accountant)[:3]), words
    accountant.sees("Показаны результаты для „акт 1057“")

    # By month and kind in words
    search(accountant, "акт октябрь 2026")
    assert any("Акт № 1057" in title for title in titles(accountant)[:3])

    # By a sum, as an accountant writes it
    search(accountant, "1057")
    total = accountant.main.get_by_role("row", name=re.compile("^.*Счёт № 1057")).inner_text()
    search(accountant, re.findall(r"\d[\d\u00a0 ]*,\d\d", total)[0].strip())
    assert any("№ 1057" in title for title in titles(accountant)[:3])

    # The name of the file says what it is
    search(accountant, "акт 1057")
    link = accountant.main.get_by_role("link", name=re.compile(r"^Акт № 1057 от 31\.10\.2026 \(PDF"))
    file = accountant.downloads(link, tmp_path)
    assert file.name == "Акт_1057_2026-10-31.pdf"
    assert file.read_bytes().startswith(b"%PDF")

    # Nonsense finds nothing, says so, and the way back works
    search(accountant, "ыыыъъъ")
    accountant.sees("ыыыъъъ")
    assert titles(accountant) == []
    with accountant.page.expect_navigation():
        accountant.follow("Сбросить всё")
    assert titles(accountant)


def test_filter_sort_and_page_live_in_the_address(supplier: Supplier, come: Come) -> None:
    accountant = come(supplier, "accountant-1").open("/documents/?size=25")

    # Only the supplier's papers, the largest sum first, the second page
    accountant.main.get_by_label("От кого").select_option("От поставщика")
    accountant.press("Найти")
    found = accountant.main.get_by_text(re.compile(r"^Найдено \d+")).inner_text()
    accountant.main.get_by_role("columnheader", name=re.compile("^Сумма")).get_by_role("link").click()
    sorted_address = accountant.path
    accountant.open(f"{sorted_address}&size=25")
    with accountant.page.expect_navigation():
        accountant.page.get_by_role("link", name=re.compile(r"^(Страница )?2$")).first.click()
    expect(accountant.page).to_have_title(re.compile("страница 2 из"))
    second_page = titles(accountant)

    # The address alone gives the same list to a colleague
    colleague = come(supplier, "director-1").open(accountant.path)
    assert titles(colleague) == second_page

    # Back leads through the same steps
    accountant.page.go_back()
    expect(accountant.page).not_to_have_title(re.compile("страница 2 из"))
    accountant.page.go_back()
    expect(accountant.main.get_by_text(re.compile(r"^Найдено \d+"))).to_have_text(
        re.compile(found.split(" · ")[0])
    )


def test_ticked_papers_come_as_one_zip(supplier: Supplier, come: Come, tmp_path: Path) -> None:
    accountant = come(supplier, "accountant-1").open("/documents/?q=1057")

    # All three papers of the number
    for tick in accountant.main.get_by_role("checkbox").all():
        tick.check()
    with accountant.page.expect_download() as waiting:
        accountant.main.get_by_role("button", name="Скачать отмеченные в ZIP").click()
    archive = keep(waiting.value, tmp_path)

    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        assert sorted(name.split("_")[0] for name in opened.namelist()) == ["Акт", "Счёт", "Счёт-фактура"]
        assert all(opened.read(name).startswith(b"%PDF") for name in opened.namelist())

    # Without a tick nothing is sent, and it is said what to do
    accountant.open("/documents/?q=1057")
    accountant.main.get_by_role("button", name="Скачать отмеченные в ZIP").click()
    accountant.sees("Отметьте документы")


def test_good_files_of_a_batch_stay_and_bad_ones_are_named(
    supplier: Supplier, come: Come, tmp_path: Path
) -> None:
    accountant = come(supplier, "accountant-1").open("/documents/send/")
    bad = {
        "program.pdf": b"MZ\x90\x00\x03" + b"\x00" * 2000,
        "empty.pdf": b"",
        "huge.pdf": (MATERIAL / "act-two-pages.pdf").read_bytes() + b"\n%" + b"0" * TOO_LARGE,
    }
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    good = [MATERIAL / name for name in ("act-two-pages.pdf", "act-phone.jpg", "act-600-dpi.tiff")]
    files = [*good, MATERIAL / "act-locked.pdf", *(tmp_path / name for name in bad)]

    # Seven files at once, four of them useless
    accountant.main.locator("input[type=file]").set_input_files(files)
    if accountant.scripts:
        expect(accountant.main.locator(".upload-list li")).to_have_count(7)
    accountant.press("Отправить поставщику")

    # Each bad one is named with what is wrong with it
    expect(accountant.page).to_have_title(re.compile("^Ошибка:"))
    alert = accountant.main.get_by_role("alert").first
    for name, why in {
        "program.pdf": "PDF, JPG, PNG",
        "empty.pdf": "пуст",
        "huge.pdf": "меньше 10 МБ",
        "act-locked.pdf": "паролем",
    }.items():
        expect(alert.get_by_role("listitem").filter(has_text=name)).to_contain_text(why)

    # The good ones are kept and need not be chosen again; one more is added
    accountant.sees("act-two-pages.pdf", "act-phone.jpg", "act-600-dpi.tiff")
    accountant.press("Отправить поставщику")
    expect(accountant.page).to_have_title(re.compile("^Квитанция"))
    accountant.sees("act-two-pages.pdf", "act-phone.jpg", "act-600-dpi.tiff")
    accountant.does_not_see("program.pdf", "huge.pdf")


def test_returned_scan_is_sent_anew_and_accepted(supplier: Supplier, come: Come) -> None:
    accountant, curator = come(supplier, "accountant-1"), come(supplier, "curator-1")

    # The act of October awaits the signature; the wrong page is sent
    accountant.follow("Загрузить подписанный акт № 1057")
    card = accountant.path
    accountant.main.locator("input[type=file]").set_input_files(MATERIAL / "act-600-dpi.tiff")
    accountant.press("Отправить скан")
    expect(accountant.page).to_have_title(re.compile("^Квитанция"))
    accountant.open(card)
    accountant.sees("Скан на проверке")

    # The curator cannot return it without a reason
    curator.open("/desk/?kind=scans")
    curator.follow("Акт № 1057")
    curator.press("Вернуть")
    expect(curator.page).to_have_title(re.compile("^Ошибка:"))
    curator.main.get_by_label("Причина").select_option("Не хватает страниц")
    curator.main.get_by_label("Что должен знать потребитель").fill("нужны обе страницы")
    curator.press("Вернуть")
    curator.sees("Возвращён")

    # The accountant is told why, and sends both pages
    accountant.open(card)
    accountant.sees("Не хватает страниц. нужны обе страницы")
    accountant.main.locator("input[type=file]").set_input_files(MATERIAL / "act-two-pages.pdf")
    accountant.press("Отправить скан")
    expect(accountant.page).to_have_title(re.compile("^Квитанция"))

    # Accepted: nothing more is asked for
    curator.open("/desk/?kind=scans")
    curator.follow("Акт № 1057")
    curator.sees("act-two-pages.pdf")
    curator.press("Принять")
    accountant.open(card)
    accountant.sees("Принят")
    expect(accountant.main.locator("input[type=file]")).to_have_count(0)
    accountant.open("/")
    accountant.does_not_see("Загрузить подписанный акт № 1057")

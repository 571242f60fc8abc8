"""Applications for access: sent, returned, corrected and passed on; the head's copy; a colleague's access."""

import re
from pathlib import Path

import pikepdf
from playwright.sync_api import expect

from tests.journeys.applicants import PERSON, TYPED, apply, fill_in
from tests.journeys.conftest import MATERIAL, Come
from tests.journeys.people import Person
from tests.journeys.supplier import Supplier

SCAN = MATERIAL / "act-phone.jpg"
PAPER = MATERIAL / "act-two-pages.pdf"
NAME = TYPED["full_name"]


def dated_as_ours(supplier: Supplier) -> str:
    """Return the date of the first client's contract as people type it."""
    [(day,)] = supplier.rows("SELECT dated_on FROM organizations_contract WHERE number = '12-4-0345/26'")
    return ".".join(reversed(str(day).split("-")))


def find_in_queue(staff: Person, name: str = NAME) -> None:
    staff.open("/desk/?kind=applications")
    staff.follow(f"Доступ: {name}")
    staff.sees(name)


def pass_on(staff: Person) -> None:
    for check in ("organization", "contract", "authority"):
        staff.main.locator(f"[name=checks][value={check}]").check()
    staff.main.locator("[name=signed][value=signed]").check()
    staff.press("Проверено, передать на выдачу")


def open_status(stranger: Person, number: str, secret: str) -> None:
    stranger.open("/access/applications/")
    for name, value in (("number", number), ("inn", TYPED["inn"]), ("secret", secret.lower())):
        stranger.main.locator(f"[name={name}]").fill(value)
    stranger.press("Открыть заявку")


def test_an_application_is_returned_corrected_and_passed_on(
    supplier: Supplier, come: Come, tmp_path: Path
) -> None:
    applicant, curator = come(supplier), come(supplier, "curator-1")

    # From the sign-in page to the form; a mistake is told at its field, and nothing typed is lost
    applicant.open("/login/")
    applicant.follow("Подать заявку на доступ")
    fill_in(applicant, inn="7707000016")
    applicant.press("Проверить")
    applicant.sees("ИНН: контрольные цифры не сходятся")
    expect(applicant.main.locator("[name=email]")).to_have_value(TYPED["email"])

    # Sent with a scan, with numbers that differ from ours; the paper to be signed is one page
    number, secret = apply(applicant, SCAN, kpp="770701002", contract_dated_on=dated_as_ours(supplier))
    link = applicant.main.get_by_role("link", name="Распечатать заявление (PDF)")
    with pikepdf.open(applicant.downloads(link, tmp_path)) as paper:
        assert len(paper.pages) == 1

    # The curator finds it in the queue and takes it in: the applicant sees so. It differs from ours, and is returned
    find_in_queue(curator)
    curator.press("Взять в проверку")
    curator.sees("Заявка взята в проверку")
    applicant.open("/access/applications/")
    applicant.sees("Проверяется")
    expect(curator.main.get_by_role("row", name="КПП")).to_contain_text("не совпадает")
    expect(curator.main.locator("img.preview")).to_be_visible()
    curator.main.locator("[name=ground]").select_option("signature")
    curator.main.locator("[name=note]").fill("Вторая страница")
    curator.press("Вернуть")
    curator.sees("Заявка возвращена", "Нет подписи или печати. Вторая страница")

    # Another computer: number, ИНН and secret open it; it says whose turn it is and why
    elsewhere = come(supplier)
    open_status(elsewhere, number, secret)
    elsewhere.sees("Возвращена", "Ожидает вас", "Нет подписи или печати. Вторая страница")
    elsewhere.follow("Исправить заявку")
    elsewhere.main.locator("[name=kpp]").fill(TYPED["kpp"])
    elsewhere.main.locator("[name=files]").set_input_files(PAPER)
    elsewhere.press("Проверить")
    elsewhere.press("Отправить заявку")
    elsewhere.sees("Исправленная заявка отправлена.", "Срок ответа", PAPER.name, SCAN.name)

    # The curator passes it on; the applicant reads where to come and with what
    find_in_queue(curator)
    curator.does_not_see("не совпадает")
    curator.sees("версия 2")
    pass_on(curator)
    curator.sees("Заявка готова к выдаче")
    elsewhere.open("/access/applications/")
    elsewhere.sees("Готова к выдаче", "Где выдают доступ", "паспорт")

    # Closed in that browser, nobody else sees it there
    elsewhere.press("Закрыть заявку в этом браузере")
    elsewhere.open("/access/applications/")
    elsewhere.does_not_see(NAME)


def test_the_head_has_a_copy_stops_it_and_lets_it_go_on(supplier: Supplier, come: Come) -> None:
    applicant, head, curator = come(supplier), come(supplier, "head"), come(supplier, "curator-1")
    apply(applicant, SCAN, contract_dated_on=dated_as_ours(supplier))

    # The copy is in the head's queue, and is stopped with a reason
    find_in_queue(head)
    head.sees("Копия: проверяет и решает куратор")
    head.main.locator("[name=note]").fill("Уточняем полномочия")
    head.press("Приостановить")
    head.sees("Заявка приостановлена")

    # The curator cannot decide, and the applicant reads why
    curator.open("/desk/applications/?show=stopped")
    curator.follow(NAME)
    curator.sees("Начальник отдела приостановил заявку", "Уточняем полномочия")
    expect(curator.main.get_by_role("button", name="Вернуть")).to_have_count(0)
    applicant.open("/access/applications/")
    applicant.sees("Приостановлена", "Уточняем полномочия")

    # It goes on where it was; who had the page open before learns who decided first
    late = come(supplier, "head")
    late.open("/desk/applications/?show=stopped")
    late.follow(NAME)
    head.press("Продолжить")
    head.sees("Рассмотрение продолжено")
    find_in_queue(curator)
    pass_on(curator)
    late.main.locator("[name=note]").fill("Не нужно")
    late.press("Отказать")
    late.sees("Петрова Мария Сергеевна")
    applicant.open("/access/applications/")
    applicant.sees("Готова к выдаче")


def test_an_unknown_contract_is_the_heads_until_it_is_found(supplier: Supplier, come: Come) -> None:
    applicant, head, curator = come(supplier), come(supplier, "head"), come(supplier, "curator-1")

    # The warning is no block, and tells nothing of what is ours
    applicant.open("/access/apply/")
    fill_in(applicant, contract_number="12-4-0543/26")
    applicant.press("Проверить")
    applicant.sees("Договор не найден: заявку рассмотрит начальник отдела.")
    applicant.press("Отправить заявку")
    applicant.sees("Заявка отправлена")

    # The head finds the contract by the ИНН that was typed; the curator has it then
    find_in_queue(head)
    head.main.get_by_role("radio", name="12-4-0345/26").check()
    head.press("Заявка по этому договору")
    head.sees("Заявка отнесена к договору 12-4-0345/26")
    find_in_queue(curator)
    expect(curator.main.get_by_role("row", name="12-4-0543/26")).to_contain_text("не совпадает")


def test_the_clients_administrator_asks_for_a_colleague(supplier: Supplier, come: Come) -> None:
    director, curator = come(supplier, "director-1"), come(supplier, "curator-1")

    # The organization is known: only the person and the authority are typed
    director.open("/access/colleague/")
    director.follow("Запросить доступ коллеге")
    fill_in(director, only=PERSON)
    director.main.locator("[name=files]").set_input_files(SCAN)
    director.press("Проверить")
    director.sees("Заявка ещё не отправлена.", "ООО «Завод Керамик»", SCAN.name)
    director.press("Отправить заявку")
    director.sees(NAME, "Получена")

    # The curator grants less than was asked for
    find_in_queue(curator)
    curator.main.locator("[name=rights][value=submit-requests]").uncheck()
    pass_on(curator)

    # The director follows it in the cabinet
    director.open("/access/colleague/")
    expect(director.main.get_by_role("row", name=re.compile(NAME))).to_contain_text("Готова к выдаче")
    director.open("/notifications/")
    director.sees(f"Доступ для коллеги: {NAME}")

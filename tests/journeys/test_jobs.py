"""Long work goes on by itself: it is ordered, watched, left, taken, or cancelled. The worker is the real one."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Come
from tests.journeys.people import Person, keep
from tests.journeys.supplier import Supplier, held, wait_until

CONTRACT = "12-4-0345/26"
#: A worker on two busy cores draws some ten documents a second.
PATIENCE = 120_000


@pytest.fixture
def papers(supplier: Supplier) -> list[str]:
    """The names of all files of one contract: more than are packed at once."""
    rows = supplier.rows(
        "SELECT d.file_name FROM documents_document d JOIN organizations_contract c ON c.id = d.contract_id"
        " WHERE c.number = ?",
        CONTRACT,
    )
    assert len(rows) > 200
    return sorted(name for (name,) in rows)


def found_of_the_contract(accountant: Person) -> Person:
    accountant.open("/documents/")
    accountant.main.get_by_label("Договор").select_option(CONTRACT)
    accountant.press("Найти")
    return accountant


def progress(person: Person) -> Locator:
    return person.main.get_by_role("progressbar")


def test_everything_found_is_packed_while_the_accountant_does_other_things(
    supplier: Supplier, come: Come, papers: list[str], tmp_path: Path
) -> None:
    accountant = found_of_the_contract(come(supplier, "accountant-1"))

    # More than fits into one answer: a job begins, and says how far it is
    accountant.press(f"Скачать всё найденное ({len(papers)})")
    expect(accountant.page).to_have_title(re.compile(rf"^ZIP: {len(papers)} документ"))
    accountant.sees("Ждёт очереди", "Страницу можно закрыть")
    expect(progress(accountant)).to_have_attribute("aria-valuenow", "0")
    job = accountant.path

    # Back, and pressed once more: it is the same job
    accountant.page.go_back()
    accountant.press(f"Скачать всё найденное ({len(papers)})")
    assert accountant.path == job
    assert supplier.rows("SELECT count(*) FROM jobs_job") == [(1,)]

    with supplier.process("worker") as worker:
        wait_until(lambda: supplier.rows("SELECT count(*) FROM jobs_job WHERE done * 50 > total") == [(1,)])

        # The page shows the percent by itself, and what is being packed: it is held for as long as it is looked at,
        # for a quick machine is done before a page without scripts renews itself
        with held(worker):
            expect(progress(accountant)).to_have_attribute(
                "aria-valuenow", re.compile("^[1-9]"), timeout=PATIENCE
            )
            accountant.sees(".pdf")

        # It is left, and found again where all jobs are
        accountant.go_to("Расчёты")
        accountant.open("/jobs/").follow(f"ZIP: {len(papers)} документ")
        assert accountant.path == job
        expect(accountant.main.get_by_role("link", name=re.compile(r"^Скачать \("))).to_be_visible(
            timeout=PATIENCE
        )

    # A notification leads to the result
    accountant.page.get_by_role("banner").get_by_role("link", name=re.compile("Уведомления")).click()
    accountant.follow(f"Готово: ZIP: {len(papers)} документ")
    accountant.sees("Готово", "30.11.2026 09:20 МСК")

    # The archive holds exactly what was found
    link = accountant.main.get_by_role("link", name=re.compile(r"^Скачать \("))
    with zipfile.ZipFile(accountant.downloads(link, tmp_path)) as opened:
        assert opened.testzip() is None
        assert sorted(re.sub(r" \(\d+\)(?=\.)", "", name) for name in opened.namelist()) == papers
        assert all(opened.read(name).startswith(b"%PDF") for name in opened.namelist())

    # To others it is no page, be they colleagues or neighbours
    for user_name in ("director-1", "accountant-2"):
        stranger = come(supplier, user_name).open(job)
        expect(stranger.page).to_have_title(re.compile("^Такой страницы нет"))


def test_job_is_cancelled_while_it_runs_and_ordered_anew(
    supplier: Supplier, come: Come, papers: list[str]
) -> None:
    accountant = found_of_the_contract(come(supplier, "accountant-1"))
    accountant.press(f"Скачать всё найденное ({len(papers)})")
    job = accountant.path

    with supplier.process("worker"):
        # Pressed as soon as it runs: a quick machine is done before a page without scripts renews itself
        wait_until(lambda: supplier.rows("SELECT count(*) FROM jobs_job WHERE done > 0") == [(1,)])

        # Cancelled at its next document
        accountant.press("Отменить")
        accountant.sees("Отменено")
        expect(accountant.main.get_by_role("link", name=re.compile(r"^Скачать \("))).to_have_count(0)

        # Nobody is told of what they cancelled themselves; the same can be ordered anew
        found_of_the_contract(accountant).press(f"Скачать всё найденное ({len(papers)})")
        assert accountant.path != job
        expect(progress(accountant)).to_be_visible()

    accountant.open("/notifications/").does_not_see("ZIP:")


def test_few_documents_come_at_once(supplier: Supplier, come: Come, tmp_path: Path) -> None:
    accountant = come(supplier, "accountant-1").open("/documents/?q=1057")

    # All that was found, without ticking
    with accountant.page.expect_download() as waiting:
        accountant.main.get_by_role("button", name=re.compile(r"^Скачать всё найденное \(\d\)")).click()

    with zipfile.ZipFile(keep(waiting.value, tmp_path)) as opened:
        assert sorted({name.split("_")[0] for name in opened.namelist()}) == ["Акт", "Счёт", "Счёт-фактура"]
    assert supplier.rows("SELECT count(*) FROM jobs_job") == [(0,)]

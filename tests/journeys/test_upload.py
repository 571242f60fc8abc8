"""A large file on a slow line: its percent is seen, and it can be stopped. The line is slowed down by the browser."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import Come, with_scripts
from tests.journeys.people import Person
from tests.journeys.supplier import Supplier

#: Bytes a second: some six seconds for the file.
SLOW, FAST = 1_000_000, -1

_LISTEN = """() => {
  const status = document.querySelector(".upload-status");
  window.said = [];
  new MutationObserver(() => window.said.push(status.textContent)).observe(status, { childList: true });
}"""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture that cannot be packed any smaller."""
    path = tmp_path / "акт.png"
    Image.effect_noise((2600, 2200), 90).save(path)
    assert 5_000_000 < path.stat().st_size < 10_000_000
    return path


def at_speed(person: Person, speed: int) -> None:
    session = person.page.context.new_cdp_session(person.page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 20, "downloadThroughput": FAST, "uploadThroughput": speed},
    )


def chosen(person: Person, file: Path) -> None:
    person.open("/documents/send/")
    person.main.locator("input[type=file]").set_input_files(file)
    person.page.evaluate(_LISTEN)


@with_scripts
def test_percent_of_an_upload_grows_and_ends_in_the_receipt(
    supplier: Supplier, come: Come, photo: Path
) -> None:
    accountant = come(supplier, "accountant-1")
    chosen(accountant, photo)
    status = accountant.main.get_by_role("status")

    # The percent is on the screen, and grows
    at_speed(accountant, SLOW)
    accountant.press("Отправить поставщику")
    expect(status).to_have_text(re.compile(r"^Загружено [1-9]\d?\s%$"))
    first = int(re.findall(r"\d+", status.inner_text())[0])
    expect(status).to_have_text(re.compile(rf"^Загружено (?!{first}\s)[1-9]\d\s%$"))

    # While it goes, nothing can be sent a second time
    expect(accountant.main.get_by_role("button", name="Отправить поставщику")).to_be_disabled()

    # It never went back, and after it the files were being checked
    expect(accountant.page).to_have_title(re.compile("^Квитанция"), timeout=30_000)
    accountant.sees("акт.png")
    *sending, checking = accountant.page.evaluate("window.said")
    percents = [int(re.findall(r"\d+", text)[0]) for text in sending]
    assert len(set(percents)) > 3
    assert percents == sorted(percents)
    assert "проверяются" in checking


@with_scripts
def test_upload_is_stopped_and_begun_again(supplier: Supplier, come: Come, photo: Path) -> None:
    accountant = come(supplier, "accountant-1")
    chosen(accountant, photo)
    status = accountant.main.get_by_role("status")

    # Stopped half-way: nothing was sent, the file is still chosen
    at_speed(accountant, SLOW)
    accountant.press("Отправить поставщику")
    expect(status).to_have_text(re.compile(r"^Загружено [1-9]"))
    accountant.press("Отменить")
    expect(status).to_have_text(re.compile("отменена"))
    expect(accountant.main.get_by_role("listitem").filter(has_text="акт.png")).to_be_visible()

    # On a better line it goes through
    at_speed(accountant, FAST)
    accountant.press("Отправить поставщику")
    expect(accountant.page).to_have_title(re.compile("^Квитанция"))
    assert supplier.rows("SELECT count(*) FROM documents_document WHERE file_name = 'акт.png'") == [(1,)]

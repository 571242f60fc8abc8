"""Pages of the clients' door."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kabinet.demo.applications import SECRET
from tests.access.telephone import code_at, typed_in
from tests.formats.volume_sheets import books, old_books
from tests.journeys.applicants import fill_in
from tests.journeys.corrector import archive_of
from tests.journeys.pages.visit import Steps, Visit, press
from tests.journeys.people import PASSWORD, Person


def open_pages(_: Mapping[str, Any]) -> Sequence[Visit]:
    return (
        Visit("", "/login/"),
        Visit("", "/login/#offer", state="unfolded"),
        Visit("", "/login/", _wrong_password, "refused"),
        Visit("", "/offer/"),
        Visit("", "/offer/changes/?since=2025-01&version=2026-03"),
        Visit("", "/access/"),
        Visit("", "/access/apply/"),
        Visit("", "/access/apply/", press("button[value=check]"), "refused"),
        Visit("", "/access/apply/", _application, "to be checked"),
        Visit("", "/access/applications/"),
        Visit("", "/access/applications/", press("button[data-primary]"), "refused"),
        Visit("", "/access/applications/", _opened_application, "opened"),
        Visit("", "/access/applications/correct/"),
    )


def _wrong_password(person: Person) -> None:
    person.type_credentials("accountant-1", "not the password")


def _application(person: Person) -> None:
    fill_in(person)
    person.main.locator("button[value=check]").click()


def _opened_application(person: Person) -> None:
    [(number, inn)] = person.supplier.rows(
        "SELECT number, inn FROM access_application WHERE status = 'returned'"
    )
    for name, value in (("number", number), ("inn", inn), ("secret", SECRET)):
        person.main.locator(f"[name={name}]").fill(value)
    person.main.locator("button[data-primary]").first.click()


def pages_of_the_client(key: Mapping[str, Any]) -> Sequence[Visit]:
    return (*_of_supply(key), *_of_papers(key))


def _of_supply(key: Mapping[str, Any]) -> Sequence[Visit]:
    return (
        Visit("director-1", "/"),
        Visit("engineer-1", "/"),
        Visit("engineer-1", "/readings/2026-11/"),
        Visit("engineer-1", "/readings/2026-11/", _three_bad_cells, "refused"),
        Visit("engineer-1", "/readings/2026-11/", _thousandfold, "doubtful"),
        Visit("engineer-1", f"/readings/day/{key['unit']}/2026-11-20/"),
        Visit(
            "engineer-1",
            f"/readings/day/{key['unit']}/2026-11-20/",
            press("button[data-primary]"),
            "refused",
        ),
        Visit("engineer-1", "/readings/indexes/"),
        Visit("engineer-1", "/readings/indexes/", _indexes("много"), "refused"),
        Visit("engineer-1", "/readings/indexes/", _indexes("99999999"), "doubtful"),
        Visit("engineer-1", "/contract/fault/"),
        Visit("engineer-1", "/contract/fault/", press("button[data-primary]"), "refused"),
        Visit("engineer-1", "/readings/files/"),
        Visit("engineer-1", "/readings/files/", press("button[data-primary]"), "refused"),
        Visit("engineer-1", "/readings/files/", _archive, "read"),
        Visit("engineer-1", "/readings/files/", _sheet, "columns asked for"),
        Visit("engineer-1", "/readings/files/", _sheet_without_columns, "columns refused"),
        Visit("engineer-1", "/readings/files/", _sheet_with_days_across, "days across asked for"),
        Visit("engineer-1", "/readings/files/", _list_of_days, "a list asked for"),
        Visit("engineer-1", "/readings/files/", _sheet_with_columns, "sheet read"),
        Visit("engineer-1", "/consumption/2026-11/"),
        Visit("engineer-1", "/consumption/2026-11/?print=1", state="on paper"),
        Visit("engineer-1", f"/consumption/2026-11/?part=unit-{key['unit']}", state="one unit"),
        Visit("engineer-1", "/consumption/2026-11/hours/"),
        Visit("engineer-1", "/consumption/2026/"),
        Visit("engineer-1", "/consumption/2023-11/hours/", state="no hours"),
        Visit("engineer-1", "/requests/?tab=all"),
        Visit("engineer-1", f"/requests/{key['request']}/"),
        Visit("engineer-1", "/requests/new/2026-12/"),
        Visit("engineer-1", "/requests/new/2026-12/", _bad_volume, "refused"),
        Visit("engineer-1", "/requests/new/2026-12/", press("button[value=check]"), "checked"),
        Visit("engineer-1", f"/receipts/{key['receipt']}/"),
        Visit("engineer-1", "/no-such-page/", state="missing"),
    )


def _of_papers(key: Mapping[str, Any]) -> Sequence[Visit]:
    return (
        Visit("director-1", "/access/colleague/"),
        Visit("director-1", "/access/colleague/new/"),
        Visit("director-1", "/access/colleague/new/", press("button[value=check]"), "refused"),
        Visit("director-1", f"/access/colleague/{key['colleague']}/"),
        Visit("accountant-1", "/"),
        Visit("accountant-1", "/settlements/"),
        Visit("accountant-1", "/settlements/?month=2026-10", state="unfolded"),
        Visit("accountant-1", f"/settlements/{key['charge']}/"),
        Visit("accountant-1", f"/settlements/{key['payment']}/"),
        Visit("accountant-1", "/documents/"),
        Visit("accountant-1", "/documents/?q=1057&kind=act", state="filtered"),
        Visit("accountant-1", "/documents/?q=zzzzzz", state="nothing found"),
        Visit("accountant-1", f"/documents/{key['act']}/"),
        Visit("accountant-1", "/documents/send/"),
        Visit("accountant-1", "/documents/send/", press("button[data-primary]"), "refused"),
        Visit("accountant-1", "/notifications/"),
        Visit("accountant-1", "/jobs/"),
        Visit("accountant-1", "/documents/", press("button[name=all]"), "job ordered"),
        Visit("accountant-1", "/contracts/"),
        Visit("accountant-1", "/contract/"),
        Visit("accountant-1", "/settings/"),
        Visit("accountant-1", "/settings/", press("form.form button[data-primary]"), "refused"),
        Visit("accountant-1", "/settings/second-factor/"),
        Visit("accountant-1", "/settings/second-factor/", press("button[data-primary]"), "refused"),
        Visit("accountant-1", "/settings/second-factor/", _switch_on, "switched on"),
        Visit("accountant-1", "/settings/second-factor/", state="on"),
        Visit("accountant-1", "/help/"),
    )


def _archive(person: Person) -> None:
    """Hand over an archive with days that are new, that differ, and that have gaps."""
    with TemporaryDirectory() as folder:
        file = archive_of(person.supplier, Path(folder), date(2026, 11, 14), date(2026, 11, 22))
        file.write_bytes(b"\r\n".join(file.read_bytes().splitlines()[:-30]))
        person.main.locator("input[type=file]").set_input_files(file)
        person.main.locator("button[data-primary]").click()
        person.page.wait_for_url("**/readings/files/*/")


def _sheet(person: Person) -> None:
    """
    Hand over a sheet of the customer's own, with two rows that cannot be read and a total that is wrong.

    No word of it is one of ours, which would be taken for a page in two languages.
    """
    days: list[list[books.Value]] = [[day, date(2026, 11, day), 36.1, 12.5] for day in range(18, 25)]
    bad: list[list[books.Value]] = [[8, "31.11.2026", 36.2, 12.5], [9, date(2026, 11, 17), "авария", 12.5]]
    head: list[list[books.Value]] = [
        ["Учёт газа за ноябрь 2026 г."],
        [],
        ["№", "Газосутки", "Первый", "Второй"],
    ]
    content = books.xlsx([*head, *days, *bad, ["", "Итого:", 999, 100]], others=["Черновик 2"])
    _hand_over(person, "Учёт газа.xlsx", content)


def _sheet_with_days_across(person: Person) -> None:
    days = [date(2026, 11, day) for day in range(1, 26)]
    rows: list[list[books.Value]] = [["Место отбора", *days]]
    rows += [["Печь первая", *[36.1] * 25], ["Печь вторая", *[12.5] * 25]]
    _hand_over(person, "Учёт вширь.xls", old_books.xls(rows))


def _list_of_days(person: Person) -> None:
    rows: list[list[books.Value]] = [["Место отбора", "Газосутки", "Ушло газа"]]
    names = ("Печь первая", "Печь вторая", "Печь третья")
    rows += [[name, date(2026, 11, day), 36.1] for day in range(1, 9) for name in names]
    _hand_over(person, "Выгрузка.csv", books.text(rows))
    person.sees("Печь первая")


def _hand_over(person: Person, name: str, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        person.main.locator("input[type=file]").set_input_files(file)
        person.main.locator("button[data-primary]").click()
        person.page.wait_for_url("**/columns/")


def _sheet_without_columns(person: Person) -> None:
    _sheet(person)
    person.main.locator("button[data-primary]").click()


def _sheet_with_columns(person: Person) -> None:
    _sheet(person)
    for place, column in enumerate(person.main.locator("select[name^=unit_]").all(), start=2):
        column.select_option(str(place))
    person.main.locator("button[data-primary]").click()
    person.page.wait_for_url("**/readings/files/*/")


def _indexes(text: str) -> Steps:
    """Type the same into the field of every counter, and check."""

    def check(person: Person) -> None:
        for field in person.main.locator("input[name^='i-']").all():
            field.fill(text)
        person.main.locator("button[value=check]").click()

    return check


def _three_bad_cells(person: Person) -> None:
    for cell, text in zip(person.main.locator("input.entry").all(), ("1,2e3", "-5"), strict=False):
        cell.fill(text)
    person.main.locator("button[value=check]").click()


def _thousandfold(person: Person) -> None:
    for cell in person.main.locator("input.entry").all():
        cell.fill("13100")
    person.main.locator("button[value=check]").click()


def _bad_volume(person: Person) -> None:
    person.main.locator("input.entry").first.fill("много")
    person.main.locator("button[value=check]").click()


def _switch_on(person: Person) -> None:
    """Show the printed codes; where they were shown before, the page on which new ones are made."""
    key = person.page.locator("#key")
    if key.count():
        code = code_at(datetime.now(tz=UTC), typed_in(key.inner_text()))
        person.main.locator("input[name=code]").fill(code)
        person.main.locator("input[name=current_password]").fill(PASSWORD)
        person.main.locator("button[data-primary]").click()


def pages_between_sign_in_and_cabinet(_: Mapping[str, Any]) -> Sequence[Visit]:
    return (
        Visit("director-12", "/settings/second-factor/", _up_to_the_code, "second step"),
        Visit("director-9", "/settings/", _with_a_code_from_a_slip, "first password"),
        Visit("director-9", "/login/password/", press("button[data-primary]"), "refused"),
    )


def _up_to_the_code(person: Person) -> None:
    """Switch the second factor on, and come back as far as the second step."""
    _switch_on(person)
    person.page.context.clear_cookies(name="sessionid")
    person.open("/login/").type_credentials(person.user_name, PASSWORD)


def _with_a_code_from_a_slip(person: Person) -> None:
    """Be somebody whose password is still the code from a slip."""
    person.supplier.write(
        "UPDATE access_user SET code_expires_at = '2030-01-01 00:00:00' WHERE username = ?", person.user_name
    )
    person.open("/")


def empty_pages(_: Mapping[str, Any]) -> Sequence[Visit]:
    paths = (
        "/",
        "/readings/",
        "/consumption/",
        "/requests/",
        "/settlements/",
        "/documents/",
        "/contract/",
        "/notifications/",
        "/jobs/",
    )
    return tuple(Visit("accountant-3", path, state="empty") for path in paths)

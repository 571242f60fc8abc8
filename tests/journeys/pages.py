"""Every page of both doors, in the states in which people meet it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Error as PlaywrightError

from kabinet.demo.applications import SECRET
from tests.access.telephone import code_at, typed_in
from tests.journeys.applicants import fill_in
from tests.journeys.people import PASSWORD, Person
from tests.journeys.supplier import Supplier

Steps = Callable[[Person], Any]


@dataclass(frozen=True)
class Visit:
    """A page, whose it is, and what is done on it before it is looked at."""

    user_name: str
    path: str
    then: Steps = field(default=lambda _person: None)
    state: str = ""

    def pay(self, person: Person) -> None:
        person.open(self.path)
        try:
            self.then(person)
            person.page.wait_for_load_state()
        except PlaywrightError as error:
            raise AssertionError(f"{self}: {error}") from error

    def __str__(self) -> str:
        return f"{self.user_name or 'nobody'} {self.path} {self.state}".strip()


def _wrong_password(person: Person) -> None:
    person.type_credentials("accountant-1", "not the password")


def _switch_on(person: Person) -> None:
    """Show the printed codes; where they were shown before, the page on which new ones are made."""
    key = person.page.locator("#key")
    if key.count():
        code = code_at(datetime.now(tz=UTC), typed_in(key.inner_text()))
        person.main.locator("input[name=code]").fill(code)
        person.main.locator("input[name=current_password]").fill(PASSWORD)
        person.main.locator("button[data-primary]").click()


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


def _three_bad_cells(person: Person) -> None:
    for cell, text in zip(person.main.locator("input.entry").all(), ("1,2e3", "-5"), strict=False):
        cell.fill(text)
    person.main.locator("button[value=check]").click()


def _thousandfold(person: Person) -> None:
    for cell in person.main.locator("input.entry").all():
        cell.fill("13100")
    person.main.locator("button[value=check]").click()


def _press(selector: str) -> Steps:
    return lambda person: person.main.locator(selector).first.click()


def _bad_volume(person: Person) -> None:
    person.main.locator("input.entry").first.fill("много")
    person.main.locator("button[value=check]").click()


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


def _write_a_version(person: Person) -> None:
    text = person.main.locator("[name=text]")
    text.fill(text.input_value().replace("третьим лицам", "никому"))
    for name, typed in {"version": "2026-12", "in_force_from": "01.12.2026", "reason": "Закон"}.items():
        person.main.locator(f"[name={name}]").fill(typed)
    person.main.locator("button[value=check]").click()


def _wrong_policy(person: Person) -> None:
    person.main.locator("[name=code_days]").fill("0")
    person.main.locator("button[data-primary]").click()


def list_visits(supplier: Supplier) -> Iterator[Visit]:
    """List the pages of a supplier; the numbers in the addresses are those of its own rows."""
    key = keys_of(supplier)
    yield from _open_pages()
    yield from _pages_of_the_client(key)
    yield from _pages_between_sign_in_and_cabinet()
    yield from _empty_pages()
    yield from _pages_of_the_desk(key)
    yield from _pages_of_setup()
    yield from _pages_of_the_credentials_desk(key)
    yield from _pages_of_people(key)


def keys_of(supplier: Supplier) -> Mapping[str, Any]:
    """Find the rows that the pages are about: those of the first customer, or of its curator."""

    def one(query: str) -> Any:
        return supplier.rows(query)[0][0]

    def member(user_name: str) -> Any:
        return one(
            "SELECT m.id FROM access_membership m JOIN access_user u ON u.id = m.user_id"
            f" WHERE u.username = '{user_name}'"
        )

    mine = (
        "contract_id IN (SELECT c.id FROM organizations_contract c"
        " JOIN organizations_organization o ON o.id = c.organization_id"
        " JOIN access_user u ON u.id = o.curator_id WHERE u.username = 'curator-1')"
    )
    main = "contract_id = (SELECT id FROM organizations_contract WHERE number = '12-4-0345/26')"
    return {
        "bookkeeper": member("accountant-1"),
        "former": member("accountant-1b"),
        "curator": one("SELECT id FROM access_user WHERE username = 'curator-2'"),
        "stand-in": one("SELECT id FROM access_standin ORDER BY first_day DESC"),
        "organization": one("SELECT id FROM organizations_organization WHERE name LIKE '%Керамик%'"),
        "contract": one("SELECT id FROM organizations_contract WHERE number = '12-4-0345/26'"),
        "act": one(f"SELECT id FROM documents_document WHERE {main} AND kind = 'act' AND number = '1057'"),
        "scan": one(
            f"SELECT id FROM documents_document WHERE {mine} AND direction = 'in' AND status = 'under-review'"
        ),
        "charge": one(
            f"SELECT id FROM settlements_ledgerentry WHERE {main} AND kind = 'charge' ORDER BY id DESC"
        ),
        "payment": one(
            f"SELECT id FROM settlements_ledgerentry WHERE {main} AND kind = 'payment' ORDER BY id DESC"
        ),
        "request": one(f"SELECT id FROM requests_volumerequest WHERE {main} ORDER BY id DESC"),
        "asked": one(
            f"SELECT id FROM requests_volumerequest WHERE {mine} AND status = 'submitted' ORDER BY id"
        ),
        "receipt": one(
            "SELECT receipt_number FROM metering_volumesubmission"
            f" WHERE {main} AND receipt_number <> '' ORDER BY id DESC"
        ),
        "submission": one(
            f"SELECT id FROM metering_volumesubmission WHERE {mine} AND status = 'recorded' ORDER BY id"
        ),
        "application": one("SELECT number FROM access_application WHERE status = 'received' ORDER BY id"),
        "unknown": one("SELECT number FROM access_application WHERE contract_id IS NULL"),
        "stopped": one("SELECT number FROM access_application WHERE status = 'stopped'"),
        "ready": one("SELECT number FROM access_application WHERE status = 'ready' ORDER BY id"),
        "issued": one("SELECT number FROM access_application WHERE status = 'issued'"),
        "engineer": one("SELECT id FROM access_user WHERE username = 'engineer-1'"),
        "issue": one("SELECT id FROM access_issue ORDER BY id DESC"),
        "point": one("SELECT id FROM access_issuepoint ORDER BY id"),
        "colleague": one("SELECT number FROM access_application WHERE origin = 'cabinet' ORDER BY id"),
        "waiting": one("SELECT id FROM access_proposal WHERE status = 'open'"),
        "published": one("SELECT id FROM access_proposal WHERE kind = 'offer'"),
        "unit": one(f"SELECT id FROM metering_meteringunit WHERE {main} ORDER BY id"),
    }


def _open_pages() -> Sequence[Visit]:
    return (
        Visit("", "/login/"),
        Visit("", "/login/#offer", state="unfolded"),
        Visit("", "/login/", _wrong_password, "refused"),
        Visit("", "/offer/"),
        Visit("", "/offer/changes/?since=2025-01&version=2026-03"),
        Visit("", "/access/"),
        Visit("", "/access/apply/"),
        Visit("", "/access/apply/", _press("button[value=check]"), "refused"),
        Visit("", "/access/apply/", _application, "to be checked"),
        Visit("", "/access/applications/"),
        Visit("", "/access/applications/", _press("button[data-primary]"), "refused"),
        Visit("", "/access/applications/", _opened_application, "opened"),
        Visit("", "/access/applications/correct/"),
    )


def _pages_of_the_client(key: Mapping[str, Any]) -> Sequence[Visit]:
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
            _press("button[data-primary]"),
            "refused",
        ),
        Visit("engineer-1", "/requests/?tab=all"),
        Visit("engineer-1", f"/requests/{key['request']}/"),
        Visit("engineer-1", "/requests/new/2026-12/"),
        Visit("engineer-1", "/requests/new/2026-12/", _bad_volume, "refused"),
        Visit("engineer-1", "/requests/new/2026-12/", _press("button[value=check]"), "checked"),
        Visit("engineer-1", f"/receipts/{key['receipt']}/"),
        Visit("engineer-1", "/no-such-page/", state="missing"),
        Visit("director-1", "/access/colleague/"),
        Visit("director-1", "/access/colleague/new/"),
        Visit("director-1", "/access/colleague/new/", _press("button[value=check]"), "refused"),
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
        Visit("accountant-1", "/documents/send/", _press("button[data-primary]"), "refused"),
        Visit("accountant-1", "/notifications/"),
        Visit("accountant-1", "/jobs/"),
        Visit("accountant-1", "/documents/", _press("button[name=all]"), "job ordered"),
        Visit("accountant-1", "/contracts/"),
        Visit("accountant-1", "/contract/"),
        Visit("accountant-1", "/settings/"),
        Visit("accountant-1", "/settings/", _press("form.form button[data-primary]"), "refused"),
        Visit("accountant-1", "/settings/second-factor/"),
        Visit("accountant-1", "/settings/second-factor/", _press("button[data-primary]"), "refused"),
        Visit("accountant-1", "/settings/second-factor/", _switch_on, "switched on"),
        Visit("accountant-1", "/settings/second-factor/", state="on"),
        Visit("accountant-1", "/help/"),
    )


def _pages_between_sign_in_and_cabinet() -> Sequence[Visit]:
    return (
        Visit("director-12", "/settings/second-factor/", _up_to_the_code, "second step"),
        Visit("director-9", "/settings/", _with_a_code_from_a_slip, "first password"),
        Visit("director-9", "/login/password/", _press("button[data-primary]"), "refused"),
    )


def _empty_pages() -> Sequence[Visit]:
    paths = (
        "/",
        "/readings/",
        "/requests/",
        "/settlements/",
        "/documents/",
        "/contract/",
        "/notifications/",
        "/jobs/",
    )
    return tuple(Visit("accountant-3", path, state="empty") for path in paths)


def _pages_of_the_desk(key: Mapping[str, Any]) -> Sequence[Visit]:
    client = f"/desk/clients/{key['organization']}"
    return (
        Visit("curator-1", "/desk/"),
        Visit("curator-1", "/desk/?tick=all", state="ticked"),
        Visit("curator-1", "/desk/?tick=all", _press("form button[type=submit]"), "to be confirmed"),
        Visit("curator-1", "/desk/clients/"),
        Visit("curator-1", "/desk/clients/?q=zzzzzz", state="nothing found"),
        Visit("curator-1", f"{client}/"),
        Visit("curator-1", f"{client}/?tab=requests"),
        Visit("curator-1", f"{client}/?tab=documents"),
        Visit("curator-1", f"{client}/?tab=people"),
        Visit("curator-1", f"{client}/publish/"),
        Visit("curator-1", f"{client}/publish/", _press("button[data-primary]"), "refused"),
        Visit("curator-1", f"/desk/requests/{key['asked']}/"),
        Visit("curator-1", f"/desk/requests/{key['asked']}/", _press("button[value=return]"), "refused"),
        Visit("curator-1", f"/desk/requests/{key['request']}/", state="decided"),
        Visit("curator-1", f"/desk/readings/{key['submission']}/"),
        Visit("curator-1", f"/desk/documents/{key['scan']}/"),
        Visit("curator-1", f"/desk/documents/{key['scan']}/", _press("button[value=return]"), "refused"),
        Visit("curator-1", f"/desk/documents/{key['act']}/"),
        Visit("curator-1", f"/desk/receipts/{key['receipt']}/"),
        Visit("curator-1", "/desk/applications/"),
        Visit("curator-1", "/desk/applications/?q=zzzzzz", state="nothing found"),
        Visit("curator-1", f"/desk/applications/{key['application']}/"),
        Visit(
            "curator-1",
            f"/desk/applications/{key['application']}/",
            _press("button[value=clear]"),
            "refused",
        ),
        Visit("billing", "/desk/", state="empty"),
        Visit("billing", f"/desk/contracts/{key['contract']}/account/"),
        Visit("billing", f"{client}/payment/"),
        Visit("billing", f"{client}/payment/", _press("button[data-primary]"), "refused"),
        Visit("billing", f"/desk/entries/{key['payment']}/"),
        Visit("head", "/desk/journal/"),
        Visit("head", "/desk/applications/?show=all"),
        Visit("head", f"/desk/applications/{key['unknown']}/", state="unknown"),
        Visit("head", f"/desk/applications/{key['stopped']}/", state="stopped"),
        Visit("head", "/desk/no-such-page/", state="missing"),
        Visit("head", "/desk/setup/"),
        Visit("head", "/desk/proposals/"),
        Visit("head", "/desk/proposals/?tab=decided"),
        Visit("head", f"/desk/proposals/{key['waiting']}/"),
        Visit("head", f"/desk/proposals/{key['waiting']}/", _press("button[value=approve]"), "refused"),
        Visit("head", f"/desk/proposals/{key['published']}/", state="decided"),
    )


def _pages_of_setup() -> Sequence[Visit]:
    return (
        Visit("admin", "/desk/setup/"),
        Visit("admin", "/desk/offers/"),
        Visit("admin", "/desk/offers/2026-03/"),
        Visit("admin", "/desk/offers/new/"),
        Visit("admin", "/desk/offers/new/", _press("button[value=check]"), "refused"),
        Visit("admin", "/desk/offers/new/", _write_a_version, "to be checked"),
        Visit("admin", "/desk/offers/accepted/"),
        Visit("admin", "/desk/offers/accepted/?q=zzzzzz", state="nothing found"),
        Visit("admin", "/desk/requisites/"),
        Visit("admin", "/desk/requisites/new/"),
        Visit("admin", "/desk/requisites/new/", _press("button[data-primary]"), "refused"),
        Visit("admin", "/desk/policy/"),
        Visit("admin", "/desk/policy/", _wrong_policy, "refused"),
    )


def _pages_of_the_credentials_desk(key: Mapping[str, Any]) -> Sequence[Visit]:
    ready, person = f"/desk/issue/applications/{key['ready']}/", f"/desk/issue/people/{key['engineer']}/"
    return (
        Visit("desk", "/desk/issue/"),
        Visit("desk", "/desk/issue/?q=керамик", state="found"),
        Visit("desk", "/desk/issue/?q=zzzzzz", state="nothing found"),
        Visit("desk", ready),
        Visit("desk", ready, _press("button[data-primary]"), "refused"),
        Visit("desk", f"/desk/issue/applications/{key['issued']}/", state="issued before"),
        Visit("desk", person),
        Visit("desk", person, _press("form.form button[type=submit]"), "refused"),
        Visit("desk", f"/desk/issue/{key['issue']}/"),
        Visit("desk-2", person, state="at another point"),
        Visit("desk-2", person, _press("button[value=ask]"), "refused"),
        Visit("desk-2", f"/desk/issue/{key['issue']}/", state="at another point"),
        Visit("admin", "/desk/points/"),
        Visit("admin", "/desk/points/", _press("button[data-primary]"), "refused"),
        Visit("admin", f"/desk/points/{key['point']}/"),
        Visit("admin", f"/desk/points/{key['point']}/", _press("button[value=place]"), "refused"),
    )


def _pages_of_people(key: Mapping[str, Any]) -> Sequence[Visit]:
    bookkeeper, curator = f"/people/{key['bookkeeper']}", f"/desk/staff/{key['curator']}"
    save = _press("button[data-primary]")
    return (
        Visit("director-1", "/people/"),
        Visit("director-1", f"{bookkeeper}/"),
        Visit("director-1", f"{bookkeeper}/", _only_money, "refused"),
        Visit("director-1", f"{bookkeeper}/end/"),
        Visit("director-1", f"{bookkeeper}/end/", _press("button[type=submit]"), "refused"),
        Visit("director-1", f"/people/{key['former']}/", state="ended"),
        Visit("engineer-1b", "/", state="powers end"),
        Visit("admin", "/desk/rights/"),
        Visit("admin", "/desk/staff/"),
        Visit("admin", "/desk/staff/new/"),
        Visit("admin", "/desk/staff/new/", save, "refused"),
        Visit("admin", f"{curator}/"),
        Visit("admin", f"{curator}/remove/"),
        Visit("admin", f"{curator}/remove/", _press("button[type=submit]"), "refused"),
        Visit("head", "/desk/stand-ins/"),
        Visit("head", "/desk/stand-ins/", save, "refused"),
        Visit("head", f"/desk/stand-ins/{key['stand-in']}/end/"),
        Visit("head", "/desk/entrust/", state="empty"),
        Visit("head", f"/desk/entrust/?of={key['curator']}&tick=all"),
        Visit("head", f"/desk/entrust/?of={key['curator']}", save, "refused"),
        Visit(
            "curator-1",
            f"/desk/clients/{key['organization']}/",
            _press("form[action*=look] button"),
            "looking",
        ),
        Visit("curator-1", "/contracts/", state="looking"),
        Visit("curator-1", "/settings/", state="looking, refused"),
        Visit("curator-1", "/", _stop_looking, "looked"),
    )


def _only_money(person: Person) -> None:
    person.main.locator("input[value=see-supply]").first.uncheck()
    person.main.locator("button[data-primary]").click()


def _stop_looking(person: Person) -> None:
    person.page.locator("aside form[action='/desk/look/end/'] button").click()

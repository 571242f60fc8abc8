"""The papers of a neighbour: no address of theirs says anything, not even that it exists."""

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.journeys.conftest import Come, without_scripts
from tests.journeys.people import Person
from tests.journeys.supplier import Supplier

OWNER = "ООО «Завод Керамик»"
TRACES = ("Керамик", "12-4-0345", "12-4-0346", "7707000015", "Иванова")
NO_SUCH_NUMBER = "999999"


def _first(supplier: Supplier, table: str, column: str = "id", through: str = "contract") -> str:
    """Return the key of a row of the owner's; rows belong to a contract, or to the organization itself."""
    owned = "t.organization_id"
    if through == "contract":
        owned = "(SELECT organization_id FROM organizations_contract WHERE id = t.contract_id)"
    query = (
        f"SELECT t.{column} FROM {table} t JOIN organizations_organization o ON o.id = {owned}"
        f" WHERE o.name = ? ORDER BY t.{column} LIMIT 1"
    )
    return str(supplier.rows(query, OWNER)[0][0])


def _addresses_of_the_client(supplier: Supplier) -> Iterator[tuple[str, str]]:
    document = _first(supplier, "documents_document")
    receipt = _first(supplier, "journal_receipt", "number", "organization")
    unit = _first(supplier, "metering_meteringunit")
    for pattern, key in {
        "/documents/{}/": document,
        "/documents/{}/file/": document,
        "/requests/{}/": _first(supplier, "requests_volumerequest"),
        "/settlements/{}/": _first(supplier, "settlements_ledgerentry"),
        "/receipts/{}/": receipt,
        "/receipts/{}/pdf/": receipt,
        "/readings/day/{}/2026-11-20/": unit,
    }.items():
        missing = "2020-01-0000001" if "receipts" in pattern else NO_SUCH_NUMBER
        yield pattern.format(key), pattern.format(missing)


def _addresses_of_the_desk(supplier: Supplier) -> Iterator[tuple[str, str]]:
    document = _first(supplier, "documents_document")
    organization = str(supplier.rows("SELECT id FROM organizations_organization WHERE name = ?", OWNER)[0][0])
    for pattern, key in {
        "/desk/clients/{}/": organization,
        "/desk/clients/{}/publish/": organization,
        "/desk/contracts/{}/account/": _first(supplier, "organizations_contract", "id", "organization"),
        "/desk/entries/{}/": _first(supplier, "settlements_ledgerentry"),
        "/desk/readings/{}/": _first(supplier, "metering_volumesubmission"),
        "/desk/requests/{}/": _first(supplier, "requests_volumerequest"),
        "/desk/documents/{}/": document,
        "/desk/documents/{}/file/": document,
        "/desk/documents/{}/preview/": document,
        "/desk/receipts/{}/": _first(supplier, "journal_receipt", "number", "organization"),
    }.items():
        missing = "2020-01-0000001" if "receipts" in pattern else NO_SUCH_NUMBER
        yield pattern.format(key), pattern.format(missing)


def _finds_nothing(person: Person, foreign: str, missing: str) -> None:
    pages = []
    for address in (missing, foreign):
        answer = person.page.goto(person.supplier.origin + address)
        assert answer is not None
        assert answer.status == 404, address
        expect(person.page.get_by_role("heading", level=1)).to_contain_text("Такой страницы нет")
        pages.append(person.main.inner_text())
        whole = person.page.content()
        assert not [trace for trace in TRACES if trace in whole], address
    assert pages[0] == pages[1]


@without_scripts
def test_neighbour_finds_no_page_of_the_owner(supplier: Supplier, come: Come) -> None:
    for user_name in ("engineer-2", "accountant-2", "director-2"):
        neighbour = come(supplier, user_name)
        for foreign, missing in _addresses_of_the_client(supplier):
            _finds_nothing(neighbour, foreign, missing)


@without_scripts
def test_other_curator_finds_no_page_of_the_owner(supplier: Supplier, come: Come) -> None:
    curator = come(supplier, "curator-2")

    for foreign, missing in _addresses_of_the_desk(supplier):
        _finds_nothing(curator, foreign, missing)

    curator.open("/desk/clients/").does_not_see("Керамик")
    curator.open("/desk/").does_not_see("Керамик")


@without_scripts
def test_doors_are_closed_to_the_other_side(supplier: Supplier, come: Come) -> None:
    client, curator = come(supplier, "accountant-1"), come(supplier, "curator-1")

    for address, _missing in _addresses_of_the_desk(supplier):
        answer = client.page.goto(supplier.origin + address)
        assert answer is not None
        assert answer.status in {403, 404}, address
    for address, _missing in _addresses_of_the_client(supplier):
        answer = curator.page.goto(supplier.origin + address)
        assert answer is not None
        assert answer.status in {403, 404}, address

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kabinet.documents import queries
from kabinet.documents.queries import Filter
from kabinet.documents.rules.search import words_of
from kabinet.documents.rules.words import Direction, Kind, Status
from kabinet.files import operations as files
from kabinet.foundation.viewer import Viewer
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import NOW, Cast

OCTOBER = BillingMonth(2026, 10)


def place(
    cast: Cast, number: str, *, kind: Kind = Kind.ACT, on: date = OCTOBER.last_day, **columns: Any
) -> queries.Document:
    amount = columns.get("amount")
    month = BillingMonth.of(on)
    words = words_of(kind=kind, number=number, title="", dated_on=on, month=month, amount=amount)
    return factories.document(cast.contract, kind, number, dated_on=on, search=words, **columns)


def numbers(viewer: Viewer, **narrowed: Any) -> list[str]:
    page = queries.list_documents(viewer=viewer, narrowed=Filter(**narrowed))
    return [document.number for document in page.rows]


def test_the_newest_documents_come_first(cast: Cast, accountant: Viewer) -> None:
    place(cast, "1", on=date(2026, 8, 31))
    place(cast, "2", on=date(2026, 10, 31))
    place(cast, "3", on=date(2026, 9, 30))

    assert numbers(accountant) == ["2", "3", "1"]


def test_an_exact_number_comes_before_what_merely_holds_it(cast: Cast, accountant: Viewer) -> None:
    place(cast, "1045", on=date(2022, 1, 31))
    place(cast, "21045")
    place(cast, "7", amount=Decimal("1045.00"), kind=Kind.INVOICE)

    assert numbers(accountant, words="№ 1045")[0] == "1045"
    assert len(numbers(accountant, words="1045")) == 3


def test_a_document_comes_before_the_scans_that_answer_it(cast: Cast, accountant: Viewer) -> None:
    scan = files.store_bytes(b"%PDF-1.7", media_type="application/pdf", now=NOW)
    act = place(cast, "1045")
    for number in range(3):
        place(
            cast,
            "1045",
            direction=Direction.IN,
            status=Status.RETURNED,
            file=scan,
            answers=act,
            key=f"scan-{number}",
        )

    page = queries.list_documents(viewer=accountant, narrowed=Filter(words="1045"))
    assert page.rows[0].pk == act.pk


def test_an_asked_order_is_kept(cast: Cast, accountant: Viewer) -> None:
    place(cast, "1045", on=date(2022, 1, 31))
    place(cast, "21045")

    assert numbers(accountant, words="1045", sort="-number") == ["21045", "1045"]


def test_the_other_keyboard_layout_is_tried_and_told(cast: Cast, accountant: Viewer) -> None:
    place(cast, "1045")

    page = queries.list_documents(viewer=accountant, narrowed=Filter(words="frn 1045"))

    assert [document.number for document in page.rows] == ["1045"]
    assert page.read_as == "акт 1045"


def test_what_is_found_as_typed_is_not_read_otherwise(cast: Cast, accountant: Viewer) -> None:
    place(cast, "1045")

    assert queries.list_documents(viewer=accountant, narrowed=Filter(words="акт")).read_as == ""
    assert queries.list_documents(viewer=accountant, narrowed=Filter(words="xyz")).total == 0


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"kind": "invoice"}, ["8"]),
        ({"direction": "in"}, ["9"]),
        ({"status": "under-review"}, ["9"]),
        ({"month": BillingMonth(2026, 9)}, ["6"]),
        ({"since": date(2026, 10, 1), "kind": "act"}, ["9", "7"]),
        ({"kind": "letter"}, []),
    ],
)
def test_filters_narrow(cast: Cast, accountant: Viewer, narrowed: dict[str, Any], found: list[str]) -> None:
    scan = files.store_bytes(b"%PDF-1.7", media_type="application/pdf", now=NOW)
    place(cast, "6", on=date(2026, 9, 30))
    place(cast, "7")
    place(cast, "8", kind=Kind.INVOICE)
    place(cast, "9", direction=Direction.IN, status=Status.UNDER_REVIEW, file=scan)

    assert numbers(accountant, **narrowed) == found


def test_a_page_past_the_end_is_the_last_one(cast: Cast, accountant: Viewer) -> None:
    for number in range(5):
        place(cast, str(number))

    page = queries.list_documents(viewer=accountant, narrowed=Filter(), page=9, size=2)

    assert (page.page, page.pages, page.total, len(page.rows)) == (3, 3, 5, 1)


def test_the_whole_list_is_exported_in_the_order_of_the_pages(cast: Cast, accountant: Viewer) -> None:
    for day in (3, 1, 2):
        place(cast, str(day), on=date(2026, 10, day))

    found = queries.all_documents(viewer=accountant, narrowed=Filter(), limit=2)

    assert [document.number for document in found] == ["3", "2"]


def test_documents_of_months_are_the_suppliers_own(cast: Cast, accountant: Viewer) -> None:
    scan = files.store_bytes(b"%PDF-1.7", media_type="application/pdf", now=NOW)
    place(cast, "6", on=date(2026, 9, 30))
    place(cast, "7")
    place(cast, "9", direction=Direction.IN, status=Status.UNDER_REVIEW, file=scan)

    found = queries.documents_of_months(
        viewer=accountant, contract_id=cast.contract.pk, months=[OCTOBER, OCTOBER.next]
    )

    assert [document.number for document in found] == ["7"]


class TestWhoSeesADocument:
    def test_a_neighbour_sees_none(self, cast: Cast) -> None:
        document = place(cast, "1045")
        neighbour = factories.viewer_of(cast.neighbour)

        assert numbers(neighbour) == []
        with pytest.raises(queries.DocumentNotFound):
            queries.get_document(viewer=neighbour, document_id=document.pk)

    def test_one_foreign_document_among_several_spoils_them_all(self, cast: Cast) -> None:
        own = place(cast, "1045")
        foreign = factories.document(cast.neighbour_contract, number="1")

        with pytest.raises(queries.DocumentNotFound):
            queries.get_documents(
                viewer=factories.viewer_of(cast.accountant), document_ids=[own.pk, foreign.pk]
            )

    def test_documents_about_money_are_for_those_who_may_see_it(self, cast: Cast, accountant: Viewer) -> None:
        place(cast, "1045")
        place(cast, "7", kind=Kind.INVOICE)

        assert sorted(numbers(accountant)) == ["1045", "7"]
        assert numbers(factories.viewer_of(cast.engineer)) == ["1045"]


@pytest.mark.parametrize("count", [2, 40])
def test_a_page_takes_two_queries_however_many_documents_there_are(
    cast: Cast, accountant: Viewer, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        place(cast, str(number))

    with django_assert_num_queries(2):
        queries.list_documents(viewer=accountant, narrowed=Filter(words="акт"))

"""Several hundred documents are packed by the worker, and fetched from the page of the job."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from kabinet.access.models import Grant
from kabinet.documents import bundles
from kabinet.documents.models import Document
from kabinet.documents.rules.words import Kind
from tests import factories
from tests.factories import Cast
from tests.jobs.work import work
from tests.portal.documents.things import PAGE, ZIP, place, place_many, stored, text_of

pytestmark = pytest.mark.django_db(transaction=True)


class TestZipByJob:
    @pytest.fixture
    def many(self, cast: Cast) -> list[int]:
        return place_many(cast, bundles.MOST_AT_ONCE + 50)

    def order(self, browser: Client, **fields: Any) -> str:
        answer = browser.post(ZIP, {"all": "1", "query": "kind=act", "key": "k" * 32} | fields)
        assert answer.status_code == 302
        return answer["Location"]

    def names(self, browser: Client, page: str) -> list[str]:
        answer = browser.get(f"{page}?result")
        return ZipFile(BytesIO(b"".join(answer.streaming_content))).namelist()  # type: ignore[attr-defined]

    def test_is_offered_for_all_that_is_found(self, cast: Cast, accountant: Client, many: list[int]) -> None:
        page = text_of(accountant, f"{PAGE}?kind=act")

        assert f"Скачать всё найденное ({len(many)})" in page
        assert "упаковывается в фоне" in page

    def test_takes_all_pages_of_what_is_found_and_nothing_else(
        self, cast: Cast, accountant: Client, many: list[int]
    ) -> None:
        place(cast, "letter", kind=Kind.LETTER)
        factories.document(cast.neighbour_contract, file=stored(), file_name="чужой.pdf")

        page = self.order(accountant)
        work()

        assert self.names(accountant, page) == [f"акт {number}.pdf" for number in reversed(range(len(many)))]

    def test_is_one_job_however_often_it_is_pressed(self, accountant: Client, many: list[int]) -> None:
        assert self.order(accountant) == self.order(accountant)
        assert self.order(accountant, key="l" * 32) != self.order(accountant)

    def test_at_the_limit_comes_at_once(self, accountant: Client, many: list[int]) -> None:
        answer = accountant.post(ZIP, {"document": many[: bundles.MOST_AT_ONCE]})

        assert answer["Content-Type"] == "application/zip"
        b"".join(answer.streaming_content)  # type: ignore[attr-defined]

    def test_a_foreign_document_among_many_ticked_spoils_it(
        self, cast: Cast, accountant: Client, many: list[int]
    ) -> None:
        foreign = factories.document(cast.neighbour_contract, file=stored())

        answer = accountant.post(ZIP, {"document": [*many, foreign.pk]})

        assert answer.status_code == 404
        assert "Заданий нет" in text_of(accountant, "/jobs/")

    def test_is_viewed_when_it_is_fetched_and_not_before(self, cast: Cast, accountant: Client) -> None:
        page = self.order(accountant, document=place_many(cast, bundles.MOST_AT_ONCE + 1))
        work()
        unseen = Document.objects.everywhere(reason="test").filter(seen_at__isnull=True)
        before = unseen.count()

        self.names(accountant, page)

        assert (before, unseen.count()) == (bundles.MOST_AT_ONCE + 1, 0)

    @pytest.mark.parametrize("person", ["engineer", "director", "neighbour"])
    def test_is_nobody_elses(self, cast: Cast, accountant: Client, many: list[int], person: str) -> None:
        page = self.order(accountant)
        work()
        other = factories.signed_in(getattr(cast, person))

        assert [other.get(page).status_code, other.get(f"{page}?result").status_code] == [404, 404]

    def test_is_not_handed_over_after_the_right_was_withdrawn(
        self, cast: Cast, accountant: Client, many: list[int]
    ) -> None:
        page = self.order(accountant)
        work()
        grants = Grant.objects.everywhere(reason="test").filter(membership__user=cast.accountant)
        grants.update(contract=factories.contract(cast.plant, "12-4-0999/26"))

        assert accountant.get(f"{page}?result").status_code == 404

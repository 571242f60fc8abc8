"""Archives that a worker makes: it is the real one, and packs several hundred documents."""

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from pytest_django import Settings

from kabinet.access.models import Grant
from kabinet.documents import bundles, operations
from kabinet.documents.models import Document
from kabinet.documents.queries import DocumentNotFound
from kabinet.documents.rules.words import Direction, Kind, Status
from kabinet.files import operations as files
from kabinet.files import queries as stored_files
from kabinet.files.models import StoredFile
from kabinet.foundation.viewer import Viewer
from kabinet.jobs import queries as jobs
from kabinet.jobs.operations import cancel_job
from kabinet.jobs.queries import JobRow
from kabinet.notifications.queries import list_notifications
from tests import factories
from tests.factories import NOW, Cast
from tests.jobs.work import work

MANY = 320

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def frozen(settings: Settings) -> None:
    settings.FROZEN_NOW = NOW


def stored(text: str = "letter") -> StoredFile:
    return files.store_bytes(text.encode(), media_type="application/pdf", now=NOW)


def letters(cast: Cast, count: int, **columns: Any) -> list[int]:
    """Place letters with as many different contents as they have names."""
    placed = [
        factories.document(
            cast.contract,
            Kind.LETTER,
            str(number),
            **{"file": stored(str(number)), "file_name": f"письмо {number}.pdf"} | columns,
        )
        for number in range(count)
    ]
    return [document.pk for document in placed]


def order(viewer: Viewer, document_ids: Sequence[int], key: str = "") -> int:
    return bundles.order_zip(viewer=viewer, document_ids=document_ids, key=key or uuid4().hex, now=NOW)


def made(viewer: Viewer, document_ids: Sequence[int]) -> JobRow:
    """Order an archive, let the worker make it, and return what became of it."""
    number = order(viewer, document_ids)
    work()
    return jobs.get_job(viewer=viewer, number=number)


def unpacked(job: JobRow) -> dict[str, bytes]:
    assert job.file_id is not None
    with ZipFile(BytesIO(stored_files.read_file(job.file_id))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def withdraw_rights(cast: Cast) -> None:
    Grant.objects.everywhere(reason="test").filter(membership__user=cast.accountant).delete()


class TestMakeZip:
    def test_packs_exactly_what_was_ordered(self, cast: Cast, accountant: Viewer) -> None:
        ordered = letters(cast, MANY)
        factories.document(cast.contract, Kind.LETTER, "later", file=stored(), file_name="позже.pdf")

        job = made(accountant, ordered)

        assert unpacked(job) == {f"письмо {number}.pdf": str(number).encode() for number in range(MANY)}
        assert (job.status, job.percent, job.title) == ("done", 100, f"ZIP: {MANY} документов")
        assert job.file_name == "Документы_2026-11-23.zip"
        assert job.kept_until == NOW + timedelta(days=7)

    def test_draws_up_what_has_no_file_yet_and_names_what_cannot_be_had(
        self, cast: Cast, accountant: Viewer
    ) -> None:
        act = factories.document(cast.contract)
        [letter] = letters(cast, 1)

        job = made(accountant, [act.pk, letter])

        assert list(unpacked(job)) == ["письмо 0.pdf", "Не вошли в архив, позвоните куратору.txt"]
        assert job.result == {"missing": [act.pk]}

    def test_tells_its_owner_with_a_link(self, cast: Cast, accountant: Viewer) -> None:
        job = made(accountant, letters(cast, 2))

        [told] = list_notifications(viewer=accountant).rows
        assert (told.subject, told.url) == ("Готово: ZIP: 2 документа", f"/jobs/{job.number}/")

    def test_speaks_the_language_of_its_owner(self, cast: Cast, accountant: Viewer) -> None:
        cast.accountant.language = "en"
        cast.accountant.save()

        job = made(accountant, letters(cast, 1))

        assert job.file_name == "Documents_2026-11-23.zip"

    def test_refuses_when_a_right_was_withdrawn_meanwhile(self, cast: Cast, accountant: Viewer) -> None:
        number = order(accountant, letters(cast, 3))
        withdraw_rights(cast)

        work()

        job = jobs.get_job(viewer=accountant, number=number)
        assert (job.status, job.failure_code, job.file_id) == (
            "failed",
            "documents.document-not-found",
            None,
        )

    def test_goes_from_portion_to_portion(
        self, cast: Cast, accountant: Viewer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ordered = letters(cast, 7)
        monkeypatch.setattr(bundles, "_PORTION", 2)

        assert len(unpacked(made(accountant, ordered))) == 7

    def test_ends_where_its_owner_cancels_it(
        self, cast: Cast, accountant: Viewer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        number = order(accountant, letters(cast, 5))
        draw = operations.ensure_drawn

        def cancel_at_first(**options: Any) -> StoredFile:
            if not jobs.get_job(viewer=accountant, number=number).is_cancelling:
                cancel_job(viewer=accountant, number=number, now=NOW)
            return draw(**options)

        monkeypatch.setattr(operations, "ensure_drawn", cancel_at_first)
        work()

        job = jobs.get_job(viewer=accountant, number=number)
        assert (job.status, job.file_id) == ("cancelled", None)
        assert job.done < job.total
        assert list_notifications(viewer=accountant).total == 0


class TestOrderZip:
    def test_is_one_job_a_key_and_choice(self, cast: Cast, accountant: Viewer) -> None:
        first, second = letters(cast, 2)

        assert order(accountant, [first, second], "k") == order(accountant, [first, second], "k")
        assert order(accountant, [first], "k") != order(accountant, [first, second], "k")
        assert len(jobs.list_jobs(viewer=accountant)) == 2

    def test_counts_a_document_named_twice_once(self, cast: Cast, accountant: Viewer) -> None:
        [letter] = letters(cast, 1)

        assert list(unpacked(made(accountant, [letter, letter]))) == ["письмо 0.pdf"]

    def test_takes_no_document_of_somebody_else(self, cast: Cast, accountant: Viewer) -> None:
        foreign = factories.document(cast.neighbour_contract, Kind.LETTER, file=stored(), file_name="a.pdf")

        with pytest.raises(DocumentNotFound):
            order(accountant, [*letters(cast, 2), foreign.pk])

        assert jobs.list_jobs(viewer=accountant) == []

    def test_takes_no_paper_about_money_without_the_right(self, cast: Cast) -> None:
        invoice = factories.document(cast.contract, Kind.INVOICE)

        with pytest.raises(DocumentNotFound):
            order(factories.viewer_of(cast.engineer), [invoice.pk])


class TestNoteFetched:
    def test_notes_as_seen_what_is_in_the_archive(self, cast: Cast, accountant: Viewer) -> None:
        [letter] = letters(cast, 1)
        [scan] = letters(cast, 1, direction=Direction.IN, status=Status.ACCEPTED, key="scan")
        lost = factories.document(cast.contract)
        job = made(accountant, [letter, scan, lost.pk])
        before = Document.objects.visible_to(accountant).get(pk=letter)

        bundles.note_fetched(viewer=accountant, job=job, now=NOW)

        seen = Document.objects.visible_to(accountant).filter(seen_at=NOW)
        assert before.status == Status.NEW
        assert list(seen.values_list("pk", "status")) == [(letter, Status.SEEN)]

    def test_refuses_when_a_right_was_withdrawn_since(self, cast: Cast, accountant: Viewer) -> None:
        job = made(accountant, letters(cast, 1))
        withdraw_rights(cast)

        with pytest.raises(DocumentNotFound):
            bundles.note_fetched(viewer=factories.viewer_of(cast.accountant), job=job, now=NOW)

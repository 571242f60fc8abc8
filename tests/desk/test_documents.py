"""The review of scans, and the publication of documents."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from kabinet.documents.models import Document
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.journal import queries as journal
from tests import factories
from tests.desk import things
from tests.factories import Cast


def picture() -> bytes:
    target = BytesIO()
    Image.new("RGB", (800, 1100), "white").save(target, "PNG")
    return target.getvalue()


@pytest.fixture
def act(cast: Cast) -> Document:
    return things.act(cast.contract)


@pytest.fixture
def scan(cast: Cast, director: Viewer, act: Document) -> Document:
    return things.scan(cast, director, answers=act, data=picture())


def decide(client: Client, scan: Document, outcome: str, **typed: str) -> HttpResponse:
    return client.post(f"/desk/documents/{scan.pk}/", {"outcome": outcome} | typed)


class TestReview:
    def test_shows_the_scan_beside_our_document(self, scan: Document, act: Document, curator: Client) -> None:
        page = curator.get(f"/desk/documents/{scan.pk}/").content.decode()

        assert f'src="/desk/documents/{scan.pk}/preview/"' in page
        assert f"/desk/documents/{act.pk}/" in page
        assert "1045 от 31.10.2026" in page

    def test_serves_the_picture_small_and_sandboxed(self, scan: Document, curator: Client) -> None:
        answer = curator.get(f"/desk/documents/{scan.pk}/preview/")

        assert answer.headers["Content-Type"] == "image/png"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox")
        assert Image.open(BytesIO(answer.content)).height == 600

    def test_serves_the_file_under_its_own_name(self, scan: Document, curator: Client) -> None:
        answer = curator.get(f"/desk/documents/{scan.pk}/file/")

        assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert b"".join(answer.streaming_content) == picture()

    def test_is_seen_on_the_customers_receipt(
        self, scan: Document, curator: Client, director: Viewer
    ) -> None:
        curator.get(f"/desk/documents/{scan.pk}/")

        receipt = journal.get_receipt(viewer=director, number=scan.receipt_number)
        assert receipt.sighting.by_name == "Петрова Мария Сергеевна"

    def test_accepts_the_scan_and_with_it_the_act(
        self, scan: Document, act: Document, curator: Client
    ) -> None:
        decide(curator, scan, "accept")

        act.refresh_from_db()
        assert act.status == "accepted"

    def test_goes_on_to_the_next_scan(self, scan: Document, curator: Client) -> None:
        assert decide(curator, scan, "accept-next").headers["Location"] == "/desk/next/?kind=scans"

    def test_returns_with_the_reason(self, scan: Document, act: Document, curator: Client) -> None:
        decide(curator, scan, "return", ground="signature")

        act.refresh_from_db()
        scan.refresh_from_db()
        assert (act.status, scan.decision_reason) == ("returned", "Нет подписи или печати")

    def test_asks_for_a_reason_of_a_return(self, scan: Document, curator: Client) -> None:
        answer = decide(curator, scan, "return")

        assert answer.status_code == 422
        assert "Укажите, почему скан возвращается" in answer.content.decode()

    def test_overwrites_no_decision_of_a_colleague(
        self, scan: Document, curator: Client, head: Client
    ) -> None:
        decide(head, scan, "return", note="Не то")

        page = curator.get(decide(curator, scan, "accept").headers["Location"]).content.decode()

        assert "Решение уже принято: Орлов Пётр Ильич" in page
        scan.refresh_from_db()
        assert scan.status == "returned"

    def test_is_not_there_for_another_curator(self, scan: Document, stranger: Client) -> None:
        for part in ("", "file/", "preview/"):
            assert stranger.get(f"/desk/documents/{scan.pk}/{part}").status_code == 404
        assert decide(stranger, scan, "accept").status_code == 404

    def test_asks_the_database_a_fixed_number_of_times(
        self, scan: Document, curator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        curator.get(f"/desk/documents/{scan.pk}/")

        with django_assert_max_num_queries(9):
            curator.get(f"/desk/documents/{scan.pk}/")


@pytest.fixture
def letter(cast: Cast) -> dict[str, object]:
    return {
        "contract": cast.contract.pk,
        "kind": "letter",
        "number": "8-11",
        "dated_on": "20.11.2026",
        "month": "",
        "amount": "",
        "title": "О поверке",
        "source": "uploaded",
        "file": SimpleUploadedFile("письмо.png", picture(), content_type="image/png"),
    }


def published() -> list[Document]:
    return list(Document.objects.everywhere(reason=things.REASON).filter(direction="out").order_by("id"))


def draft_on(page: str) -> str:
    found = re.search(r'name="draft" value="([^"]+)"', page)
    assert found
    return found[1]


class TestPublish:
    def test_places_nothing_before_it_was_checked(
        self, cast: Cast, curator: Client, letter: dict[str, object]
    ) -> None:
        page = curator.post(f"/desk/clients/{cast.plant.pk}/publish/", letter).content.decode()

        assert "Документ ещё не опубликован" in page
        assert "письмо.png" in page
        assert published() == []

    def test_places_one_document_for_two_presses(
        self, cast: Cast, curator: Client, letter: dict[str, object]
    ) -> None:
        address = f"/desk/clients/{cast.plant.pk}/publish/"
        draft = draft_on(curator.post(address, letter).content.decode())

        first = curator.post(f"{address}check/", {"draft": draft})
        second = curator.post(f"{address}check/", {"draft": draft})

        [document] = published()
        assert first.headers["Location"] == second.headers["Location"] == f"/desk/documents/{document.pk}/"
        assert (document.number, document.file_name, document.status) == ("8-11", "письмо.png", "new")

    def test_shows_the_file_before_it_is_published(
        self, cast: Cast, curator: Client, letter: dict[str, object]
    ) -> None:
        address = f"/desk/clients/{cast.plant.pk}/publish/"
        draft = draft_on(curator.post(address, letter).content.decode())

        answer = curator.get(f"{address}preview/", {"draft": draft})

        assert answer.headers["Content-Type"] == "image/png"
        assert answer.headers["Content-Disposition"].startswith("inline")
        assert b"".join(answer.streaming_content) == picture()

    def test_shows_the_file_on_no_other_customers_page(
        self, cast: Cast, head: Client, letter: dict[str, object]
    ) -> None:
        draft = draft_on(head.post(f"/desk/clients/{cast.plant.pk}/publish/", letter).content.decode())

        answer = head.get(f"/desk/clients/{cast.neighbour_plant.pk}/publish/preview/", {"draft": draft})

        assert answer.status_code == 404

    def test_makes_the_name_of_the_file_harmless(
        self, cast: Cast, curator: Client, letter: dict[str, object]
    ) -> None:
        letter["file"] = SimpleUploadedFile(f"{'ы' * 240}\u202e.png", picture())
        address = f"/desk/clients/{cast.plant.pk}/publish/"

        curator.post(f"{address}check/", {"draft": draft_on(curator.post(address, letter).content.decode())})

        [document] = published()
        assert document.file_name == f"{'ы' * 196}.png"

    def test_gives_back_what_was_typed_for_a_change(
        self, cast: Cast, curator: Client, letter: dict[str, object]
    ) -> None:
        address = f"/desk/clients/{cast.plant.pk}/publish/"
        draft = draft_on(curator.post(address, letter).content.decode())

        page = curator.post(address, {"change": draft}).content.decode()

        assert 'value="8-11"' in page
        assert 'value="20.11.2026"' in page

    def test_draws_an_act_up_from_the_months_volumes(
        self, cast: Cast, director: Viewer, curator: Client, letter: dict[str, object]
    ) -> None:
        things.submission(cast, director, {things.day(2): "36100"})
        letter |= {"kind": "act", "number": "1045", "source": "drawn", "month": "2026-11"}
        del letter["file"]
        address = f"/desk/clients/{cast.plant.pk}/publish/"

        draft = draft_on(curator.post(address, letter).content.decode())
        preview = curator.get(f"{address}preview/", {"draft": draft})
        curator.post(f"{address}check/", {"draft": draft})

        assert preview.content.startswith(b"%PDF")
        [document] = published()
        assert (document.status, document.file_name) == ("awaits-signature", "act_1045_2026-11-20.pdf")

    def test_says_that_a_month_has_no_figures(
        self, cast: Cast, curator: Client, letter: dict[str, object]
    ) -> None:
        letter |= {"kind": "act", "source": "drawn", "month": "2026-05"}
        address = f"/desk/clients/{cast.plant.pk}/publish/"
        draft = draft_on(curator.post(address, letter).content.decode())

        answer = curator.post(f"{address}check/", {"draft": draft})

        assert answer.status_code == 422
        assert "За этот месяц нет данных" in answer.content.decode()
        assert published() == []

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"file": SimpleUploadedFile("письмо.pdf", b"MZ")}, "письмо.pdf"),
            ({"file": ""}, "Выберите файл"),
            ({"number": ""}, "Номер"),
            ({"dated_on": "32.11.2026"}, "Дата"),
            ({"source": "drawn"}, "По данным составляются только"),
        ],
    )
    def test_keeps_what_was_typed_when_something_is_wrong(
        self,
        cast: Cast,
        curator: Client,
        letter: dict[str, object],
        changes: dict[str, object],
        words: str,
    ) -> None:
        answer = curator.post(f"/desk/clients/{cast.plant.pk}/publish/", letter | changes)

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "<title>Ошибка:" in page
        assert words in page
        assert 'value="О поверке"' in page

    def test_takes_no_draft_but_its_own(self, cast: Cast, curator: Client) -> None:
        answer = curator.post(f"/desk/clients/{cast.plant.pk}/publish/check/", {"draft": "invented"})

        assert answer.status_code == 404

    def test_is_closed_to_whom_it_does_not_belong(self, cast: Cast, stranger: Client) -> None:
        metrologist = factories.signed_in(factories.user("lvov", role=Role.METERING_ENGINEER))

        assert stranger.get(f"/desk/clients/{cast.plant.pk}/publish/").status_code == 404
        assert metrologist.get(f"/desk/clients/{cast.plant.pk}/publish/").status_code == 403

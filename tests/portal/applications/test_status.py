"""Following an application with number, secret and ИНН: what is shown, and what a wrong guess learns."""

from functools import cache
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from kabinet.access.models import Application, StrayUpload
from kabinet.access.operations import applications as operations
from kabinet.access.queries import applications as queries
from kabinet.access.rules.applications import Check, Outcome, Seen, Status
from kabinet.files.models import StoredFile
from kabinet.foundation.rights import Right
from tests import factories
from tests.factories import NOW, Cast
from tests.files import samples
from tests.portal.applications.typing import TYPED, apply_and_open, hidden_of

PATH = "/access/applications/"


@cache
def blank(pages: int) -> bytes:
    """Return the same bytes each time: a PDF carries the moment at which it was made."""
    return samples.pdf_of_many_pages(pages)


def the_application() -> Application:
    return Application.objects.everywhere(reason="test").get()


def decide(cast: Cast, outcome: Outcome, reason: str = "Нет подписи руководителя") -> None:
    found = the_application()
    operations.decide_application(
        viewer=factories.viewer_of(cast.head),
        number=found.number,
        seen=Seen(found.version, Status(found.status)),
        outcome=outcome,
        reason=reason,
        checks=list(Check),
        rights=[Right.SEE_SUPPLY],
        now=NOW,
    )


def open_with(client: Client, **changes: str) -> Any:
    found = the_application()
    right = {"number": found.number, "inn": found.inn, "secret": operations.secret_of(found.key)}
    return client.post(PATH, right | changes)


class TestOpening:
    def test_shows_the_application_to_whoever_knows_all_three(self, cast: Cast, client: Client) -> None:
        apply_and_open(Client())

        answer = open_with(client)

        assert answer.status_code == 302
        page = client.get(PATH).content.decode()
        assert the_application().number in page
        assert "Новикова Ольга Андреевна" in page
        assert "Срок ответа — 26 ноября 2026" in page

    @pytest.mark.parametrize(
        "wrong", [{"number": "2026-99999"}, {"inn": "1357924680"}, {"secret": "AAAA-AAAA-AAAA"}]
    )
    def test_tells_of_no_part_which_is_wrong(self, cast: Cast, client: Client, wrong: dict[str, str]) -> None:
        apply_and_open(Client())

        answer = open_with(client, **wrong)

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Не нашли заявку с такими данными." in page
        assert "Новикова" not in page
        assert "Новикова" not in client.get(PATH).content.decode()

    def test_is_closed_to_guessing_and_open_again_later(
        self, cast: Cast, client: Client, settings: Settings
    ) -> None:
        apply_and_open(Client())
        for number in range(10):
            open_with(client, secret=f"AAAA-AAAA-{number:04d}")

        closed = open_with(client)

        assert closed.status_code == 429
        assert "Повторите после 23.11.2026 09:35" in closed.content.decode()
        settings.FROZEN_NOW = NOW.replace(minute=36)
        assert open_with(client).status_code == 302

    def test_that_succeeds_gives_a_guesser_no_more_tries(self, cast: Cast, client: Client) -> None:
        apply_and_open(Client())
        for _ in range(9):
            open_with(client, secret="AAAA")
        open_with(client)

        open_with(client, secret="AAAA")

        assert open_with(client, secret="AAAA").status_code == 429

    def test_ends_when_the_applicant_closes_it(self, cast: Cast, client: Client) -> None:
        apply_and_open(client)

        client.post(f"{PATH}leave/")

        assert "Новикова" not in client.get(PATH).content.decode()
        assert client.get(f"{PATH}pdf/").headers["Location"] == PATH


class TestStatus:
    def test_ready_says_where_to_come_and_with_what(self, cast: Cast, client: Client) -> None:
        factories.issue_point("Тверь", address="Тверь, ул. Газовая, д. 5", hours="вт, чт 10:00–15:00")
        apply_and_open(client)

        decide(cast, Outcome.CLEAR)

        page = client.get(PATH).content.decode()
        for words in ("Готова к выдаче", "Тверь, ул. Газовая, д. 5", "вт, чт 10:00–15:00", "паспорт"):
            assert words in page

    @pytest.mark.parametrize("outcome", [Outcome.RETURN, Outcome.REFUSE, Outcome.STOP])
    def test_that_is_a_no_says_why(self, cast: Cast, client: Client, outcome: Outcome) -> None:
        apply_and_open(client)

        decide(cast, outcome)

        assert "Нет подписи руководителя" in client.get(PATH).content.decode()

    def test_is_also_a_paper_on_one_page(self, cast: Cast, client: Client) -> None:
        apply_and_open(client)

        answer = client.get(f"{PATH}pdf/")

        assert answer.headers["Content-Type"] == "application/pdf"
        assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
        assert answer.headers["Cache-Control"] == "private, no-store"


class TestCorrecting:
    def test_begins_with_what_was_typed_and_sends_the_next_version(self, cast: Cast, client: Client) -> None:
        apply_and_open(client)
        decide(cast, Outcome.RETURN)
        page = client.get(f"{PATH}correct/").content.decode()
        assert 'value="novikova@example.org"' in page
        assert "Нет подписи руководителя" in page
        assert the_application().key not in page

        typed = TYPED | {"phone": "+7 495 222-33-44", "seen_version": "1"}
        carried = hidden_of(client.post(f"{PATH}correct/", typed))
        answer = client.post(f"{PATH}correct/", carried | {"action": "send"}, follow=True)

        assert "Исправленная заявка отправлена." in answer.content.decode()
        assert (the_application().version, the_application().phone) == (2, "+7 495 222-33-44")

    def test_is_not_offered_while_the_supplier_checks(self, cast: Cast, client: Client) -> None:
        apply_and_open(client)

        assert client.get(f"{PATH}correct/").headers["Location"] == PATH
        answer = client.post(f"{PATH}correct/", TYPED | {"seen_version": "1", "action": "send"})

        assert answer.status_code == 409
        assert the_application().version == 1

    def test_takes_in_no_file_while_the_supplier_checks(self, cast: Cast, client: Client) -> None:
        apply_and_open(client)

        typed = TYPED | {"seen_version": "1", "files": samples.upload("a.pdf", samples.pdf())}
        answer = client.post(f"{PATH}correct/", typed)

        assert answer.status_code == 409
        assert 'value="novikova@example.org"' in answer.content.decode()
        assert not StoredFile.objects.everywhere(reason="test").exists()

    def test_needs_the_application_opened(self, cast: Cast, client: Client) -> None:
        apply_and_open(Client())
        decide(cast, Outcome.RETURN)

        client.post(f"{PATH}correct/", TYPED | {"seen_version": "1", "action": "send"})

        assert the_application().version == 1


class TestScans:
    def test_are_added_later(self, cast: Cast, client: Client) -> None:
        apply_and_open(client)

        scan = samples.upload("заявление.pdf", samples.pdf())
        answer = client.post(f"{PATH}scans/", {"kind": "signed-application", "files": scan}, follow=True)

        page = answer.content.decode()
        assert "Сканы добавлены к заявке." in page
        assert "заявление.pdf" in page
        [paper] = queries.list_papers(the_application())
        assert paper.kind == "signed-application"

    @pytest.mark.parametrize(
        ("files", "words"),
        [([], "Выберите"), ([samples.upload("a.pdf", b"MZ")], "a.pdf: файл должен быть PDF")],
    )
    def test_that_are_none_are_told_of(
        self, cast: Cast, client: Client, files: list[Any], words: str
    ) -> None:
        apply_and_open(client)

        answer = client.post(f"{PATH}scans/", {"kind": "other", "files": files}, follow=True)

        assert words in answer.content.decode()

    def test_of_a_finished_application_are_not_taken_in(self, cast: Cast, client: Client) -> None:
        apply_and_open(client)
        decide(cast, Outcome.REFUSE)

        page = self.send(client, samples.upload("a.pdf", samples.pdf()))

        assert "её состояние: отказано" in page
        assert not StoredFile.objects.everywhere(reason="test").exists()

    def test_beyond_twenty_are_not_taken_in_and_a_second_press_is_none(
        self, cast: Cast, client: Client
    ) -> None:
        self.fill(client)

        again = self.send(client, self.scan(20))
        too_many = self.send(client, self.scan(21))

        assert "Сканы добавлены" in again
        assert "больше 20 сканов" in too_many
        assert StoredFile.objects.everywhere(reason="test").count() == 20

    def test_are_noted_to_be_let_go_if_nothing_comes_of_them(self, cast: Cast, client: Client) -> None:
        self.fill(client)

        page = self.send(client, self.scan(20, b"%B"))  # it looks like a second press until it is read

        assert "больше 20 сканов" in page
        kept = StoredFile.objects.everywhere(reason="test").values_list("pk", flat=True)
        noted = StrayUpload.objects.everywhere(reason="test").values_list("file_id", flat=True)
        assert len(kept) == 21
        assert set(kept) == set(noted)

    def test_of_too_many_bytes_a_day_are_not_taken_in(
        self, cast: Cast, client: Client, settings: Settings
    ) -> None:
        apply_and_open(client)
        settings.PUBLIC_UPLOAD_BYTES = len(samples.pdf()) + 1
        self.send(client, samples.upload("a.pdf", samples.pdf()))

        page = self.send(client, samples.upload("b.pdf", samples.pdf(pages=3)))

        assert "больше примем с 24.11.2026 09:20" in page
        assert len(queries.list_papers(the_application())) == 1

    def fill(self, client: Client) -> None:
        """Add as many scans as an application may have, ten at a time."""
        apply_and_open(client)
        for first in (1, 11):
            self.send(client, *map(self.scan, range(first, first + 10)))
        assert len(queries.list_papers(the_application())) == 20

    def scan(self, pages: int, last: bytes = b"%A") -> SimpleUploadedFile:
        return samples.upload(f"{pages}.pdf", blank(pages) + last)

    def send(self, client: Client, *scans: Any) -> str:
        typed = {"kind": "other", "files": list(scans)}
        return client.post(f"{PATH}scans/", typed, follow=True).content.decode()

    def test_need_the_application_opened(self, cast: Cast, client: Client) -> None:
        apply_and_open(Client())

        client.post(f"{PATH}scans/", {"files": samples.upload("a.pdf", samples.pdf())})

        assert queries.list_papers(the_application()) == []

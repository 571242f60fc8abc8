from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from kabinet.files import operations as files
from kabinet.jobs.models import Job, Status
from tests import factories
from tests.factories import NOW, Cast

pytestmark = pytest.mark.django_db


def job(owner: object, **columns: object) -> Job:
    columns = {
        "kind": "tests.archive",
        "title": "Архив документов",
        "arguments": {},
        "created_at": NOW,
    } | columns
    row = Job(owner=owner, **columns)
    row.save(force_insert=True)
    return row


def running(owner: object) -> Job:
    return job(owner, status=Status.RUNNING, heartbeat_at=NOW, worker="w", done=64, total=100, started_at=NOW)


def done(owner: object, **columns: object) -> Job:
    stored = files.store_bytes(b"PK\x05\x06" + bytes(18), media_type="application/zip", now=NOW)
    columns = {
        "result_file": stored,
        "result_name": "Документы за октябрь.zip",
        "kept_until": NOW + timedelta(days=6),
    } | columns
    return job(owner, status=Status.DONE, finished_at=NOW, **columns)


class TestList:
    def test_shows_own_jobs_with_their_state_and_progress(self, cast: Cast) -> None:
        running(cast.engineer)
        job(cast.accountant, title="Чужое задание")

        page = factories.signed_in(cast.engineer).get("/jobs/").content.decode()

        assert "Архив документов" in page
        assert "64\N{NO-BREAK SPACE}%" in page
        assert "Чужое задание" not in page

    def test_leads_to_results_and_tells_until_when_they_are_kept(self, cast: Cast) -> None:
        row = done(cast.engineer)

        page = factories.signed_in(cast.engineer).get("/jobs/").content.decode()

        assert f'href="/jobs/{row.number}/?result">Документы за октябрь.zip</a>' in page
        assert "хранится до 29.11.2026" in page

    def test_says_so_when_there_are_none(self, cast: Cast) -> None:
        assert "Заданий нет" in factories.signed_in(cast.engineer).get("/jobs/").content.decode()

    def test_asks_the_database_as_often_for_many_as_for_one(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = factories.signed_in(cast.engineer)
        for _ in range(3):
            running(cast.engineer)
            with django_assert_num_queries(6):
                client.get("/jobs/")


class TestJobPage:
    def test_refreshes_itself_and_can_be_cancelled_while_it_runs(self, cast: Cast) -> None:
        row = running(cast.engineer)
        client = factories.signed_in(cast.engineer)

        page = client.get(f"/jobs/{row.number}/").content.decode()
        client.post(f"/jobs/{row.number}/")

        assert '<meta http-equiv="refresh" content="5">' in page
        assert "Страницу можно закрыть" in page
        assert "Отменяется" in client.get(f"/jobs/{row.number}/").content.decode()

    def test_asks_for_news_with_scripts_until_it_is_over(self, cast: Cast) -> None:
        row, over = running(cast.engineer), done(cast.engineer)
        client = factories.signed_in(cast.engineer)

        news, last = (client.get(f"/jobs/{number}/") for number in (row.number, over.number))

        assert f'hx-get="/jobs/{row.number}/" hx-trigger="every 2s"' in news.content.decode()
        assert "HX-Refresh" not in news
        assert last["HX-Refresh"] == "true"
        assert "hx-get" not in last.content.decode()

    def test_tells_what_is_being_done(self, cast: Cast) -> None:
        row = job(cast.engineer, status=Status.RUNNING, heartbeat_at=NOW, worker="w", message="Акт_1045.pdf")

        page = factories.signed_in(cast.engineer).get(f"/jobs/{row.number}/").content.decode()

        assert 'aria-valuenow="0"' in page
        assert "Акт_1045.pdf" in page

    def test_hands_over_the_result_until_it_is_let_go(self, cast: Cast) -> None:
        row = done(cast.engineer)
        client = factories.signed_in(cast.engineer)

        page = client.get(f"/jobs/{row.number}/").content.decode()
        answer = client.get(f"/jobs/{row.number}/?result")

        assert "29.11.2026" in page
        assert "Скачать (22 Б)" in page
        assert b"".join(answer.streaming_content).startswith(b"PK")
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Security-Policy"] == "sandbox"

    def test_says_that_a_result_was_let_go(self, cast: Cast) -> None:
        row = done(cast.engineer, result_file=None)

        page = factories.signed_in(cast.engineer).get(f"/jobs/{row.number}/").content.decode()

        assert "Результат больше не хранится" in page
        assert "?result" not in page

    def test_says_what_could_not_be_had(self, cast: Cast) -> None:
        row = done(cast.engineer, result={"missing": [1, 2]})

        page = factories.signed_in(cast.engineer).get(f"/jobs/{row.number}/").content.decode()

        assert "2 документа не удалось получить" in page

    @pytest.mark.parametrize(
        ("code", "words"),
        [
            ("documents.document-not-found", "Такого документа нет"),
            ("jobs.broke-off", "из-за ошибки в программе"),
            ("tests.unknown", "Не выполнено"),
        ],
    )
    def test_says_why_it_came_to_nothing(self, cast: Cast, code: str, words: str) -> None:
        row = job(cast.engineer, status=Status.FAILED, finished_at=NOW, failure_code=code)

        assert words in factories.signed_in(cast.engineer).get(f"/jobs/{row.number}/").content.decode()

    def test_has_no_result_before_the_end(self, cast: Cast) -> None:
        row = running(cast.engineer)

        assert factories.signed_in(cast.engineer).get(f"/jobs/{row.number}/?result").status_code == 404

    def test_tells_when_it_was_too_late_to_cancel(self, cast: Cast) -> None:
        row = job(cast.engineer, status=Status.DONE, finished_at=NOW)

        page = factories.signed_in(cast.engineer).post(f"/jobs/{row.number}/", follow=True).content.decode()

        assert "завершилось раньше" in page

    def test_is_nobody_elses(self, cast: Cast) -> None:
        row = running(cast.engineer)

        for person in (cast.accountant, cast.neighbour, cast.curator):
            assert factories.signed_in(person).get(f"/jobs/{row.number}/").status_code == 404


class TestAFileThatWasRead:
    @pytest.fixture
    def read(self, cast: Cast) -> Job:
        return done(
            cast.engineer,
            title="архив-2026.txt",
            result={"archives": [41, 42]},
            result_file=None,
            result_name="",
        )

    def test_leads_to_each_device_from_the_list_and_the_page(self, cast: Cast, read: Job) -> None:
        client = factories.signed_in(cast.engineer)

        for page in (client.get("/jobs/"), client.get(f"/jobs/{read.number}/")):
            text = page.content.decode()
            assert 'href="/readings/files/41/"' in text
            assert 'href="/readings/files/42/"' in text

    def test_says_that_reading_submits_nothing(self, cast: Cast, read: Job) -> None:
        page = factories.signed_in(cast.engineer).get(f"/jobs/{read.number}/").content.decode()

        assert "Передаётся он только после того" in page

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from kabinet.files.operations import remove_file, store_bytes
from kabinet.foundation.viewer import Viewer
from kabinet.jobs import queries, registry, worker
from kabinet.jobs.models import Job
from kabinet.jobs.operations import JobIsOver, cancel_job, forget_results, start_job
from kabinet.jobs.progress import Progress
from kabinet.jobs.queries import JobNotFound, JobRow
from kabinet.jobs.registry import Outcome, register
from kabinet.jobs.worker import Pace, Worker
from tests.jobs import kinds, people

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def accountant() -> Viewer:
    return people.make_viewer("accountant")


@pytest.fixture
def neighbour() -> Viewer:
    return people.make_viewer("neighbour")


@register("tests.makes-a-file")
def make_file(job: Progress, *, content: str) -> Outcome:
    stored = store_bytes(content.encode(), media_type="text/plain", now=job.now)
    return Outcome(file_id=stored.id, file_name="register.txt")


def start(viewer: Viewer, kind: str = "tests.refuses", key: str = "", **arguments: str) -> int:
    key = key or uuid4().hex
    return start_job(kind=kind, arguments=arguments, title="Register", viewer=viewer, key=key, now=NOW)


def work(told: list[JobRow] | None = None) -> bool:
    finished = (lambda job: None) if told is None else told.append
    return Worker(chores=(), finished=finished, pace=Pace()).work_once()


class TestStartJob:
    def test_is_seen_waiting_by_its_owner(self, accountant: Viewer) -> None:
        number = start(accountant)

        [row] = queries.list_jobs(viewer=accountant)

        assert (row.number, row.title, row.status, row.percent) == (number, "Register", "waiting", None)

    def test_is_not_seen_by_others(self, accountant: Viewer, neighbour: Viewer) -> None:
        number = start(accountant)

        assert queries.list_jobs(viewer=neighbour) == []
        with pytest.raises(JobNotFound):
            queries.get_job(viewer=neighbour, number=number)

    def test_goes_with_the_transaction_that_ordered_it(self, accountant: Viewer) -> None:
        with transaction.atomic():
            start(accountant)
            transaction.set_rollback(True)

        assert queries.list_everybodys_jobs() == []

    def test_is_ordered_once_with_the_same_key(self, accountant: Viewer, neighbour: Viewer) -> None:
        numbers = {start(accountant, key="pressed"), start(accountant, key="pressed")}

        assert len(numbers) == 1
        assert start(accountant, key="another") not in numbers
        assert start(neighbour, key="pressed") not in numbers

    def test_is_ordered_anew_after_it_came_to_nothing(self, accountant: Viewer) -> None:
        cancelled = start(accountant, key="pressed")
        cancel_job(viewer=accountant, number=cancelled, now=NOW)

        again = start(accountant, key="pressed")

        assert queries.get_job(viewer=accountant, number=again).status == "waiting"

    def test_knows_only_registered_kinds(self, accountant: Viewer) -> None:
        with pytest.raises(LookupError):
            start(accountant, kind="tests.unheard-of")


class TestCancelJob:
    def test_cancels_a_waiting_job_at_once(self, accountant: Viewer) -> None:
        number = start(accountant)

        cancel_job(viewer=accountant, number=number, now=NOW)

        assert queries.get_job(viewer=accountant, number=number).status == "cancelled"
        assert not work()

    def test_refuses_what_is_over(self, accountant: Viewer) -> None:
        number = start(accountant)
        work()

        with pytest.raises(JobIsOver):
            cancel_job(viewer=accountant, number=number, now=NOW)

    def test_knows_no_job_of_somebody_else(self, accountant: Viewer, neighbour: Viewer) -> None:
        number = start(accountant)

        with pytest.raises(JobNotFound):
            cancel_job(viewer=neighbour, number=number, now=NOW)

        assert queries.get_job(viewer=accountant, number=number).status == "waiting"


class TestWorkOnce:
    def test_has_nothing_to_do_without_jobs(self) -> None:
        assert not work()

    def test_takes_the_oldest_job_first(self, accountant: Viewer, neighbour: Viewer) -> None:
        older, younger = start(accountant), start(neighbour)

        work()

        assert queries.get_job(viewer=accountant, number=older).is_over
        assert not queries.get_job(viewer=neighbour, number=younger).is_over

    def test_records_a_refusal_with_its_code_and_facts_and_does_not_repeat_it(
        self, accountant: Viewer
    ) -> None:
        number = start(accountant)

        work()

        row = queries.get_job(viewer=accountant, number=number)
        assert (row.status, row.attempts, row.failure_code) == ("failed", 1, "tests.papers-missing")
        assert row.failure_facts == {"month": "2026-11", "count": 3}

    def test_keeps_the_file_that_was_made(self, accountant: Viewer) -> None:
        number = start(accountant, kind="tests.makes-a-file", content="1045")

        work()

        row = queries.get_job(viewer=accountant, number=number)
        assert (row.status, row.percent, row.file_name) == ("done", 100, "register.txt")
        assert row.file_id is not None
        assert row.finished_at is not None
        assert row.kept_until == row.finished_at + timedelta(days=7)

    def test_tells_who_asked_to_be_told(self, accountant: Viewer) -> None:
        told: list[JobRow] = []
        number = start(accountant, kind="tests.makes-a-file", content="1045")

        work(told)

        assert [(row.number, row.status, row.owner_id) for row in told] == [
            (number, "done", accountant.user_id)
        ]

    def test_ends_no_job_of_which_nobody_could_be_told(self, accountant: Viewer) -> None:
        number = start(accountant, kind="tests.makes-a-file", content="1045")

        def fail(_job: JobRow) -> None:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            Worker(chores=(), finished=fail, pace=Pace()).work_once()

        assert queries.get_job(viewer=accountant, number=number).status == "running"


class TestForgetResults:
    def test_lets_go_of_files_after_their_time_and_keeps_the_job(self, accountant: Viewer) -> None:
        number = start(accountant, kind="tests.makes-a-file", content="1045")
        work()
        row = queries.get_job(viewer=accountant, number=number)
        assert row.kept_until is not None

        early = forget_results(now=row.kept_until - timedelta(seconds=1))
        late = forget_results(now=row.kept_until)

        assert (early, late) == ([], [row.file_id])
        assert queries.get_job(viewer=accountant, number=number).file_id is None


class TestRemoveFile:
    def test_leaves_a_file_alone_to_which_a_job_refers(self, accountant: Viewer) -> None:
        number = start(accountant, kind="tests.makes-a-file", content="1045")
        work()
        row = queries.get_job(viewer=accountant, number=number)
        assert row.file_id is not None
        assert row.kept_until is not None

        while_kept = remove_file(row.file_id)
        forget_results(now=row.kept_until)
        when_forgotten = remove_file(row.file_id)

        assert (while_kept, when_forgotten) == (False, True)


class TestTable:
    def test_has_no_running_job_without_a_worker(self, accountant: Viewer) -> None:
        number = start(accountant)

        with pytest.raises(IntegrityError), transaction.atomic():
            Job.objects.everywhere(reason="test").filter(number=number).update(status="running")

    def test_has_one_fruitful_job_of_a_key(self, accountant: Viewer) -> None:
        first, second = start(accountant, key="1"), start(accountant, key="2")

        with pytest.raises(IntegrityError), transaction.atomic():
            Job.objects.everywhere(reason="test").filter(number__in=[first, second]).update(key="3")

    def test_has_no_ended_job_without_a_moment_of_its_end(self, accountant: Viewer) -> None:
        number = start(accountant)

        with pytest.raises(IntegrityError), transaction.atomic():
            Job.objects.everywhere(reason="test").filter(number=number).update(status="done")


class TestRegister:
    def test_refuses_a_second_function_for_the_same_kind(self) -> None:
        with pytest.raises(ValueError, match="two functions"):
            register("tests.refuses")(make_file)

    def test_returns_the_function_unchanged(self) -> None:
        assert registry.get_run("tests.refuses") is kinds.refuse


class TestWorker:
    def test_names_each_run_differently(self) -> None:
        assert worker._name() != worker._name()

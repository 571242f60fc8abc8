"""Workers as real processes: killed, frozen, stopped, two at once."""

import signal
from collections import Counter

import pytest

from tests.jobs.conftest import Shop

# The workers see what is committed. On SQLite they have a file of their own.
pytestmark = pytest.mark.django_db(transaction=True)


def is_under_way(row: dict[str, object]) -> bool:
    return row["status"] == "running" and bool(row["done"])


class TestKilledWorker:
    def test_leaves_its_job_to_another_worker_which_goes_on_from_the_last_step(self, shop: Shop) -> None:
        number = shop.start("tests.parts", log=str(shop.log), parts=30, pause=0.1)
        victim = shop.worker()
        shop.wait_for(number, is_under_way)
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        before = shop.job(number)

        shop.worker()
        after = shop.wait_until_over(number)

        assert (before["status"], before["attempts"]) == ("running", 1)
        assert (after["status"], after["attempts"], after["percent"]) == ("done", 2, 100)
        assert (after["done"], after["total"]) == (30, 30)
        assert shop.lines().count(f"{number}/0") == 1

    def test_is_seen_as_lost_before_anybody_takes_the_job_up(self, shop: Shop) -> None:
        number = shop.start("tests.one-long-step", log=str(shop.log), pause=5)
        victim = shop.worker()
        shop.wait_for(number, lambda row: row["status"] == "running")
        victim.kill()
        victim.wait()
        # The other worker is busy; its chores still find the lost job
        shop.start("tests.one-long-step", log=str(shop.log), pause=8)
        shop.worker()

        lost = shop.wait_for(number, lambda row: row["status"] == "retrying")

        assert lost["failure_code"] == "jobs.worker-lost"

    def test_is_given_up_with_its_job_after_three_starts(self, shop: Shop) -> None:
        number = shop.start("tests.kills-its-worker", log=str(shop.log))

        for _ in range(3):
            assert shop.worker().wait(timeout=60) == -signal.SIGKILL
        shop.worker()
        row = shop.wait_until_over(number)

        assert (row["status"], row["attempts"]) == ("given-up", 3)
        assert row["failure_code"] == "jobs.worker-lost"
        assert shop.lines() == [f"{number} attempt {attempt}" for attempt in (1, 2, 3)]
        assert shop.lines("finished") == [f"{number} given-up"]

    def test_leaves_a_cancelled_job_cancelled(self, shop: Shop) -> None:
        number = shop.start("tests.one-long-step", log=str(shop.log), pause=30)
        victim = shop.worker()
        shop.wait_for(number, lambda row: row["status"] == "running")
        shop.cancel(number)
        victim.kill()
        victim.wait()

        shop.worker()
        row = shop.wait_until_over(number)

        assert (row["status"], row["attempts"]) == ("cancelled", 1)


class TestFrozenWorker:
    def test_cannot_spoil_the_run_that_replaced_its_own(self, shop: Shop) -> None:
        number = shop.start("tests.parts", log=str(shop.log), parts=20, pause=0.1)
        frozen = shop.worker()
        shop.wait_for(number, is_under_way)
        frozen.send_signal(signal.SIGSTOP)
        shop.worker()
        done = shop.wait_until_over(number)

        frozen.send_signal(signal.SIGCONT)
        other = shop.start("tests.parts", log=str(shop.log), parts=1, pause=0)
        shop.wait_until_over(other)

        assert shop.job(number) == done
        assert (done["status"], done["attempts"]) == ("done", 2)
        assert frozen.poll() is None


class TestTwoWorkers:
    def test_run_each_job_once(self, shop: Shop) -> None:
        numbers = [shop.start("tests.parts", log=str(shop.log), parts=1, pause=0.02) for _ in range(40)]
        shop.worker()
        shop.worker()

        rows = [shop.wait_until_over(number) for number in numbers]

        assert {(row["status"], row["attempts"]) for row in rows} == {("done", 1)}
        assert Counter(shop.lines()) == dict.fromkeys((f"{number}/0" for number in numbers), 1)

    def test_leave_a_job_alone_whose_steps_are_longer_than_the_silence(self, shop: Shop) -> None:
        number = shop.start("tests.one-long-step", log=str(shop.log), pause=5)
        shop.worker()
        shop.worker()

        row = shop.wait_until_over(number)

        assert (row["status"], row["attempts"]) == ("done", 1)
        assert shop.lines() == [f"{number} begins", f"{number} ends"]


class TestStoppedWorker:
    def test_gives_the_job_back_and_the_attempt_with_it(self, shop: Shop) -> None:
        number = shop.start("tests.parts", log=str(shop.log), parts=40, pause=0.1)
        stopped = shop.worker()
        shop.wait_for(number, is_under_way)
        stopped.terminate()
        status = stopped.wait(timeout=30)
        before = shop.job(number)

        shop.worker()
        after = shop.wait_until_over(number)

        assert status == 0
        assert (before["status"], before["attempts"]) == ("waiting", 0)
        assert (after["status"], after["attempts"]) == ("done", 1)
        assert Counter(shop.lines()) == {f"{number}/{part}": 1 for part in range(40)}

    def test_finishes_a_job_without_steps(self, shop: Shop) -> None:
        number = shop.start("tests.one-long-step", log=str(shop.log), pause=2)
        stopped = shop.worker()
        shop.wait_for(number, lambda row: row["status"] == "running")

        stopped.terminate()
        status = stopped.wait(timeout=30)

        assert status == 0
        assert shop.job(number)["status"] == "done"


class TestFailingJob:
    def test_is_tried_again_and_succeeds(self, shop: Shop) -> None:
        number = shop.start("tests.fails", log=str(shop.log), times=2)
        shop.worker()

        row = shop.wait_until_over(number)

        assert (row["status"], row["attempts"], row["failure_code"]) == ("done", 3, "")

    def test_is_given_up_after_three_attempts(self, shop: Shop) -> None:
        number = shop.start("tests.fails", log=str(shop.log), times=9)
        shop.worker()

        row = shop.wait_until_over(number)

        assert (row["status"], row["attempts"], row["failure_code"]) == ("given-up", 3, "jobs.broke-off")
        assert len(shop.lines()) == 3


class TestCancelledJob:
    def test_ends_at_its_next_step_even_where_errors_are_swallowed(self, shop: Shop) -> None:
        number = shop.start("tests.goes-on-after-errors", log=str(shop.log))
        shop.worker()
        shop.wait_for(number, is_under_way)

        shop.cancel(number)
        row = shop.wait_until_over(number)

        assert row["status"] == "cancelled"
        assert "swallowed" not in shop.lines()
        assert shop.lines("finished") == [f"{number} cancelled"]


class TestChores:
    def test_are_done_beside_a_long_job_and_after_one_of_them_failed(self, shop: Shop) -> None:
        number = shop.start("tests.one-long-step", log=str(shop.log), pause=3)
        shop.worker()
        shop.wait_for(number, lambda row: row["status"] == "running")
        before = len(shop.lines("chores"))

        shop.wait_until_over(number)

        assert len(shop.lines("chores")) - before > 5

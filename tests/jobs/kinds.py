"""Jobs for the tests. Each writes what it does into a file, so that runs can be counted from outside."""

import os
import signal
import time
from pathlib import Path

from kabinet.foundation.refusal import Refusal
from kabinet.jobs.progress import Progress
from kabinet.jobs.registry import Outcome, register


class PapersMissing(Refusal):
    code = "tests.papers-missing"


def _note(log: str, line: str) -> None:
    with Path(log).open("a") as file:
        file.write(f"{line}\n")


@register("tests.parts")
def work_in_parts(job: Progress, *, log: str, parts: int, pause: float) -> Outcome:
    for part in range(job.done, parts):
        _note(log, f"{job.number}/{part}")
        time.sleep(pause)
        job.step(part + 1, parts, f"part {part + 1}")
    return Outcome(facts={"parts": parts})


@register("tests.one-long-step")
def work_in_one_step(job: Progress, *, log: str, pause: float) -> None:
    _note(log, f"{job.number} begins")
    time.sleep(pause)
    _note(log, f"{job.number} ends")


@register("tests.kills-its-worker")
def kill_the_worker(job: Progress, *, log: str) -> None:
    _note(log, f"{job.number} attempt {job.attempt}")
    os.kill(os.getpid(), signal.SIGKILL)


@register("tests.fails")
def fail(job: Progress, *, log: str, times: int) -> None:
    _note(log, f"{job.number} attempt {job.attempt}")
    if job.attempt <= times:
        raise ZeroDivisionError


@register("tests.refuses")
def refuse(job: Progress) -> None:
    raise PapersMissing(month="2026-11", count=3)


@register("tests.goes-on-after-errors")
def go_on_after_errors(job: Progress, *, log: str) -> None:
    for part in range(100):
        try:
            _note(log, f"{job.number}/{part}")
            time.sleep(0.1)
            job.step(part, 100)
        except Exception:  # noqa: BLE001 (the carelessness is the point)
            _note(log, "swallowed")

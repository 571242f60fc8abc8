"""
Another process of the house, driven by the tests: `work` is a worker, `talk` does what the lines of JSON on its
standard input ask for.
"""

import dataclasses
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.core.serializers.json import DjangoJSONEncoder  # noqa: E402 (after the set-up)
from django.db import transaction  # noqa: E402

from kabinet.jobs import operations, queries, worker  # noqa: E402
from tests.jobs import kinds, people  # noqa: E402, F401 (kinds are registered by being loaded)

PACE = worker.Pace(poll=0.1, beat=0.3, silence=2.0, chore=0.2, pauses=(0.2, 0.2))


def main(verb: str, *arguments: str) -> None:
    if verb == "work":
        worker.run(pace=PACE, chores=[_broken_chore, _chore(arguments[0])], finished=_finished(arguments[0]))
    if verb == "talk":
        for answer in _talk():
            sys.stdout.write(json.dumps(answer, cls=DjangoJSONEncoder) + "\n")
            sys.stdout.flush()


def _broken_chore(now: datetime) -> None:
    raise ZeroDivisionError


def _chore(folder: str) -> worker.Chore:
    def chore(now: datetime) -> None:
        with Path(folder, "chores").open("a") as file:
            file.write(f"{now.timestamp()}\n")

    return chore


def _finished(folder: str) -> worker.Finished:
    def finished(job: queries.JobRow) -> None:
        with Path(folder, "finished").open("a") as file:
            file.write(f"{job.number} {job.status}\n")

    return finished


def _talk() -> Iterator[Any]:
    with transaction.atomic():
        viewer = people.make_viewer("accountant")
    yield "ready"
    for line in sys.stdin:
        request = json.loads(line)
        now = datetime.now(tz=UTC)
        if request["do"] == "start":
            yield operations.start_job(
                kind=request["kind"],
                arguments=request["arguments"],
                title="",
                viewer=viewer,
                key=uuid4().hex,
                now=now,
            )
        elif request["do"] == "cancel":
            yield operations.cancel_job(viewer=viewer, number=request["number"], now=now)
        else:
            yield dataclasses.asdict(queries.get_job(viewer=viewer, number=request["number"]))


if __name__ == "__main__":
    main(*sys.argv[1:])

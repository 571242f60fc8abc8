"""Which function does the jobs of which kind. The areas above register theirs when they are loaded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job hands back: facts that its page shows, or a file that was stored."""

    facts: dict[str, Any] = field(default_factory=dict)
    file_id: int | None = None
    file_name: str = ""


Run = Callable[..., Outcome | None]
R = TypeVar("R", bound=Run)

_runs: dict[str, Run] = {}


def register(kind: str) -> Callable[[R], R]:
    """
    Register `def run(job: Progress, **arguments) -> Outcome | None` for the jobs of this kind.

    After a crash it is run again from the start: it commits in parts that do no harm when repeated, or skips
    the first `job.done` of them. `job.step` is called between transactions, never inside one.
    """

    def remember(run: R) -> R:
        if _runs.setdefault(kind, run) is not run:
            raise ValueError(f"two functions for jobs of the kind {kind}")
        return run

    return remember


def get_run(kind: str) -> Run:
    """:raises LookupError: no area has registered the kind"""
    try:
        return _runs[kind]
    except KeyError as error:
        raise LookupError(f"nobody does jobs of the kind {kind}") from error

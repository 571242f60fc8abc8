"""Archives of correctors: a year of hours read and checked, against Python's csv module on the same bytes."""

import csv
import io
import time
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from bench.figures import Figure
from kabinet.formats.archives import day_volumes, read_archive
from kabinet.values.gas_days import GasDayClock
from tests.formats.archives import samples

_BAR = 8.0
_ROUNDS = 9
_CLOCK = GasDayClock(samples.DAY_HOUR, ZoneInfo("Europe/Moscow"))


def measure() -> Iterator[Figure]:
    """Measure in turns, so that a busy machine is busy for both; the best of each counts."""
    year = samples.hours(samples.YEAR, samples.YEAR_START)
    files = {"ek270": (samples.ek270(year), "("), "sodek-csv": (samples.sodek_csv(year), ";")}
    for name, (content, separator) in files.items():
        ours, theirs = _best_of(_reads(content), _splits(content, separator))
        yield Figure(f"archives.{name}.against-csv", ours / theirs, "ratio", _BAR)
        yield Figure(f"archives.{name}.read", ours * 1000, "ms")
        yield Figure(f"archives.{name}.csv", theirs * 1000, "ms")


def _reads(content: bytes) -> Callable[[], object]:
    """Everything: recognised, read, checked, added up by gas days."""
    return lambda: day_volumes(read_archive(content, "archive", clock=_CLOCK), _CLOCK)


def _splits(content: bytes, separator: str) -> Callable[[], object]:
    """Into as many cells as the rows have: those in parentheses are split where one opens."""
    return lambda: list(csv.reader(io.StringIO(content.decode("cp1251"), newline=""), delimiter=separator))


def _best_of(*works: Callable[[], object]) -> list[float]:
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(_ROUNDS):
        for times, work in zip(taken, works, strict=True):
            started = time.process_time()
            work()
            times.append(time.process_time() - started)
    return [min(times) for times in taken]

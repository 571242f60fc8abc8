"""
Hours in the database: a year of one unit, and ten million rows, against the fastest way that the database itself has.

`python -m tests.cluster python -m bench hours` measures PostgreSQL instead of SQLite.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from bench.figures import Figure
from bench.supplier import ROOT, Supplier

_SUPPLIER = Supplier("hours", 0, ROOT / "build/bench/hours")


def measure() -> Iterator[Figure]:
    shutil.rmtree(_SUPPLIER.state, ignore_errors=True)
    _SUPPLIER.state.mkdir(parents=True)
    millions = os.environ.get("KABINET_BENCH_MILLIONS", "10")
    answer = subprocess.run(
        [sys.executable, "-m", "bench.storing", millions],
        env=_SUPPLIER.environment(),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    for line in answer.stdout.splitlines():
        yield Figure(**json.loads(line))
    shutil.rmtree(_SUPPLIER.state, ignore_errors=True)

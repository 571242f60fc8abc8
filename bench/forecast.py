"""The forecast of a month: how far off it was on the demo years, and how often its interval held what came."""

import json
import subprocess
import sys
from collections.abc import Iterator

from bench.figures import Figure
from bench.supplier import SMALL, load

_UNITS = {"forecasts": "forecasts", "coverage": "% of forecasts"}
_PERCENT = "% of the month"


def measure() -> Iterator[Figure]:
    """Hold the forecast against the plainest one that could be made, the mean of the last week."""
    load(SMALL)
    answer = subprocess.run(
        [sys.executable, "-m", "bench.backtest"],
        env=SMALL.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    for ahead, figures in json.loads(answer.stdout).items():
        name = f"forecast.{ahead}-days"
        for figure, value in figures.items():
            yield Figure(f"{name}.{figure}", value, _UNITS.get(figure, _PERCENT))
        yield Figure(
            f"{name}.against-last-week",
            figures["mape"] / figures["mape-of-last-week"],
            "errors of last week",
            1,
        )

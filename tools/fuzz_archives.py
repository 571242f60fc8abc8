"""
`python -m tools.fuzz_archives [--inputs N] [--minutes M] [--seed S]`: spoil archives and read what is left of them.

Every input ends in a named refusal or in a sound archive. One that does not is kept in `build/fuzz`, and the run fails.
"""

import argparse
import json
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

from tests.formats.archives.golden import PACKED
from tests.formats.archives.mutations import golden_files, judged, spoiled

_KEPT = Path(__file__).resolve().parents[1] / "build" / "fuzz"
_MOST_KEPT = 50
_SLOW_SECONDS = 0.5
_PACKED_SHARE = 20
_SHORT_LINES = 14


def main() -> int:
    options = _options()
    answers: Counter[str] = Counter()
    files, chance = _files(), Random(options.seed)  # noqa: S311 (the same inputs for the same seed)
    names = sorted(files)
    plain = [name for name in names if not name.endswith(PACKED)]
    started = time.monotonic()
    for number in range(options.inputs):
        if time.monotonic() - started > options.minutes * 60:
            break
        name = chance.choice(names if number % _PACKED_SHARE == 0 else plain)
        answers[_answer(spoiled(files[name], chance), name, number)] += 1
        if number % 50_000 == 0:
            _report(answers, started)
    _report(answers, started)
    return 1 if answers["broken"] else 0


def _files() -> dict[str, bytes]:
    """Return the sample files, and beginnings of theirs: what is short is spoiled more thoroughly."""
    whole = golden_files()
    short = {
        f"short-{name}": b"".join(content.splitlines(keepends=True)[:_SHORT_LINES])
        for name, content in whole.items()
        if name.endswith((".txt", ".csv"))
    }
    return {**whole, **short, **{f"again-{name}": content for name, content in short.items()}}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _answer(content: bytes, name: str, number: int) -> str:
    began = time.process_time()
    try:
        answer = judged(content, name)
    except Exception:  # noqa: BLE001 (whatever it is, it is what the run looks for)
        _keep(content, f"{number}-{name}")
        return "broken"
    if time.process_time() - began > _SLOW_SECONDS:
        _keep(content, f"slow-{number}-{name}", trace="")
    return answer if isinstance(answer, str) else "read"


def _keep(content: bytes, name: str, trace: str | None = None) -> None:
    _KEPT.mkdir(parents=True, exist_ok=True)
    if len(list(_KEPT.iterdir())) < _MOST_KEPT:
        (_KEPT / name).write_bytes(content)
    print(name, traceback.format_exc() if trace is None else "slow", file=sys.stderr, flush=True)


def _report(answers: Counter[str], started: float) -> None:
    seconds = round(time.monotonic() - started)
    print(
        json.dumps({"inputs": answers.total(), "seconds": seconds, **dict(answers.most_common())}), flush=True
    )


if __name__ == "__main__":
    sys.exit(main())

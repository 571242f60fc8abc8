"""
`python -m tools.fuzz_sheets [--inputs N] [--minutes M] [--seed S]`: spoil spreadsheets and read what is left of them.

Every input ends in a named refusal or in volumes that do not contradict each other; one that does not ends the run.
"""

import argparse
import json
import time
from collections import Counter
from random import Random

from tests.formats.volume_sheets import books
from tests.formats.volume_sheets.mutations import judged, spoiled

#: A workbook takes ten times as long as a text: of so many inputs one is a workbook.
_WORKBOOK_SHARE = 20
_REPORTED_EVERY = 100_000
_SLOW_SECONDS = 0.5


def main() -> None:
    options = _options()
    rows = books.november(14)
    workbooks = [books.xlsx(rows), books.ods(rows)]
    texts = [books.text(rows, encoding=one) for one in ("utf-8", "cp1251", "utf-16")]
    texts += [books.text(rows, mark=mark) for mark in ("\t", ",")]
    answers: Counter[str] = Counter()
    chance, started = Random(options.seed), time.monotonic()  # noqa: S311 (the same inputs for the same seed)
    for number in range(1, options.inputs + 1):
        begun = time.monotonic()
        if begun - started > options.minutes * 60:
            break
        whole = chance.choice(texts if number % _WORKBOOK_SHARE else workbooks)
        answers[judged(spoiled(whole, chance))] += 1
        answers["slow"] += time.monotonic() - begun > _SLOW_SECONDS
        if number % _REPORTED_EVERY == 0:
            _report(answers, started)
    _report(answers, started)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _report(answers: "Counter[str]", started: float) -> None:
    inputs = sum(count for code, count in answers.items() if code != "slow")
    print(json.dumps({"inputs": inputs, "seconds": round(time.monotonic() - started), **answers}))


if __name__ == "__main__":
    main()

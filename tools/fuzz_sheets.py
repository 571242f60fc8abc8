"""
`python -m tools.fuzz_sheets [--inputs N] [--minutes M] [--seed S]`: spoil spreadsheets and read what is left of them.

The sheets are of every shape and kind. Every input ends in a named refusal or in volumes that do not contradict each
other; one that does not ends the run.
"""

import argparse
import json
import time
from collections import Counter
from datetime import date
from random import Random

from tests.formats.volume_sheets import books, old_books, shaped
from tests.formats.volume_sheets.mutations import judged, spoiled

#: A workbook takes ten times as long as a text, and one of Excel 97 wants a process: of so many inputs one is such.
_WORKBOOK_SHARE = 20
_OLD_SHARE = 400
_REPORTED_EVERY = 100_000
_SLOW_SECONDS = 0.5


def main() -> None:
    options = _options()
    material = _material()
    answers: Counter[str] = Counter()
    chance, started = Random(options.seed), time.monotonic()  # noqa: S311 (the same inputs for the same seed)
    for number in range(1, options.inputs + 1):
        begun = time.monotonic()
        if begun - started > options.minutes * 60:
            break
        whole = chance.choice(material[_kind(number)])
        answers[judged(spoiled(whole, chance))] += 1
        answers["slow"] += time.monotonic() - begun > _SLOW_SECONDS
        if number % _REPORTED_EVERY == 0:
            _report(answers, started)
    _report(answers, started)


def _kind(number: int) -> str:
    if number % _OLD_SHARE == 0:
        return "old"
    return "texts" if number % _WORKBOOK_SHARE else "workbooks"


def _material() -> dict[str, list[bytes]]:
    """Return sheets in order by kind, those of every shape in each."""
    volumes = {(name, date(2026, 11, day)): day / 8 for name in ("УУГ-1", "УУГ-2") for day in range(1, 9)}
    sheets = [books.november(9), *(write(volumes) for _shape, write in shaped.SHAPES.values())]
    texts = [books.text(rows, encoding=one) for rows in sheets for one in ("utf-8", "cp1251", "utf-16")]
    texts += [books.text(rows, mark=mark) for rows in sheets for mark in ("\t", ",")]
    workbooks = [write(rows) for rows in sheets for write in (books.xlsx, books.ods)]
    old = [old_books.xls(rows, hidden=[4], hidden_columns=[0]) for rows in sheets]
    return {"texts": texts, "workbooks": workbooks, "old": old}


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

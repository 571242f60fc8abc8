"""`python -m tests.formats.archives.golden`: write the sample files of `golden/` and what is read from them."""

import json
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from kabinet.formats.archives import Archive
from tests.formats.archives import samples
from tests.formats.archives.mutations import GOLDEN, golden_files
from tests.formats.archives.reading import read

ROWS = samples.hours(30)
TROUBLED = [replace(row, status="1" if 6 <= number < 9 else "0") for number, row in enumerate(ROWS)]
DAY = samples.hours(24, datetime(2026, 10, 1))  # noqa: DTZ001
NEXT_DAY = [replace(row, begins=row.begins + timedelta(days=1)) for row in DAY]
PACKED = (".xlsx", ".zip")
"""These hold the moment of writing."""
FILES = {
    "ek270.txt": samples.ek270(TROUBLED),
    "ek270-dp.txt": samples.ek270(ROWS, wide=True, heading=False),
    "tc215.txt": samples.tc215(ROWS),
    "sodek.csv": samples.sodek_csv(TROUBLED),
    "sodek.txt": samples.sodek_text(ROWS),
    "sodek.xlsx": samples.sodek_xlsx(ROWS, hidden=[9]),
    "spg761.txt": samples.spg761(ROWS),
    "80020_480120_20261001_1.xml": samples.xml80020(DAY),
    "80020_480120_20261001_2.xml": samples.xml80020(DAY, minutes=30, group="deliverygroup", unreliable=7),
    "80020.zip": samples.zipped({"1.xml": samples.xml80020(DAY), "2.xml": samples.xml80020(NEXT_DAY)}),
}


def summary(archive: Archive) -> dict[str, Any]:
    return {
        "template": archive.template,
        "serial": archive.serial,
        "begins_at": str(archive.begins_at),
        "hours": len(archive.hours),
        "standard": sum(archive.hours.standard),
        "days": [f"{day.day} {day.standard}" for day in archive.days],
        "findings": dict(sorted(Counter(finding.code.value for finding in archive.findings).items())),
    }


def main() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for name, content in FILES.items():
        if not (name.endswith(PACKED) and (GOLDEN / name).exists()):
            (GOLDEN / name).write_bytes(content)
    expected = {name: summary(read(content, name)) for name, content in golden_files().items()}
    (GOLDEN / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()

"""
`python -m tools.read_archive FILE [--template TOML] [--hour 10] [--zone Europe/Moscow]`: what is read in an archive.

For those who write a template: see docs/guide/en/new-device.md.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from kabinet.formats.archives import (
    Archive,
    BadTemplate,
    Finding,
    NotAnArchive,
    Template,
    all_templates,
    day_volumes,
    parse_template,
    read_archive,
    recognise,
)
from kabinet.values.gas_days import GasDayClock


def main() -> int:
    options = _options()
    try:
        text = report(options.file, options.template, GasDayClock(options.hour, ZoneInfo(options.zone)))
    except (BadTemplate, NotAnArchive) as refused:
        print(refused, file=sys.stderr)
        return 1
    print(text)
    return 0


def report(file: Path, template: Path | None, clock: GasDayClock) -> str:
    """
    Return what is read, as lines.

    :raises BadTemplate: the template says something that cannot be meant
    :raises NotAnArchive: the file goes by no template, or cannot be read by the one it goes by
    """
    content = file.read_bytes()
    own = [] if template is None else [parse_template(template.read_text("utf-8"), source=template.name)]
    found = recognise(content, file.name, [*own, *all_templates()])
    archive = read_archive(content, file.name, template=found, clock=clock)
    return "\n".join(_lines(archive, found, clock))


def _lines(archive: Archive, template: Template, clock: GasDayClock) -> Iterator[str]:
    yield f"template  {template.code}, version {template.version}"
    yield f"device    {archive.model} № {archive.serial}, day from {archive.device_hour:02}:00"
    yield f"hours     {len(archive.hours)}: {archive.begins_at} .. {archive.ends_at}"
    for day in day_volumes(archive, clock):
        yield f"gas day   {day.day}: {_m3(day.standard)} m³ in {day.hours} of {day.expected_hours} hours"
    for record in archive.days:
        yield f"record    {record.day}: {_m3(record.standard)} m³, row {record.row}"
    for finding in archive.findings:
        yield f"finding   {_named(finding)}"


def _named(finding: Finding) -> str:
    places = [("row", finding.row), ("column", finding.column), *finding.facts.items()]
    return ", ".join(
        [finding.code.value, *(f"{name} {value}" for name, value in places if value is not None)]
    )


def _m3(volume: int) -> str:
    return f"{volume // 10_000}.{volume % 10_000:04d}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--template", type=Path)
    parser.add_argument("--hour", type=int, default=10)
    parser.add_argument("--zone", default="Europe/Moscow")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

"""
Stores hours as the cabinet does and as the database does it best, in turns: `python -m bench.storing MILLIONS`.

Runs with the settings and the empty database of the environment; one JSON line a figure.
"""

import csv
import io
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (after the set-up)
from django.db import connection, transaction  # noqa: E402

from kabinet.files import operations as files  # noqa: E402
from kabinet.formats.archives import Hours, read_archive  # noqa: E402
from kabinet.foundation.viewer import Viewer  # noqa: E402
from kabinet.metering import operations, queries  # noqa: E402
from kabinet.metering.archives import plan_of  # noqa: E402
from kabinet.metering.models import HourlyVolume  # noqa: E402
from kabinet.metering.operations.hours import store_hours  # noqa: E402
from kabinet.metering.partitions import ensure_partitions  # noqa: E402
from kabinet.organizations import queries as organizations  # noqa: E402
from tests import factories  # noqa: E402
from tests.factories import NOW, Cast  # noqa: E402
from tests.formats.archives import samples  # noqa: E402

_READ_BAR, _YEAR_BAR, _MILLIONS_BAR = 8.0, 4.0, 2.5
_ROUNDS = 5
_YEARS = 10
_A_YEAR = timedelta(hours=samples.YEAR)
_COLUMNS = "unit_id, starts_at, version, volume, working_volume, pressure, temperature, flags, archive_id"
_REASON = "a measurement"


def main() -> None:
    call_command("migrate", verbosity=0)
    cast = factories.cast()
    factories.instrument(cast.unit, kind="corrector", model="ЕК270", serial_number=samples.SERIAL)
    content = samples.ek270(samples.hours(samples.YEAR, samples.YEAR_START))
    for figure in (*_a_file(cast, content), *_a_year(cast, content), *_millions(cast, int(sys.argv[1]))):
        print(json.dumps(figure), flush=True)


def _figure(name: str, value: float, unit: str, bar: float | None = None) -> dict[str, Any]:
    return {"name": f"hours.{connection.vendor}.{name}", "value": value, "unit": unit, "bar": bar}


def _clocked(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


# --- A file from its bytes to the preview, and from the button to the receipts ---


def _a_file(cast: Cast, content: bytes) -> Iterator[dict[str, Any]]:
    viewer = factories.viewer_of(cast.engineer)
    stored = files.store_bytes(content, media_type="text/plain", now=NOW)
    text = content.decode("cp1251")
    split = min(
        _clocked(lambda: list(csv.reader(io.StringIO(text, newline=""), delimiter="(")))
        for _ in range(_ROUNDS)
    )
    preview = min(_clocked(lambda: _preview(cast, viewer, stored)) for _ in range(_ROUNDS))
    yield _figure("file.preview", preview * 1000, "ms")
    yield _figure("file.preview-against-csv", preview / split, "ratio", _READ_BAR)
    [archive] = _taken(cast, viewer, stored)
    submit = _clocked(
        lambda: operations.submit_archive(
            viewer=viewer, archive_id=archive.pk, reason="production", key="k", now=NOW
        )
    )
    yield _figure("file.submitted", submit * 1000, "ms")


def _taken(cast: Cast, viewer: Viewer, stored: Any) -> list[Any]:
    return operations.take_archive(
        viewer=viewer, contract_id=cast.contract.pk, stored=stored, name="год.txt", unit_id=None, now=NOW
    )


def _preview(cast: Cast, viewer: Viewer, stored: Any) -> None:
    """Read the file, check it, and reckon what becomes of each day; each time as if it came for the first time."""
    queries.ArchiveFile.objects.everywhere(reason=_REASON).filter(status="read").delete()
    [archive] = _taken(cast, viewer, stored)
    plan_of(archive, viewer=viewer, terms=organizations.terms_of(cast.contract), now=NOW)


# --- A year of one unit ---


def _a_year(cast: Cast, content: bytes) -> Iterator[dict[str, Any]]:
    hours = _hours_of(cast, content)
    ours, bare = [], []
    for number in range(_ROUNDS):
        unit, other = (_unit(cast, f"{name}-{number}") for name in ("ours", "bare"))
        ours.append(_clocked(lambda unit=unit: _store(hours, unit)))  # type: ignore[misc]
        rows = _rows(hours, other)
        bare.append(_clocked(lambda rows=rows: _store_bare(rows)))  # type: ignore[misc]
    yield _figure("year.stored", min(ours) * 1000, "ms")
    yield _figure("year.stored-against-bare", min(ours) / min(bare), "ratio", _YEAR_BAR)


# --- Millions ---


def _millions(cast: Cast, millions: int) -> Iterator[dict[str, Any]]:
    year = _hours_of(cast, samples.ek270(samples.hours(samples.YEAR, samples.YEAR_START)))
    years = [_shifted(year, -number) for number in range(_YEARS)]
    units = max(1, round(millions * 1_000_000 / len(year) / _YEARS))
    ours = bare = 0.0
    for number in range(units):
        unit, other = (_unit(cast, f"{name}-of-many-{number}") for name in ("ours", "bare"))
        for hours in years:
            ours += _clocked(lambda hours=hours, unit=unit: _store(hours, unit))  # type: ignore[misc]
            rows = _rows(hours, other)
            bare += _clocked(lambda rows=rows: _store_bare(rows))  # type: ignore[misc]
    count = units * _YEARS * len(year)
    yield _figure("many.rows", count, "rows")
    yield _figure("many.rows-a-second", count / ours, "rows/s")
    yield _figure("many.stored-against-bare", ours / bare, "ratio", _MILLIONS_BAR)


def _hours_of(cast: Cast, content: bytes) -> Hours:
    return read_archive(content, "год.txt", clock=organizations.terms_of(cast.contract).clock).hours


def _shifted(hours: Hours, years: int) -> Hours:
    return replace(hours, starts_at=[moment + years * _A_YEAR for moment in hours.starts_at])


def _unit(cast: Cast, code: str) -> int:
    return int(factories.metering_unit(cast.point, code).pk)


def _store(hours: Hours, unit_id: int) -> None:
    ensure_partitions({moment.date() for moment in hours.starts_at})
    with transaction.atomic():
        store_hours(hours, unit_id=unit_id, archive_id=None)


def _store_bare(rows: Sequence[tuple[Any, ...]]) -> None:
    """COPY on PostgreSQL, executemany in one transaction on SQLite, of rows that are made already."""
    table = HourlyVolume._meta.db_table  # noqa: SLF001 (Django's documented API)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({_COLUMNS}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * 9)
            cursor.executemany(f"INSERT INTO {table} ({_COLUMNS}) VALUES ({places})", rows)  # noqa: S608


def _rows(hours: Hours, unit_id: int) -> Sequence[tuple[Any, ...]]:
    return [
        (unit_id, _stamp(moment), 1, volume, working, pressure, temperature, flags, None)
        for moment, volume, working, pressure, temperature, flags in zip(
            hours.starts_at,
            hours.standard,
            hours.working,
            hours.pressure_pa,
            hours.temperature,
            hours.flags,
            strict=True,
        )
    ]


def _stamp(moment: datetime) -> Any:
    return moment if connection.vendor == "postgresql" else moment.isoformat(" ").removesuffix("+00:00")


if __name__ == "__main__":
    main()

"""Archives of a corrector as the tests hand them over, and what is kept of them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kabinet.access.models import User
from kabinet.files import operations as files
from kabinet.files.kinds import EXCHANGE_TYPES
from kabinet.journal.models import Receipt
from kabinet.metering import operations, queries
from kabinet.metering.archives import PlannedDay, plan_of
from kabinet.metering.models import ArchiveFile, DailyVolume, HourlyVolume, Instrument, MeteringUnit
from kabinet.metering.rules.words import InstrumentKind
from kabinet.organizations import queries as organizations
from tests import factories
from tests.factories import NOW, Cast
from tests.formats.archives import samples

NOVEMBER = datetime(2026, 11, 1, 8)  # noqa: DTZ001 (the clock of a device)
WHY = "production: запущена вторая печь"


def moscow(day: int, hour: int = 8, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=factories.MOSCOW)


def device(unit: MeteringUnit, **columns: Any) -> Instrument:
    """Install the corrector whose archives the samples are."""
    columns = {
        "kind": InstrumentKind.CORRECTOR,
        "model": "ЕК270",
        "serial_number": samples.SERIAL,
        "installed_at": datetime(2024, 1, 1, tzinfo=factories.MOSCOW),
    } | columns
    return factories.instrument(unit, **columns)


def of_days(*volumes: str, first: int = 20) -> list[samples.Hour]:
    """Return the hours of whole gas days of November, so many m³ each."""
    rows = samples.hours(24 * len(volumes), datetime(2026, 11, first, 8))  # noqa: DTZ001
    parts = [divmod(int(Decimal(volume).scaleb(4)), 24) for volume in volumes]
    return [
        samples.replace(row, volume=even + (rest if place % 24 == 23 else 0))
        for place, row in enumerate(rows)
        for even, rest in [parts[place // 24]]
    ]


def taken(
    cast: Cast,
    content: bytes,
    name: str = "archive.txt",
    *,
    unit_id: int | None = None,
    by: User | None = None,
    now: datetime = NOW,
) -> ArchiveFile:
    stored = files.store_upload(SimpleUploadedFile(name, content), allowed=EXCHANGE_TYPES, now=now)
    [row] = operations.take_archive(
        viewer=factories.viewer_of(by or cast.engineer),
        contract_id=cast.contract.pk,
        stored=stored,
        name=name,
        unit_id=unit_id,
        now=now,
    )
    return row


def submitted(
    cast: Cast,
    row: ArchiveFile,
    *,
    reason: str = "",
    key: str = "k",
    by: User | None = None,
    now: datetime = NOW,
) -> list[Receipt]:
    return operations.submit_archive(
        viewer=factories.viewer_of(by or cast.engineer), archive_id=row.pk, reason=reason, key=key, now=now
    )


def plan(cast: Cast, row: ArchiveFile, *, now: datetime = NOW) -> list[PlannedDay]:
    viewer = factories.viewer_of(cast.engineer)
    found = queries.get_archive(viewer=viewer, archive_id=row.pk)
    return plan_of(found, viewer=viewer, terms=organizations.terms_of(cast.contract), now=now)


def daily(**narrowed: Any) -> dict[date, Decimal]:
    rows = DailyVolume.objects.everywhere(reason="a test").filter(superseded_at__isnull=True, **narrowed)
    return dict(rows.order_by("gas_day").values_list("gas_day", "volume"))


def hour_count() -> int:
    return HourlyVolume.objects.everywhere(reason="a test").count()


def hourly(cast: Cast, unit: MeteringUnit | None = None) -> dict[date, tuple[int, Decimal]]:
    """Return how many hours each gas day has, and their sum, m³."""
    sums = queries.hour_sums(
        viewer=factories.viewer_of(cast.engineer),
        terms=organizations.terms_of(cast.contract),
        unit_ids=[(unit or cast.unit).pk],
        since=date(2026, 9, 1),
        until=date(2026, 12, 31),
    )
    return {day: (one.hours, one.volume) for (_unit, day), one in sorted(sums.items())}


def sums(rows: Sequence[samples.Hour]) -> dict[date, Decimal]:
    found: dict[date, int] = {}
    for hour in rows:
        day = (hour.begins - timedelta(hours=8)).date()
        found[day] = found.get(day, 0) + hour.volume
    return {day: Decimal(volume).scaleb(-4) for day, volume in found.items()}

"""The archive of a corrector that was handed over with a new density of the gas, which nobody has recorded yet."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from kabinet.demo.case import Case
from kabinet.demo.clients import Unit
from kabinet.demo.hours import split
from kabinet.demo.sheets import Row
from kabinet.files.operations import store_bytes
from kabinet.formats.archives import Archive, read_archive, template_named
from kabinet.metering.archive_report import report_of
from kabinet.metering.models import ArchiveFile, HourlyVolume, Instrument, VolumeSubmission
from kabinet.metering.partitions import ensure_partitions
from kabinet.metering.rules.words import ArchiveStatus, InstrumentKind, Source

#: The twelfth of all clients with such an archive, where one of their correctors writes the density.
ARCHIVE_CLIENTS = 8
_MODEL, _TEMPLATE = "СПГ761", "spg761"
_OLD, _NEW = "0.6882", "0.6937"
_CHANGED_AFTER = 5
_HEADING = (
    "СПСеть            Архив часовой",
    "Прибор: СПГ761.1 № {serial}",
    "",
    "Объем газа при ст. усл., тп1",
    "Дата       Время  Vст     Vр      P       T     Ксж     pст    НС",
    "                  м3      м3      МПа     °С            кг/м3",
)


def unit_with_archive(case: Case) -> Unit | None:
    """Return the unit of the contract whose newest day came in such an archive, if any."""
    if case.client.index % 12 != ARCHIVE_CLIENTS or not case.is_first:
        return None
    return next((unit for unit in case.deal.units if unit.in_use_to is None and _corrector(case, unit)), None)


def hand_over(case: Case, unit: Unit, volume: Row) -> None:
    """Let the day's volume, as it was entered, come from an archive whose density changed in the afternoon."""
    corrector, day = _corrector(case, unit), volume["gas_day"]
    submission = next(
        row for row in case.sheets[VolumeSubmission].rows if row["id"] == volume["submission_id"]
    )
    content = _text(case, corrector["serial_number"], day, volume["volume"])
    name, at = f"архив_{day:%d-%m-%Y}.txt", submission["submitted_at"]
    archive = read_archive(content, name, clock=case.deal.clock, template=template_named(_TEMPLATE))
    file = case.sheets[ArchiveFile].add(
        contract_id=case.deal.pk,
        unit_id=unit.pk,
        instrument_id=corrector["id"],
        file_id=store_bytes(content, media_type="text/plain", now=at).pk,
        name=name,
        template=_TEMPLATE,
        serial=archive.serial,
        uploaded_at=at - timedelta(minutes=2),
        uploaded_by=case.client.engineer.name,
        uploader_id=case.client.engineer.user_id,
        first_hour=archive.hours.starts_at[0],
        last_hour=archive.hours.starts_at[-1],
        hours=len(archive.hours),
        report=report_of(archive, clock=case.deal.clock),
        status=ArchiveStatus.SUBMITTED,
    )
    volume["source"], submission["archive_id"] = Source.ARCHIVE, file["id"]
    _keep_hours(case, unit, day, archive, file["id"])


def _corrector(case: Case, unit: Unit) -> Row:
    rows = case.sheets[Instrument].rows
    of_unit = (row for row in rows if row["unit_id"] == unit.pk and row["kind"] is InstrumentKind.CORRECTOR)
    return next((row for row in of_unit if row["model"] == _MODEL), {})


def _text(case: Case, serial: str, day: date, volume: Decimal) -> bytes:
    lines = [line.format(serial=serial) for line in _HEADING]
    for place, share in enumerate(split(volume, [1] * 24)):
        ends = case.deal.clock.begins_at(day) + timedelta(hours=place + 1)
        density = _NEW if place >= _CHANGED_AFTER else _OLD
        figures = (f"{share:.4f}", f"{share / 4:.4f}", "0.42000", "9.50", "0.99050", density, "-")
        lines.append("  ".join((f"{ends:%d.%m.%Y}", f"{ends:%H:%M}", *figures)))
    return ("\r\n".join(lines) + "\r\n").encode("cp866")


def _keep_hours(case: Case, unit: Unit, day: date, archive: Archive, archive_id: int) -> None:
    ensure_partitions([day])
    hours = archive.hours
    columns: Sequence[Sequence[object]] = (
        hours.starts_at,
        [Decimal(one).scaleb(-4) for one in hours.standard],
        hours.pressure_pa,
        hours.temperature,
    )
    for starts_at, standard, pressure, temperature in zip(*columns, strict=True):
        case.sheets[HourlyVolume].add_row(
            {
                "unit_id": unit.pk,
                "starts_at": starts_at,
                "volume": standard,
                "pressure": pressure,
                "temperature": temperature,
                "archive_id": archive_id,
            }
        )

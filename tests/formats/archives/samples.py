"""Archives as devices and their programs write them, made up from a fixed rule: no file of anybody's."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

SERIAL = "27094518"
OTHER_SERIAL = "27094602"
DAY_HOUR = 10
START = datetime(2026, 10, 1, DAY_HOUR)  # noqa: DTZ001 (the clock of a device)
MADE = datetime(2026, 11, 1)  # noqa: DTZ001 (a workbook knows no zones)
YEAR_START = datetime(2025, 11, 1, DAY_HOUR)  # noqa: DTZ001
YEAR = 8760
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Hour:
    """`volume` and `working` in ten-thousandths of a m³; `begins` by the clock of the device."""

    begins: datetime
    volume: int
    working: int
    bar: float
    celsius: float
    k: float
    c: float
    status: str = "0"

    @property
    def ends(self) -> datetime:
        return self.begins + AN_HOUR


def hours(count: int, start: datetime = START) -> list[Hour]:
    """Return hours of a plant that takes most by day, with a pressure and a temperature that wander."""
    chance = Random(20261001)
    return [_hour(start + AN_HOUR * number, chance) for number in range(count)]


def _hour(begins: datetime, chance: Random) -> Hour:
    bar = round(4.2 + chance.uniform(-0.15, 0.15), 4)
    celsius = round(9.0 + 4.0 * ((begins.hour - 4) % 24 < 12) + chance.uniform(-1.5, 1.5), 2)
    k = round(0.9905 + chance.uniform(-0.0005, 0.0005), 5)
    c = round(bar / 1.01325 * 293.15 / (celsius + 273.15) / k, 5)
    working = 200_000 + 60_000 * (7 <= begins.hour < 20) + chance.randrange(20_000)
    return Hour(begins, round(working * c), working, bar, celsius, k, c)


def totals(rows: Sequence[Hour], start: int = 8_842_665_191) -> Iterator[tuple[Hour, int, int]]:
    """Return each hour with the running totals at its end."""
    standard, working = start, 680_440_000
    for row in rows:
        standard, working = standard + row.volume, working + row.working
        yield row, standard, working


def utc(moment: datetime) -> datetime:
    """Return the moment of Moscow time."""
    return (moment - timedelta(hours=3)).replace(tzinfo=UTC)


def four(value: int) -> str:
    return f"{value // 10_000}.{value % 10_000:04d}"


def ek270(
    rows: Sequence[Hour],
    *,
    serial: str = SERIAL,
    heading: bool = True,
    wide: bool = False,
    day_hour: int = DAY_HOUR,
) -> bytes:
    """Return raw rows: the total before the first hour, then an hour a row, and a day a row behind its last hour."""
    lines = [f"EK270 № {serial}"] if heading else []
    first = replace(rows[0], begins=rows[0].begins - AN_HOUR, volume=0, working=0)
    number = 18_000
    for row, standard, working in totals([first, *rows]):
        lines.append(_ek270_row(number, row, standard, working, "0x8104", wide=wide))
        number += 1
        if row.ends.hour == day_hour:
            lines.append(_ek270_row(number, row, standard, working, "0x8103", wide=wide))
            number += 1
    return ("\r\n".join(lines) + "\r\n").encode("cp1251")


def _ek270_row(number: int, row: Hour, standard: int, working: int, code: str, *, wide: bool) -> str:
    figures = [four(standard - 22_000_000), four(standard), four(working - 2_000_000), four(working)]
    state = [f"{row.bar:.4f}", f"{row.celsius:.2f}", f"{row.k:.5f}", f"{row.c:.5f}"]
    more = ["0.0421", f"{row.celsius:.2f}"] if wide else []
    stamp = f"{row.ends:%Y-%m-%d,%H:%M:%S}"
    cells = [
        str(number),
        str(number - 17_360),
        stamp,
        *figures,
        *state,
        *more,
        row.status,
        "14",
        "0",
        "0",
        "0",
        code,
    ]
    return "".join(f"({cell})" for cell in [*cells, "CRC Ok"])


def tc215(rows: Sequence[Hour], *, serial: str = SERIAL) -> bytes:
    """Return raw rows; the factor of this device knows no compressibility."""
    lines = [f"TC215 № {serial}"]
    first = replace(rows[0], begins=rows[0].begins - AN_HOUR, volume=0, working=0)
    for number, (row, standard, working) in enumerate(totals([first, *rows]), start=13_000):
        c = row.bar / 1.01325 * 293.15 / (row.celsius + 273.15)
        cells = [str(number), f"{row.ends:%Y-%m-%d,%H:%M:%S}", four(standard), four(standard)]
        cells += [four(working), four(working), f"{row.celsius:.2f}", f"{row.bar * 100:.4f}", f"{c:.4f}"]
        lines.append("".join(f"({cell})" for cell in [*cells, row.status, "0", "0", "0x8104", "CRC Ok"]))
    return ("\r\n".join(lines) + "\r\n").encode("cp1251")


SODEK_COLUMNS = [
    "Время",
    "Vраб.общ.,[м3] (потребление)",
    "Vст.общ.,[м3] (потребление)",
    "P,[бар]",
    "T,[°С]",
    "К кор.",
    "Сист. статус",
    "Статус Vраб.",
    "Статус Vст.",
    "Статус P",
    "Статус T",
    "Vраб.общ.,[м3] (счетчик)",
    "Vст.общ.,[м3] (счетчик)",
]


def sodek_rows(rows: Sequence[Hour], *, serial: str = SERIAL) -> list[list[str]]:
    """Return the cells of the printed report, day by day with titles and sums."""
    report = [
        ["Поставщик: ООО «Поставщик газа»"],
        ["Потребитель: АО «Завод»"],
        [f"Прибор: Корректор ЕК270 № {serial}"],
        ["Начало дня приборное: 10:00:00   программное: 10:00:00"],
        SODEK_COLUMNS,
    ]
    day: list[Hour] = []
    for row, standard, working in totals(rows):
        if not day:
            report.append([f"Газовые сутки: {row.begins:%d.%m.%Y}"])
        day.append(row)
        report.append(_sodek_row(row, standard, working))
        if row.ends.hour == DAY_HOUR:
            report.append(_sodek_sum("Итого за газ. сутки", day))
            day = []
    report += [_sodek_sum("ИТОГО ПО ОТЧЕТУ", rows), ["Представитель поставщика ____________"]]
    return report


def _sodek_row(row: Hour, standard: int, working: int) -> list[str]:
    state = [f"{row.bar:.4f}", f"{row.celsius:.2f}", f"{row.c:.5f}"]
    cells = [
        four(row.working),
        four(row.volume),
        *state,
        row.status,
        "0",
        "0",
        "0",
        "0",
        four(working),
        four(standard),
    ]
    return [f"{row.ends:%d.%m.%Y %H:%M:%S}", *(cell.replace(".", ",") for cell in cells)]


def _sodek_sum(title: str, rows: Sequence[Hour]) -> list[str]:
    sums = [four(sum(row.working for row in rows)), four(sum(row.volume for row in rows))]
    return [title, *(cell.replace(".", ",") for cell in sums)]


def sodek_csv(rows: Sequence[Hour], *, serial: str = SERIAL) -> bytes:
    return "".join(";".join(row) + "\r\n" for row in sodek_rows(rows, serial=serial)).encode("cp1251")


def sodek_text(rows: Sequence[Hour]) -> bytes:
    return "".join("   ".join(row) + "\r\n" for row in sodek_rows(rows)).encode("cp1251")


def sodek_xlsx(rows: Sequence[Hour], *, hidden: Sequence[int] = (), formulas: bool = False) -> bytes:
    """Return the report as a workbook with true days and numbers, its title merged over the columns."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})  # equal contents are equal bytes, whenever they are written
        page, stamp = book.add_worksheet("Отчёт"), book.add_format({"num_format": "dd.mm.yyyy hh:mm:ss"})
        for number, row in enumerate(sodek_rows(rows)):
            for place, cell in enumerate(row):
                _write_cell(page, number, place, cell, stamp)
        page.merge_range(1, 0, 1, 5, "Потребитель: АО «Завод»")
        for number in hidden:
            page.set_row(number - 1, options={"hidden": True})
        if formulas:
            page.write_formula(7, 20, "=1+1", None, 2)
    return target.getvalue()


def _write_cell(page: Worksheet, number: int, place: int, cell: str, stamp: Format) -> None:
    if place == 0 and cell[:1].isdigit():
        page.write_datetime(number, 0, datetime.strptime(cell, "%d.%m.%Y %H:%M:%S"), stamp)  # noqa: DTZ007
    elif place and cell.replace(",", "").replace("-", "").isdigit():
        page.write_number(number, place, float(cell.replace(",", ".")))
    else:
        page.write_string(number, place, cell)


def spg761(rows: Sequence[Hour], *, serial: str = "24017") -> bytes:
    lines = [
        "СПСеть            Архив часовой",
        f"Прибор: СПГ761.1 № {serial}",
        "",
        "Объем газа при ст. усл., тп1",
        "Дата       Время  Vст     Vр      P       T     Ксж     ρст    НС",
        "                  м3      м3      МПа     °С            кг/м3",
    ]
    for row in rows:
        figures = [
            four(row.volume),
            four(row.working),
            f"{row.bar / 10:.5f}",
            f"{row.celsius:.2f}",
            f"{row.k:.5f}",
        ]
        cells = [
            f"{row.ends:%d.%m.%Y}",
            f"{row.ends:%H:%M}",
            *figures,
            "0.6882",
            row.status.replace("0", "-"),
        ]
        lines.append("  ".join(cells))
    return ("\r\n".join(lines) + "\r\n").replace("ρ", "p").encode("cp866")


def xml80020(
    rows: Sequence[Hour],
    *,
    minutes: int = 60,
    group: str = "area",
    code: str = "480120070113",
    unreliable: int = -1,
) -> bytes:
    """Return one day; the hour numbered `unreliable` has status 1 and no value."""
    day = rows[0].begins
    periods = []
    for number, row in enumerate(rows):
        for part in range(60 // minutes):
            begin = row.begins + timedelta(minutes=minutes * part)
            end = begin + timedelta(minutes=minutes)
            volume = row.volume // (60 // minutes)
            value, status = ("", "1") if number == unreliable else (four(volume), "0")
            times = f'start="{begin:%H%M}" end="{end:%H%M}"'
            periods.append(f'<period {times}><value status="{status}">{value}</value></period>')
    channel = f'<measuringchannel code="01" desc="Vст">{"".join(periods)}</measuringchannel>'
    point = f'<measuringpoint code="{code}" name="ГРП цеха № 1">{channel}</measuringpoint>'
    return (
        '<?xml version="1.0" encoding="windows-1251"?>\r\n<message class="80020" version="2" number="17">'
        f"<datetime><timestamp>{day:%Y%m%d}235959</timestamp><daylightsavingtime>0</daylightsavingtime>"
        f"<day>{day:%Y%m%d}</day></datetime><sender><inn>7700000016</inn><name>АО «Завод»</name></sender>\r\n"
        f"<{group}><inn>7700000016</inn><name>Площадка</name>{point}</{group}></message>"
    ).encode("cp1251")


def zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()

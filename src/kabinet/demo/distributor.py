"""The distributor's report of the latest closed month: mostly in agreement with our days, as such reports are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from typing import Any

import xlsxwriter
from django.db.models import QuerySet, Sum

from kabinet.demo.book import Actor, Book
from kabinet.demo.scope import Scope
from kabinet.demo.sheets import Sheets
from kabinet.files.kinds import XLSX
from kabinet.files.operations import store_bytes
from kabinet.foundation.formatting import month as month_in_words
from kabinet.metering.models import Adjustment, DailyVolume, DistributorReport, DistributorVolume
from kabinet.metering.rules.words import ReportStatus
from kabinet.organizations.models import SupplyPoint
from kabinet.values.volume import STEP, THOUSAND, ZERO

_REASON = "the demo supplier's own rows"
_HOUR = timedelta(days=1, hours=11)
#: Of so many points one is measured otherwise, one has another address, one is left out: the one with this key.
_APART, _MOVED, _LEFT_OUT = (7, 2), (5, 0), (11, 0)
_HEADINGS = {
    0: "№ п\\п",
    1: "Покупатель",
    2: "Договор поставки газа",
    4: "Код ТП",
    5: "Адрес ТП",
    6: "Всего объем оттранспортированного газа, тыс. м3",
    8: "в т.ч. объем газа в пределах установленного по договору, тыс. м3",
    10: "в т.ч. объем газа сверхустановленного по договору (с 16 сентября по 14 апреля), тыс. м3",
    12: "в т.ч. объем газа сверхустановленного по договору (с 15 апреля по 15 сентября), тыс. м3",
    14: "Категория потребления",
    15: "Калорийность",
    16: "Тип газа",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A point in the report, m³."""

    pk: int
    code: str
    address: str
    contract: str
    buyer: str
    volume: Decimal


def carried(point_id: int, ours: Decimal) -> Decimal | None:
    """Return what the distributor says that it carried to the point where we have so many m³; None: it left it out."""
    if _is_one_of(point_id, _LEFT_OUT):
        return None
    return (ours * Decimal("1.013")).quantize(STEP) if _is_one_of(point_id, _APART) else ours


def _is_one_of(point_id: int, which: tuple[int, int]) -> bool:
    every, place = which
    return point_id % every == place


def write_report(scope: Scope, sheets: Sheets, metering: Actor, book: Book) -> None:
    """Write the report with its file, and its volumes; the rows of our own month are written already."""
    month = scope.month.previous
    at = datetime.combine(scope.month.first_day, datetime.min.time(), tzinfo=scope.midnight.tzinfo) + _HOUR
    lines = list(_lines(scope))
    if not scope.is_closed(month) or at >= scope.midnight or not lines:
        return
    content = _workbook(lines, title=f"Объемы транспортировки газа за {month_in_words(month)} г.", at=at)
    report = sheets[DistributorReport].add(
        month=month,
        version=1,
        file_id=store_bytes(content, media_type=XLSX.media_type, now=at).pk,
        name=f"ГРО {month}.xlsx",
        points=len(lines) + 1,
        volume=sum((line.volume for line in lines), ZERO) + THOUSAND,
        uploaded_at=at,
        uploaded_by=metering.name,
        loaded_at=at + timedelta(minutes=4),
        loaded_by=metering.name,
        status=ReportStatus.COUNTS,
    )
    for line in lines:
        sheets[DistributorVolume].add(
            report_id=report["id"],
            supply_point_id=line.pk,
            month=month,
            volume=line.volume,
            within=line.volume,
            over=ZERO,
        )
    book.note(
        "metering.distributor.loaded",
        actor=metering,
        subject=f"distributor:{report['id']}",
        data={"month": str(month), "version": 1, "file": report["name"], "points": len(lines)},
        at=report["loaded_at"],
    )


def _lines(scope: Scope) -> Iterator[_Line]:
    month = scope.month.previous
    volumes = DailyVolume.objects.everywhere(reason=_REASON).filter(
        gas_day__gte=month.first_day, gas_day__lte=month.last_day, superseded_at__isnull=True
    )
    sums = _by_point(volumes, "volume")
    corrected = _by_point(Adjustment.objects.everywhere(reason=_REASON), "difference")
    points = SupplyPoint.objects.everywhere(reason=_REASON).order_by("contract__number", "code", "id")
    columns = ("id", "code", "address", "contract__number", "contract__organization__name")
    for pk, code, address, contract, buyer in points.values_list(*columns):
        volume = carried(pk, sums[pk] - corrected.get(pk, ZERO)) if pk in sums else None
        if volume is not None:
            where = f"{address}, корп. 2" if _is_one_of(pk, _MOVED) else address
            yield _Line(pk, code, where, contract, f"{buyer} ", volume)


def _by_point(rows: "QuerySet[Any]", column: str) -> Mapping[int, Decimal]:
    points = rows.order_by("unit__supply_point_id").values_list("unit__supply_point_id")
    return dict(points.annotate(total=Sum(column)))


def _workbook(lines: Sequence[_Line], *, title: str, at: datetime) -> bytes:
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": at.replace(tzinfo=None)})
        page = book.add_worksheet("Отчет")
        page.write_string(0, 1, title)
        for column, heading in _HEADINGS.items():
            page.write_string(4, column, heading)
        for column in range(6, 14):
            page.write_string(5, column, "в т.ч. ЛО" if column % 2 else "в т.ч. СПб")
        for row, cells in enumerate(_rows(lines), start=6):
            page.write_row(row, 0, cells)
    return target.getvalue()


def _rows(lines: Sequence[_Line]) -> Iterator[list[str | float | None]]:
    """A row of the buyer, and one for each of their points; last, a buyer whom we do not supply."""
    for number, (key, group) in enumerate(
        groupby(lines, key=lambda line: (line.buyer, line.contract)), start=1
    ):
        yield [number, *key]
        for line in group:
            thousand = float(line.volume / THOUSAND)
            yield [None, None, None, None, line.code, line.address, thousand, 0, thousand, 0]
    yield [len(lines) + 1, "ООО «Чужой покупатель»", "99-9-0001/26"]
    yield [None, None, None, None, "ТП-9999", "Санкт-Петербург, Заводская ул., 1", 1, 0, 1, 0]

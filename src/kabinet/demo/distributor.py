"""The distributor's report of the latest closed month: mostly in agreement with our days, as such reports are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import groupby

import xlsxwriter
from django.db.models import Sum

from kabinet.demo.book import Actor, Book
from kabinet.demo.scope import Scope
from kabinet.demo.sheets import Sheets
from kabinet.files.kinds import XLSX
from kabinet.files.operations import store_bytes
from kabinet.foundation.formatting import month as month_in_words
from kabinet.metering.models import DailyVolume, DistributorReport, DistributorVolume
from kabinet.metering.rules.words import ReportStatus
from kabinet.organizations.models import SupplyPoint
from kabinet.values.volume import STEP, THOUSAND, ZERO

_REASON = "the demo supplier's own rows"
_HOUR = timedelta(days=6, hours=11)
#: Of so many points one is measured otherwise, one has another address, one is left out.
_APART, _MOVED, _LEFT_OUT = 7, 5, 11
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
    sums: Mapping[int, Decimal] = dict(
        volumes.order_by("unit__supply_point_id")
        .values_list("unit__supply_point_id")
        .annotate(total=Sum("volume"))
    )
    points = SupplyPoint.objects.everywhere(reason=_REASON).order_by("contract__number", "code", "id")
    columns = ("id", "code", "address", "contract__number", "contract__organization__name")
    for number, (pk, code, address, contract, buyer) in enumerate(points.values_list(*columns), start=1):
        if pk in sums and number % _LEFT_OUT:
            volume = sums[pk] if number % _APART else (sums[pk] * Decimal("1.013")).quantize(STEP)
            where = address if number % _MOVED else f"{address}, корп. 2"
            yield _Line(pk, code, where, contract, f"{buyer} ", volume)


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

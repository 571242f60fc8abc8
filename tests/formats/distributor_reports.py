"""The distributor's monthly report as it comes."""

from collections.abc import Sequence

from tests.formats.volume_sheets import books

HEADINGS: list[books.Value] = [
    "№ п\\п", "Покупатель", "Договор поставки газа", None, "Код ТП", "Адрес ТП",
    "Всего объем оттранспортированного газа, тыс. м3", None,
    "в т.ч. объем газа в пределах", None, "сверхустановленного (зима)", None, "сверхустановленного (лето)", None,
    "Категория потребления", "Калорийность", "Тип газа",
]  # fmt: skip
REGIONS: list[books.Value] = [None] * 6 + ["в т.ч. СПб", "в т.ч. ЛО"] * 4


def buyer(name: str, contract: str, total: float | None = None) -> list[books.Value]:
    return [1, name, contract, None, None, None, total]


def point(
    code: str,
    total: books.Value,
    *,
    address: str = "",
    contract: str = "",
    own: books.Value = None,
    region: int = 0,
    over: float = 0,
    within: books.Value = None,
) -> list[books.Value]:
    """Return a point row, thousand m³; `region` 1 puts the figures into the second column of each pair."""
    rest = within if within is not None else total - over if isinstance(total, float | int) else total
    figures: list[books.Value] = [None] * 8
    figures[region], figures[2 + region], figures[4 + region] = total, rest, over or None
    return [None, address, contract, own, code, address, *figures, "пром.", 8000, "природный"]


def report(
    *rows: Sequence[books.Value], title: str = "Объемы транспортировки газа за октябрь 2026 г."
) -> bytes:
    return books.xlsx([[None, title], [], [], [], HEADINGS, REGIONS, *rows])

"""The figures of the pages as a table for people, a page a line; what missed its bar is marked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bench.figures import Figure

Page = Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Column:
    """`metric` is the end of a figure's name; `head` says what it is and `unit` what it counts."""

    metric: str
    head: str
    unit: str
    text: Callable[[float], str] = "{:.0f}".format


_COLUMNS = [
    Column("queries", "database", "queries"),
    Column("bytes", "size", "KB", lambda size: f"{size / 1024:.0f}"),
    Column("1x.p50", "100 org.", "p50 ms", "{:.1f}".format),
    Column("10x.p50", "1000 org.", "p50 ms", "{:.1f}".format),
    Column("growth", "10x / 1x", "times", "{:.2f}".format),
    Column("10x.c1", "one at once", "page/s"),
    Column("c8", "8 at once", "page/s"),
    Column("c8.p95", "8 at once", "p95 ms"),
    Column("processor", "takes", "CPU ms", "{:.1f}".format),
    Column("bare.processor", "a bare view", "CPU ms", "{:.1f}".format),
    Column("times-bare", "costs as many", "bare views", "{:.1f}".format),
    Column("times-select", "or as many", "SELECTs of 50", "{:.1f}".format),
]


def pages_table(figures: Iterable[Figure]) -> str:
    """Return the table, empty where no page was measured."""
    pages: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        family, _, rest = figure.name.partition(".")
        if family == "pages":
            name, _, metric = rest.partition(".")
            pages.setdefault(name, {})[metric] = figure
    if not pages:
        return ""
    heads = [["", *(column.head for column in _COLUMNS)], ["page", *(column.unit for column in _COLUMNS)]]
    rows = [[name, *(_cell(page, column) for column in _COLUMNS)] for name, page in pages.items()]
    widths = [max(map(len, cells)) for cells in zip(*heads, *rows, strict=True)]
    return "\n".join(_line(cells, widths) for cells in heads + rows)


def _cell(page: Page, column: Column) -> str:
    figure = page[column.metric]
    text = column.text(figure.value)
    if figure.bar is None:
        return text
    return f"{text} {'≤' if figure.holds else '> !'} {figure.bar:g}"


def _line(cells: Iterable[str], widths: Iterable[int]) -> str:
    name, *rest = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "  ".join([name, *(cell.strip().rjust(len(cell)) for cell in rest)])

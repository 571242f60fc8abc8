"""Names of files put together in one archive."""

from collections.abc import Iterable, Iterator


def unique_names(names: Iterable[str]) -> Iterator[str]:
    """Number the names that come again, whatever their case: act.pdf, Act.pdf give act.pdf, Act (2).pdf."""
    taken: set[str] = set()
    for name in names:
        yield _free(name, taken)


def _free(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{stem} ({number}){dot}{ending}"
    taken.add(free.casefold())
    return free

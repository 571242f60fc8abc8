"""
Pages: what the main ones cost, at 1× (100 organizations) and 10× (1000), three years each.

Two servers run side by side and are pressed in turn, so that a ratio compares neighbours in time. The floor is measured
in the same run: a bare view behind the same middleware, signed in like the rest.
"""

import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bench.figures import Figure
from bench.load import Load, press, sign_in
from bench.supplier import LARGE, SMALL, Server, Supplier, accounts, load, server

_QUERIES = 12
_GROWTH = 1.15
_ROUNDS = 3
_SECONDS = 1
_AT_ONCE = 8
#: When the time is over, eight answers are under way and not counted: of a slow page's one second, every tenth.
_SECONDS_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Page:
    """A main page: who asks for it, and how many bare views it may cost at eight connections."""

    name: str
    role: str
    path: str
    times_bare: float | None
    follow: str = ""
    """A pattern of an address on `path`; the first one found there is the page."""
    growth: float | None = _GROWTH
    """How much longer it may take with ten times the customers; None where it counts the days of all of them."""


PAGES = [
    Page("home", "director", "/", 12),
    Page("readings", "engineer", "/readings/2026-10/", None),
    Page("consumption-month", "engineer", "/consumption/2026-11/", None),
    Page("consumption-hours", "engineer", "/consumption/2026-11/hours/", None),
    Page("consumption-year", "engineer", "/consumption/2026/", None),
    Page("requests", "engineer", "/requests/?show=all", 16),
    Page("request", "engineer", "/requests/?show=all", 8, r"/requests/\d+/"),
    Page("settlements", "accountant", "/settlements/", None),
    Page("entry", "accountant", "/settlements/?month=2026-10", 8, r"/settlements/\d+/"),
    Page("documents", "accountant", "/documents/?size=50", 16),
    Page("document", "accountant", "/documents/", 8, r"/documents/\d+/(?=\")"),
    Page("desk-queue", "curator", "/desk/", 16),
    Page("desk-matrix", "metering-engineer", "/desk/metering/?month=2026-11", None, growth=None),
    Page("desk-clients", "curator", "/desk/clients/", 16),
    Page("desk-client", "curator", "/desk/clients/", 8, r"/desk/clients/\d+/"),
]


@dataclass(frozen=True, slots=True)
class Target:
    """A supplier's running server with the people signed in, and the addresses of its pages."""

    supplier: Supplier
    server: Server
    cookies: Mapping[str, str]
    people: Mapping[str, str]
    paths: Mapping[str, str]


def measure() -> Iterator[Figure]:
    for supplier in (SMALL, LARGE):
        if seconds := load(supplier):
            yield Figure(f"load.{supplier.name}", seconds, "s")
    with server(SMALL) as few, server(LARGE) as many:
        small, large = _target(SMALL, few), _target(LARGE, many)
        yield from _count(small, large)
        yield from _time(small, large)
        yield from _press(large)


def _target(supplier: Supplier, running: Server) -> Target:
    people = accounts(supplier)
    roles = {page.role for page in PAGES}
    cookies = {role: sign_in(running.address, people[role]) for role in roles}
    return Target(
        supplier=supplier,
        server=running,
        cookies=cookies,
        people={role: people[role]["user_name"] for role in roles},
        paths={page.name: _path(page, running.address, cookies[page.role]) for page in PAGES},
    )


def _path(page: Page, address: str, cookie: str) -> str:
    if not page.follow:
        return page.path
    request = urllib.request.Request(address + page.path, headers={"Cookie": cookie})  # noqa: S310 (our own server)
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        found = re.search(page.follow, answer.read().decode())
    if found is None:
        raise RuntimeError(f"{page.name}: no address like {page.follow} on {page.path}")
    return found[0]


def _count(small: Target, large: Target) -> Iterator[Figure]:
    for page, few, many in zip(PAGES, _counts(small), _counts(large), strict=True):
        yield Figure(f"pages.{page.name}.queries", many["queries"], "queries", _QUERIES)
        yield Figure(f"pages.{page.name}.queries-growth", many["queries"] - few["queries"], "queries", 0)
        yield Figure(f"pages.{page.name}.bytes", many["bytes"], "bytes")


def _counts(target: Target) -> list[dict[str, int]]:
    asked = [[target.people[page.role], target.paths[page.name]] for page in PAGES]
    answer = subprocess.run(
        [sys.executable, "-m", "bench.counting"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        env=target.supplier.environment(),
    )
    found: list[dict[str, int]] = json.loads(answer.stdout)
    for page, row in zip(PAGES, found, strict=True):
        if row["status"] != 200:  # noqa: PLR2004
            raise RuntimeError(f"{page.name} at {target.paths[page.name]}: status {row['status']}")
    return found


def _time(small: Target, large: Target) -> Iterator[Figure]:
    """Press each page over one connection, the two suppliers in turn."""
    for page in PAGES:
        pairs = [(_once(small, page), _once(large, page)) for _ in range(_ROUNDS)]
        for target, loads in ((small, [pair[0] for pair in pairs]), (large, [pair[1] for pair in pairs])):
            name = f"pages.{page.name}.{target.supplier.name}"
            yield Figure(f"{name}.p50", median(one.p50 for one in loads), "ms")
            yield Figure(f"{name}.p95", median(one.p95 for one in loads), "ms")
            yield Figure(f"{name}.c1", median(one.per_second for one in loads), "requests/s")
        growth = median(many.p50 / few.p50 for few, many in pairs)
        yield Figure(f"pages.{page.name}.growth", growth, "p50 10x / p50 1x", page.growth)


def _once(target: Target, page: Page) -> Load:
    return press(
        target.server.address + target.paths[page.name],
        cookie=target.cookies[page.role],
        connections=1,
        seconds=_SECONDS,
    )


@dataclass(frozen=True, slots=True)
class Pressed:
    """What eight connections got, and the milliseconds of processor that an answer took."""

    load: Load
    processor: float


def _press(target: Target) -> Iterator[Figure]:
    """Press each page over eight connections, a bare view and the bare rows beside it each time."""
    for page in PAGES:
        paths = ("/bench/bare/", "/bench/select/", target.paths[page.name])
        rounds = [tuple(_at_once(target, page.role, path) for path in paths) for _ in range(_ROUNDS)]
        yield from _figures_of(page, rounds)


def _at_once(target: Target, role: str, path: str) -> Pressed:
    before = target.server.worked()
    load = press(
        target.server.address + path,
        cookie=target.cookies[role],
        connections=_AT_ONCE,
        seconds=_SECONDS_AT_ONCE,
    )
    return Pressed(load, (target.server.worked() - before) * 1000 / load.requests)


def _figures_of(page: Page, rounds: Sequence[tuple[Pressed, ...]]) -> Iterator[Figure]:
    name = f"pages.{page.name}"
    bare, select, own = zip(*rounds, strict=True)
    yield Figure(f"{name}.c8", median(one.load.per_second for one in own), "requests/s")
    yield Figure(f"{name}.c8.p95", median(one.load.p95 for one in own), "ms")
    yield Figure(f"{name}.processor", median(one.processor for one in own), "ms of processor")
    yield Figure(f"{name}.times-bare", _times(bare, own), "bare views", page.times_bare)
    yield Figure(f"{name}.times-select", _times(select, own), "bare SELECTs of 50 rows")
    yield Figure(f"{name}.bare.c8", median(one.load.per_second for one in bare), "requests/s")
    yield Figure(f"{name}.bare.processor", median(one.processor for one in bare), "ms of processor")


def _times(others: Sequence[Pressed], own: Sequence[Pressed]) -> float:
    """Return how many of the others are answered in the time of one page."""
    return median(other.load.per_second / one.load.per_second for other, one in zip(others, own, strict=True))

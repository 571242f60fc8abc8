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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from bench.figures import Figure
from bench.load import Load, press, sign_in
from bench.supplier import LARGE, SMALL, Supplier, accounts, load, server

_QUERIES = 12
_GROWTH = 1.15
_ROUNDS = 3
_SECONDS = 1
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Page:
    """A main page: who asks for it, and how many bare views it may cost at eight connections."""

    name: str
    role: str
    path: str
    times_bare: float | None
    follow: str = ""
    """A pattern of an address on `path`; the first one found there is the page."""


PAGES = [
    Page("home", "director", "/", 12),
    Page("readings", "engineer", "/readings/2026-10/", None),
    Page("requests", "engineer", "/requests/?show=all", 16),
    Page("request", "engineer", "/requests/?show=all", 8, r"/requests/\d+/"),
    Page("settlements", "accountant", "/settlements/", None),
    Page("entry", "accountant", "/settlements/?month=2026-10", 8, r"/settlements/\d+/"),
    Page("documents", "accountant", "/documents/?size=50", 16),
    Page("document", "accountant", "/documents/", 8, r"/documents/\d+/(?=\")"),
    Page("desk-queue", "curator", "/desk/", 16),
    Page("desk-clients", "curator", "/desk/clients/", 16),
    Page("desk-client", "curator", "/desk/clients/", 8, r"/desk/clients/\d+/"),
]


@dataclass(frozen=True, slots=True)
class Target:
    """A supplier's running server with the people signed in, and the addresses of its pages."""

    supplier: Supplier
    address: str
    cookies: Mapping[str, str]
    people: Mapping[str, str]
    paths: Mapping[str, str]


def measure() -> Iterator[Figure]:
    for supplier in (SMALL, LARGE):
        if seconds := load(supplier):
            yield Figure(f"load.{supplier.name}", seconds, "s")
    with server(SMALL) as small_address, server(LARGE) as large_address:
        small, large = _target(SMALL, small_address), _target(LARGE, large_address)
        yield from _count(small, large)
        yield from _time(small, large)
        yield from _press(large)


def _target(supplier: Supplier, address: str) -> Target:
    people = accounts(supplier)
    roles = {page.role for page in PAGES}
    cookies = {role: sign_in(address, people[role]) for role in roles}
    return Target(
        supplier=supplier,
        address=address,
        cookies=cookies,
        people={role: people[role]["user_name"] for role in roles},
        paths={page.name: _path(page, address, cookies[page.role]) for page in PAGES},
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
        yield Figure(f"pages.{page.name}.growth", growth, "p50 10x / p50 1x", _GROWTH)


def _once(target: Target, page: Page, connections: int = 1) -> Load:
    return press(
        target.address + target.paths[page.name],
        cookie=target.cookies[page.role],
        connections=connections,
        seconds=_SECONDS,
    )


def _press(target: Target) -> Iterator[Figure]:
    """Press each page over eight connections, a bare view and the bare rows beside it each time."""
    floor = {"bare": "/bench/bare/", "select": "/bench/select/"}
    for page in PAGES:
        rounds = []
        for _ in range(_ROUNDS):
            bare, select = (
                press(
                    target.address + path,
                    cookie=target.cookies[page.role],
                    connections=_AT_ONCE,
                    seconds=_SECONDS,
                )
                for path in floor.values()
            )
            rounds.append((bare, select, _once(target, page, _AT_ONCE)))
        yield Figure(f"pages.{page.name}.c8", median(one.per_second for _, _, one in rounds), "requests/s")
        yield Figure(f"pages.{page.name}.c8.p95", median(one.p95 for _, _, one in rounds), "ms")
        times_bare = median(bare.per_second / one.per_second for bare, _, one in rounds)
        yield Figure(f"pages.{page.name}.times-bare", times_bare, "bare views", page.times_bare)
        times_rows = median(select.per_second / one.per_second for _, select, one in rounds)
        yield Figure(f"pages.{page.name}.times-select", times_rows, "bare SELECTs of 50 rows")
        yield Figure("floor.bare.c8", median(bare.per_second for bare, _, _ in rounds), "requests/s")

"""
Stories in a real browser against the production server.

Nothing here is started unless a story is run: `pytest -m "not journey"` opens no browser.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.journeys.people import CHROMIUM, CHROMIUM_WITH_WINDOWS, DESKTOP, Person, browsing
from tests.journeys.supplier import MORNING, Supplier, build_of_the_run

MATERIAL = Path(__file__).parent / "material"
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Come = Callable[..., Person]
with_scripts = pytest.mark.parametrize("scripts", [True], ids=["scripts"], indirect=True)
without_scripts = pytest.mark.parametrize("scripts", [False], ids=["no-scripts"], indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Supplier:
    """The demo supplier as it is at the beginning of every story."""
    scratch = tmp_path_factory.mktemp("journeys")
    state = scratch / "template"
    state.mkdir()
    supplier = Supplier(state, build_of_the_run(scratch))
    supplier.prepare()
    supplier.collect_static_files()
    return supplier


@pytest.fixture(scope="session")
def servers(
    template: Supplier, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Supplier]]:
    """Give a server for a moment; there is one for each moment of the stories."""
    running: dict[str, Supplier] = {}
    signal.signal(
        signal.SIGTERM, signal.default_int_handler
    )  # ended from outside, the run ends its servers, too
    with ExitStack() as stack:

        def at(now: str) -> Supplier:
            if now not in running:
                supplier = Supplier(tmp_path_factory.mktemp("state"), template.build, now)
                supplier.copy_from(template.state)
                running[now] = stack.enter_context(supplier.serving())
            return running[now]

        yield at


@pytest.fixture
def supplier_at(servers: Callable[[str], Supplier], template: Supplier) -> Callable[[str], Supplier]:
    """Give the supplier at a moment, with nothing done yet."""

    def at(now: str) -> Supplier:
        supplier = servers(now)
        supplier.copy_from(template.state)
        return supplier

    return at


@pytest.fixture
def supplier(supplier_at: Callable[[str], Supplier]) -> Supplier:
    return supplier_at(MORNING)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=10_000)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS) as chromium:
        yield chromium


@pytest.fixture(scope="session")
def browser_with_windows(playwright: Playwright) -> Iterator[Browser]:
    """Chromium as people have it: it shows a PDF instead of saving it."""
    with playwright.chromium.launch(executable_path=CHROMIUM_WITH_WINDOWS, args=_FLAGS) as chromium:
        yield chromium


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def scripts(request: pytest.FixtureRequest) -> Any:
    """Every story is run with scripts and without, unless it says which by `with_scripts` or `without_scripts`."""
    return request.param


@pytest.fixture
def come(browser: Browser, scripts: bool) -> Iterator[Come]:  # noqa: FBT001 (a fixture is asked for by name)
    """Bring a person with a browser of their own to the supplier; signed in, where a user name is given."""
    with ExitStack() as stack:

        def one(supplier: Supplier, user_name: str = "", *, size: tuple[int, int] = DESKTOP) -> Person:
            person = stack.enter_context(browsing(browser, supplier, scripts=scripts, size=size))
            return person.sign_in(user_name) if user_name else person

        yield one

"""What every test run needs: the message catalogues, compiled as the set-up compiles them."""

import pytest

from kabinet.console.messages import compile_catalogues
from kabinet.foundation import common
from tests import factories


def pytest_configure() -> None:
    compile_catalogues()


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test read the common tables itself, and count that among its queries."""
    monkeypatch.setattr(common, "KEPT_FOR_SECONDS", 0)
    common.forget()


@pytest.fixture
def cast(db: None) -> factories.Cast:
    return factories.cast()

"""What every test run needs: the message catalogues, compiled as the set-up compiles them."""

import pytest
from django.utils.translation.reloader import translation_file_changed

from kabinet.console.messages import compile_catalogues
from kabinet.foundation import common
from tests import factories


def pytest_configure() -> None:
    for catalogue in compile_catalogues():
        translation_file_changed(None, catalogue)  # Django remembers that there was none


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test read the common tables itself, and count that among its queries."""
    monkeypatch.setattr(common, "KEPT_FOR_SECONDS", 0)
    common.forget()


@pytest.fixture
def cast(db: None) -> factories.Cast:
    return factories.cast()

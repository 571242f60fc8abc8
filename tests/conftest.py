"""What every test run needs: the message catalogues, compiled as the set-up compiles them."""

import pytest

from kabinet.console.messages import compile_catalogues
from tests import factories


def pytest_configure() -> None:
    compile_catalogues()


@pytest.fixture
def cast(db: None) -> factories.Cast:
    return factories.cast()

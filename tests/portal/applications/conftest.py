from collections.abc import Iterator

import pytest
import time_machine
from pytest_django import Settings

from tests import factories


@pytest.fixture(autouse=True)
def frozen(settings: Settings) -> Iterator[None]:
    """Let the pages and the signatures of what they carry live in the same moment."""
    settings.FROZEN_NOW = factories.NOW
    with time_machine.travel(factories.NOW, tick=False):
        yield

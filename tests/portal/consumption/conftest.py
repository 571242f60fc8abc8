from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from tests import factories
from tests.factories import NOW, Cast


@pytest.fixture(autouse=True)
def _stopped_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def engineer(cast: Cast) -> Client:
    return factories.signed_in(cast.engineer)

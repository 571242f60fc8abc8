from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.factories import NOW, Cast


@pytest.fixture(autouse=True)
def _frozen(settings: Any) -> None:
    settings.FROZEN_NOW = NOW


@pytest.fixture
def accountant(cast: Cast) -> Client:
    return factories.signed_in(cast.accountant)

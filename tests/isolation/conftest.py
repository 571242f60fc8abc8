from collections.abc import Iterator

import pytest
import time_machine
from django.test import override_settings

from tests.isolation.scene import NOW, Scene, build


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    with time_machine.travel(NOW, tick=False), override_settings(FROZEN_NOW=NOW):
        yield build()

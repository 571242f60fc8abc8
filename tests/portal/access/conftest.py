import pytest

from tests import factories


@pytest.fixture
def cast(db: None) -> factories.Cast:
    factories.offer()
    return factories.cast()

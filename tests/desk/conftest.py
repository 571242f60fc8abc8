import pytest
from django.test import Client
from pytest_django import Settings

from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from tests import factories
from tests.factories import Cast


@pytest.fixture(autouse=True)
def frozen(settings: Settings) -> None:
    settings.FROZEN_NOW = factories.NOW


@pytest.fixture
def curator(cast: Cast) -> Client:
    return factories.signed_in(cast.curator)


@pytest.fixture
def head(cast: Cast) -> Client:
    return factories.signed_in(cast.head)


@pytest.fixture
def bookkeeper(cast: Cast) -> Client:
    person = factories.user("belova", role=Role.SUPPLIER_ACCOUNTANT, name="Белова Ольга Игоревна")
    return factories.signed_in(person)


@pytest.fixture
def stranger(cast: Cast) -> Client:
    """A curator to whom no customer is entrusted."""
    return factories.signed_in(factories.user("zaitsev", role=Role.CURATOR, name="Зайцев Лев Львович"))


@pytest.fixture
def director(cast: Cast) -> Viewer:
    return factories.viewer_of(cast.director)

import pytest
from django.test import Client

from kabinet.access.models import User
from kabinet.foundation.rights import Role
from tests import factories
from tests.factories import Cast


@pytest.fixture
def officer(clerk: User) -> Client:
    return factories.signed_in(clerk)


@pytest.fixture
def officer_elsewhere(clerk_elsewhere: User) -> Client:
    return factories.signed_in(clerk_elsewhere)


@pytest.fixture
def administrator(cast: Cast) -> Client:
    person = factories.user(
        "klimov", role=Role.ADMINISTRATOR, name="Климов Павел Николаевич", phone="+7 495 730-60-01"
    )
    return factories.signed_in(person)

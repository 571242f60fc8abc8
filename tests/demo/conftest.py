"""One small demo for a whole module of tests, taken back when the module is over."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytest_django.plugin import DjangoDbBlocker

from kabinet.demo.load import load
from kabinet.demo.scope import Scope
from tests.taken_back import taken_back

SCOPE = Scope(organizations=10, years=1, seed=1, today=date(2026, 11, 23), extra_documents=30)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scope]:
    with taken_back(django_db_blocker):
        load(SCOPE)
        yield SCOPE


@pytest.fixture
def demo(loaded: Scope, db: None) -> Scope:
    return loaded

"""One small demo for a whole module of tests, taken back when the module is over."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from kabinet.demo.load import load
from kabinet.demo.scope import Scope

SCOPE = Scope(organizations=10, years=1, seed=1, today=date(2026, 11, 23), extra_documents=30)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scope]:
    with django_db_blocker.unblock(), transaction.atomic():
        load(SCOPE)
        yield SCOPE
        transaction.set_rollback(True)

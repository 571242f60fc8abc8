"""What every test run needs: the message catalogues, compiled as the set-up compiles them."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation.reloader import translation_file_changed
from hypothesis import HealthCheck, settings

from kabinet.console.messages import compile_catalogues
from kabinet.foundation import common
from kabinet.journal import operations as journal
from tests import factories

pytest_plugins = ["tests.credentials_desk", "tests.with_database"]


def pytest_configure() -> None:
    # How long an example takes tells of the machine and its other work, not of the rule.
    settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("house")
    for catalogue in compile_catalogues():
        translation_file_changed(None, catalogue)  # Django remembers that there was none


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test read the common tables itself, and count that among its queries."""
    monkeypatch.setattr(common, "KEPT_FOR_SECONDS", 0)
    common.forget()


@pytest.fixture
def cast(db: None) -> factories.Cast:
    return factories.cast()


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """A database in which others see what was written, and of which nothing is left: for this the guards step aside."""
    yield
    if connection.vendor == "sqlite":  # PostgreSQL empties tables without asking the guards of their rows
        _empty_guarded_tables()


@pytest.fixture
def begun(committed: None, cast: factories.Cast) -> None:
    """The plant has been here before: while the first link of its chain is inserted, writers wait without any lock."""
    viewer = factories.viewer_of(cast.curator)
    with transaction.atomic():
        journal.record(
            "tests.begun",
            viewer=viewer,
            organization_id=cast.plant.pk,
            subject="test",
            data={},
            at=factories.NOW,
        )


def _empty_guarded_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = cursor.fetchall()
        for name, _ in guards:
            cursor.execute(f"DROP TRIGGER {name}")
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        for _, statement in guards:
            cursor.execute(statement)

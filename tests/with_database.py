"""
`pytest --with-database`: run only the tests that use the database, and say how many others there are.

A second database can judge only what reaches it. Whether a test does is seen by its mark and its fixtures, for
pytest-django lets no other one near a database.
"""

from typing import Any

import pytest

_FIXTURES = frozenset(
    {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback", "live_server"}
)
_OTHERS = "without_database"


def uses_database(item: pytest.Item) -> bool:
    wanted = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not _FIXTURES.isdisjoint(wanted)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--with-database", action="store_true", help="only the tests that use the database")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("with_database"):
        config.pluginmanager.register(_WithDatabase(config))


class _WithDatabase:
    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.others = 0

    @pytest.hookimpl(trylast=True)  # what other options leave out is not counted
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        others = [item for item in items if not uses_database(item)]
        items[:] = [item for item in items if uses_database(item)]
        self.config.hook.pytest_deselected(items=others)
        self.others = len(others)
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput[_OTHERS] = self.others

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Every worker has collected the same."""
        self.others = getattr(node, "workeroutput", {}).get(_OTHERS, self.others)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.write_line(f"{self.others} tests use no database and are left to the first run")

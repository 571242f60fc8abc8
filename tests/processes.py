"""Other processes of the house beside the test, which see what is committed."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from django.db import connection

_ROOT = Path(__file__).resolve().parents[1]


def process_environment(folder: Path, database: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KABINET_")}
    return inherited | {
        "DJANGO_SETTINGS_MODULE": "kabinet.project.test_settings",
        "KABINET_SECRET_KEY": "only-for-tests",
        "KABINET_STATE": str(folder),
        "KABINET_DATABASE_URL": database,
        "PYTHONPATH": f"{_ROOT / 'src'}:{_ROOT}",
        "PYTHONWARNINGS": "ignore",
    }


def database_for_processes(folder: Path) -> str:
    """
    Return the address of a database that is migrated and empty, for a test that commits.

    On PostgreSQL it is the test's own; of SQLite's file the processes get a copy in the folder.
    """
    if connection.vendor != "sqlite":
        return _url_of_test_database()
    connection.ensure_connection()
    path = folder / "kabinet.sqlite3"
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    return f"sqlite:///{path}"


def _url_of_test_database() -> str:
    place = connection.settings_dict
    user, password, host = (quote(str(place[key]), safe="") for key in ("USER", "PASSWORD", "HOST"))
    return f"postgres://{user}:{password}@{host}:{place['PORT']}/{place['NAME']}"

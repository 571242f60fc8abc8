"""Other processes of the house beside the test, which see what is committed."""

import os
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


def url_of_test_database() -> str:
    """Return the address of the test's own database; SQLite's is in its memory and has none."""
    place = connection.settings_dict
    user, password, host = (quote(str(place[key]), safe="") for key in ("USER", "PASSWORD", "HOST"))
    return f"postgres://{user}:{password}@{host}:{place['PORT']}/{place['NAME']}"

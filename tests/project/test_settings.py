"""A wrong or missing variable stops the program with a sentence that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_SOURCE = Path(__file__).resolve().parents[2] / "src"


def start(state: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the administrator's with these variables and no others of ours."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KABINET_")}
    inherited.pop("DJANGO_SETTINGS_MODULE", None)
    ours = {"KABINET_STATE": str(state)} | {f"KABINET_{name}": value for name, value in variables.items()}
    return subprocess.run(
        [sys.executable, "-m", "kabinet.console.main", "diffsettings"],
        env=inherited | ours | {"PYTHONPATH": str(_SOURCE)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_key_alone_is_enough(tmp_path: Path) -> None:
    done = start(tmp_path, SECRET_KEY="key")

    assert done.returncode == 0, done.stderr
    assert "SESSION_COOKIE_SECURE" not in done.stdout


def test_an_https_address_turns_secure_cookies_on(tmp_path: Path) -> None:
    done = start(tmp_path, SECRET_KEY="key", PUBLIC_URL="https://lk.example.org")

    for line in (
        "SESSION_COOKIE_SECURE = True",
        "CSRF_COOKIE_SECURE = True",
        "SESSION_COOKIE_NAME = '__Host-sessionid'",
        "CSRF_COOKIE_NAME = '__Host-csrftoken'",
        "'upgrade-insecure-requests': True",
        "SECURE_HSTS_SECONDS = 31536000",
        "CSRF_TRUSTED_ORIGINS = ['https://lk.example.org']",
    ):
        assert line in done.stdout


def test_a_value_may_stand_in_a_file(tmp_path: Path) -> None:
    secret, hotline = tmp_path / "key", tmp_path / "hotline"
    secret.write_text("key\n")
    hotline.write_text("8 800 000-00-00\n")

    done = start(tmp_path, SECRET_KEY_FILE=str(secret), HOTLINE_FILE=str(hotline))

    assert "'hotline': '8 800 000-00-00'" in done.stdout


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({}, "KABINET_SECRET_KEY"),
        ({"SECRET_KEY": " "}, "KABINET_SECRET_KEY"),
        ({"SECRET_KEY_FILE": "/nowhere"}, "KABINET_SECRET_KEY_FILE"),
        ({"DATABASE_URL": "nonsense"}, "KABINET_DATABASE_URL"),
        ({"DATABASE_URL": "oracle://localhost/x"}, "KABINET_DATABASE_URL"),
        ({"EMAIL_URL": "pigeon://roof"}, "KABINET_EMAIL_URL"),
        ({"PUBLIC_URL": "lk.example.org"}, "KABINET_PUBLIC_URL"),
        ({"UPLOAD_BYTES": "10 MB"}, "KABINET_UPLOAD_BYTES"),
        ({"SIGN_IN_TRIES": "0"}, "KABINET_SIGN_IN_TRIES"),
        ({"TIME_ZONE": "Mars"}, "KABINET_TIME_ZONE"),
        ({"FROZEN_NOW": "yesterday"}, "KABINET_FROZEN_NOW"),
        ({"FROZEN_NOW": "2026-11-23T09:20"}, "KABINET_FROZEN_NOW"),
        ({"LOG_LEVEL": "LOUD"}, "KABINET_LOG_LEVEL"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_a_wrong_value_is_refused_in_a_sentence(
    tmp_path: Path, variables: dict[str, str], named: str
) -> None:
    if named.startswith("KABINET_SECRET_KEY"):
        done = start(tmp_path, **variables)
    else:
        done = start(tmp_path, SECRET_KEY="key", **variables)

    assert done.returncode == 1
    [sentence] = done.stderr.splitlines()
    assert named in sentence

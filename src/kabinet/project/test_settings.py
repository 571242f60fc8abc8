"""The settings of the test run: cheaper password hashes, mail kept in memory, files in a throw-away folder."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_SCRATCH = tempfile.mkdtemp(prefix="kabinet-test-")
atexit.register(shutil.rmtree, _SCRATCH, ignore_errors=True)
os.environ["KABINET_SECRET_KEY"] = "only-for-tests"  # noqa: S105 (no secret)
os.environ["KABINET_STATE"] = _SCRATCH
os.environ.pop("KABINET_SECRET_KEY_FILE", None)

from kabinet.project.settings import *  # noqa: E402, F403 (a settings module extends another this way)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = Path(_SCRATCH)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in production: connections to a database in memory do not wait for one another.
    DATABASES["default"]["TEST"] = {"NAME": Path(_SCRATCH) / "test.sqlite3"}  # noqa: F405

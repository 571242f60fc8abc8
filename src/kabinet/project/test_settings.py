"""The settings of the test run: cheaper password hashes, mail kept in memory, files in a throw-away folder."""

import os
import tempfile

os.environ.setdefault("KABINET_SECRET_KEY", "only-for-tests")
os.environ.setdefault("KABINET_STATE", tempfile.mkdtemp(prefix="kabinet-test-"))

from kabinet.project.settings import *  # noqa: F403 (a settings module extends another this way)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = tempfile.mkdtemp(prefix="kabinet-static-")

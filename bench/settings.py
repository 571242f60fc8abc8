"""The production settings, with two bare views beside the pages as the floor to compare with."""

from kabinet.project.settings import *  # noqa: F403 (a settings module extends another this way)

ROOT_URLCONF = "bench.urls"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Refused guesses are what is measured, and no news.
LOGGING["loggers"]["django.request"] = {"level": "ERROR"}  # noqa: F405

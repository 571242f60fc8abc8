from collections.abc import Callable, Iterator

import pytest
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy
from pytest_django import Settings

from kabinet.foundation.viewer import Viewer
from kabinet.notifications import wording
from kabinet.notifications.operations import Recipient
from tests.jobs import people
from tests.notifications.post_office import PostOffice

Register = Callable[..., None]


@pytest.fixture
def post_office(settings: Settings) -> Iterator[PostOffice]:
    office = PostOffice()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.PUBLIC_URL = "https://lk.example.ru"
    settings.DEFAULT_FROM_EMAIL = "kabinet@example.ru"
    office.controller.start()
    yield office
    office.close()


@pytest.fixture(autouse=True)
def _words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put events into words for one test; the words are those of the catalogue."""
    monkeypatch.setattr(wording, "_wordings", {})
    register("tests.published", subject="Document %(number)s", body="Sign %(name)s for %(month)s.")
    register(
        "tests.waiting", subject=pgettext_lazy("e-mail", "Waiting"), body=pgettext_lazy("e-mail", "Sent")
    )


def register(event: str, *, subject: str | Promise, body: str | Promise) -> None:
    wording.register(event, subject=subject, body=body)


@pytest.fixture
def accountant() -> Viewer:
    return people.make_viewer("accountant")


@pytest.fixture
def neighbour() -> Viewer:
    return people.make_viewer("neighbour")


def by_post(viewer: Viewer, *, address: str = "", language: str = "en") -> Recipient:
    return Recipient(
        user_id=viewer.user_id, email=address or f"{viewer.username}@example.ru", language=language
    )

import email
import email.policy
import socket
from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy
from pytest_django import Settings

from kabinet.foundation.viewer import Viewer
from kabinet.notifications import wording
from kabinet.notifications.operations import Recipient
from tests.jobs import people

Register = Callable[..., None]


class PostOffice:
    """A real mail server on this machine. `answer` is what it says to each letter."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answer = "250 OK"
        self.open = True
        self.controller = Controller(self, hostname="127.0.0.1", port=_free_port())

    def close(self) -> None:
        if self.open:
            self.controller.stop()
        self.open = False

    @property
    def port(self) -> int:
        return int(self.controller.port)

    async def handle_RCPT(  # noqa: N802 (the server's name for it)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 no such mailbox"
        if address.startswith("busy@"):
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        if self.answer.startswith("250"):
            letter = email.message_from_bytes(content, policy=email.policy.default)
            assert isinstance(letter, EmailMessage)
            self.letters.append(letter)
        return self.answer


def _free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port: int = server.getsockname()[1]
    return port


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

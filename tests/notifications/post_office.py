import email
import email.policy
import socket
import threading
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

_PATIENCE_SECONDS = 60


class PostOffice:
    """A real mail server on this machine. `answer` is what it says to each letter."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.arrival = threading.Condition()
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
            with self.arrival:
                self.letters.append(letter)
                self.arrival.notify_all()
        return self.answer

    def letter_to(self, address: str, *, about: str) -> EmailMessage:
        """Wait for the one letter that comes to the address with these words in its subject."""
        with self.arrival:
            self.arrival.wait_for(lambda: self._to(address, about), timeout=_PATIENCE_SECONDS)
            [letter] = self._to(address, about)
        return letter

    def _to(self, address: str, about: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address and about in letter["Subject"]]


def _free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port: int = server.getsockname()[1]
    return port

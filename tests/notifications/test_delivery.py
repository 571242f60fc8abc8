"""Letters go to a real mail server, which takes them, refuses them, or is away."""

from datetime import UTC, datetime, timedelta

import pytest

from kabinet.foundation.viewer import Viewer
from kabinet.notifications import queries
from kabinet.notifications.delivery import PAUSES, send_due
from kabinet.notifications.models import EmailStatus, OutgoingEmail
from kabinet.notifications.operations import notify
from kabinet.values.months import BillingMonth
from tests.notifications.conftest import by_post
from tests.notifications.post_office import PostOffice

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
LEASE = timedelta(minutes=3)

pytestmark = pytest.mark.django_db(transaction=True)


def write_to(viewer: Viewer, address: str = "") -> None:
    notify(
        [by_post(viewer, address=address)],
        event="tests.published",
        facts={"number": 1045, "name": "the act", "month": BillingMonth(2026, 10)},
        url="/documents/1045/",
        deadline=datetime(2026, 11, 25, 7, 0, tzinfo=UTC),
        at=NOW,
    )


def letter() -> OutgoingEmail:
    return OutgoingEmail.objects.everywhere(reason="test").get()


class TestSendDue:
    def test_says_what_to_do_until_when_and_where(self, accountant: Viewer, post_office: PostOffice) -> None:
        write_to(accountant)

        sent = send_due(now=NOW)

        [received] = post_office.letters
        text = received.get_content()
        assert sent == 1
        assert (received["To"], received["Subject"]) == ("accountant@example.ru", "Document 1045")
        assert "Sign the act for October 2026." in text
        assert "25 November 2026, 10:00 MSK" in text
        assert "https://lk.example.ru/documents/1045/" in text

    def test_sends_each_letter_once(self, accountant: Viewer, post_office: PostOffice) -> None:
        write_to(accountant)

        send_due(now=NOW)
        send_due(now=NOW + timedelta(days=1))

        assert len(post_office.letters) == 1
        assert (letter().status, letter().sent_at, letter().attempts) == ("sent", NOW, 1)

    def test_tries_a_letter_again_that_was_not_taken(
        self, accountant: Viewer, post_office: PostOffice
    ) -> None:
        post_office.answer = "452 no space"
        write_to(accountant)
        send_due(now=NOW)
        waiting = letter()
        post_office.answer = "250 OK"

        early = send_due(now=NOW + PAUSES[0] - timedelta(seconds=1))
        late = send_due(now=NOW + PAUSES[0])

        assert (waiting.status, waiting.due_at) == ("retrying", NOW + PAUSES[0])
        assert "no space" in waiting.error
        assert (early, late) == (0, 1)
        assert (letter().status, letter().attempts, letter().error) == ("sent", 2, "")

    def test_gives_up_after_the_last_pause(self, accountant: Viewer, post_office: PostOffice) -> None:
        post_office.answer = "452 no space"
        write_to(accountant)
        moment = NOW
        for pause in (timedelta(0), *PAUSES):
            moment += pause
            send_due(now=moment)

        assert (letter().status, letter().attempts) == ("given-up", len(PAUSES) + 1)
        assert send_due(now=moment + timedelta(days=9)) == 0
        assert [row.address for row in queries.list_unsent()] == ["accountant@example.ru"]
        assert queries.count_outbox()[EmailStatus.GIVEN_UP] == 1

    def test_gives_up_at_once_where_there_is_no_such_mailbox(
        self, accountant: Viewer, post_office: PostOffice
    ) -> None:
        write_to(accountant, "nobody@example.ru")

        send_due(now=NOW)

        assert (letter().status, letter().attempts) == ("given-up", 1)

    def test_sends_the_others_past_a_letter_that_was_refused(
        self, accountant: Viewer, neighbour: Viewer, post_office: PostOffice
    ) -> None:
        write_to(accountant, "busy@example.ru")
        write_to(neighbour)

        sent = send_due(now=NOW)

        assert sent == 1
        assert [received["To"] for received in post_office.letters] == ["neighbour@example.ru"]

    def test_leaves_the_rest_alone_while_the_server_is_away(
        self, accountant: Viewer, neighbour: Viewer, post_office: PostOffice
    ) -> None:
        post_office.close()
        write_to(accountant)
        write_to(neighbour)

        sent = send_due(now=NOW)

        attempts = (
            OutgoingEmail.objects.everywhere(reason="test").order_by("id").values_list("attempts", flat=True)
        )
        assert sent == 0
        assert list(attempts) == [1, 0]

    def test_takes_up_the_letter_of_a_killed_sender_under_its_old_number(
        self, accountant: Viewer, post_office: PostOffice
    ) -> None:
        write_to(accountant)
        OutgoingEmail.objects.everywhere(reason="test").update(
            status="sending", attempts=1, due_at=NOW + LEASE
        )

        early = send_due(now=NOW)
        late = send_due(now=NOW + LEASE)

        assert (early, late) == (0, 1)
        assert post_office.letters[0]["Message-ID"] == letter().message_id

    def test_gives_up_a_letter_that_kills_every_sender(
        self, accountant: Viewer, post_office: PostOffice
    ) -> None:
        write_to(accountant)
        OutgoingEmail.objects.everywhere(reason="test").update(
            status="sending", attempts=len(PAUSES) + 1, due_at=NOW
        )

        send_due(now=NOW)

        assert letter().status == "given-up"
        assert post_office.letters == []

    def test_does_without_a_server_when_there_is_nothing_to_send(self) -> None:
        assert send_due(now=NOW) == 0

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import translation

from kabinet.foundation.viewer import Viewer
from kabinet.notifications import queries
from kabinet.notifications.models import Notification, OutgoingEmail
from kabinet.notifications.operations import Recipient, mark_all_read, notify, write_to_stranger
from kabinet.notifications.wording import Fact, WordingMissing
from kabinet.values.months import BillingMonth
from tests.notifications.conftest import by_post, register

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
FACTS: dict[str, Fact] = {"number": 1045, "name": "the act", "month": BillingMonth(2026, 10)}

pytestmark = pytest.mark.django_db(transaction=True)


def tell(*recipients: Recipient, event: str = "tests.published", at: datetime = NOW, once: str = "") -> None:
    notify(recipients, event=event, facts=FACTS, url="/documents/1045/", at=at, once=once)


def letters() -> list[OutgoingEmail]:
    return list(OutgoingEmail.objects.everywhere(reason="test").order_by("id"))


class TestNotify:
    def test_is_read_by_the_recipient_and_nobody_else(self, accountant: Viewer, neighbour: Viewer) -> None:
        tell(by_post(accountant))

        [row] = queries.list_notifications(viewer=accountant).rows

        assert (row.subject, row.url, row.unread) == ("Document 1045", "/documents/1045/", True)
        assert queries.list_notifications(viewer=neighbour).rows == ()
        assert queries.count_unread(viewer=neighbour) == 0

    def test_is_worded_in_the_language_of_the_reader(self, accountant: Viewer) -> None:
        tell(by_post(accountant))
        tell(by_post(accountant), event="tests.waiting")

        with translation.override("ru"):
            waiting, published = queries.list_notifications(viewer=accountant).rows

        assert (waiting.subject, waiting.body) == ("Ждёт отправки", "Отправлено")
        assert published.body == "Sign the act for октябрь 2026."

    def test_writes_the_letter_in_the_language_of_the_recipient(
        self, accountant: Viewer, neighbour: Viewer
    ) -> None:
        tell(by_post(accountant, language="ru"), by_post(neighbour, language="en"), event="tests.waiting")

        russian, english = letters()

        assert (russian.subject, english.subject) == ("Ждёт отправки", "Waiting")

    def test_goes_with_the_transaction_that_caused_it(self, accountant: Viewer) -> None:
        with transaction.atomic():
            tell(by_post(accountant))
            transaction.set_rollback(True)

        assert letters() == []
        assert queries.count_unread(viewer=accountant) == 0

    def test_writes_no_letter_to_who_has_no_address_or_wants_none(self, accountant: Viewer) -> None:
        tell(Recipient(user_id=accountant.user_id, email="", language="ru"))
        notify([by_post(accountant)], event="tests.published", facts=FACTS, at=NOW, by_email=False)

        assert letters() == []
        assert queries.count_unread(viewer=accountant) == 2

    def test_tells_once_what_carries_a_key(self, accountant: Viewer, neighbour: Viewer) -> None:
        tell(by_post(accountant), once="deadline:2026-11")
        tell(by_post(accountant), by_post(neighbour), once="deadline:2026-11")

        assert queries.count_unread(viewer=accountant) == 1
        assert queries.count_unread(viewer=neighbour) == 1
        assert len(letters()) == 2

    def test_refuses_an_event_without_words_at_once(self, accountant: Viewer) -> None:
        with pytest.raises(WordingMissing):
            tell(by_post(accountant), event="tests.unheard-of")

    def test_refuses_facts_that_the_words_do_not_find(self, accountant: Viewer) -> None:
        with pytest.raises(KeyError):
            notify([by_post(accountant)], event="tests.published", facts={"number": 1}, at=NOW)

    @pytest.mark.parametrize("subject", ["Invoice for 7 902,10 ₽", "Долг 5 руб.", "Plan 36.100 thousand m³"])
    def test_puts_no_sum_and_no_volume_into_the_subject_of_a_letter(
        self, subject: str, accountant: Viewer
    ) -> None:
        register("tests.telling", subject=subject, body="Look at it.")

        tell(by_post(accountant), event="tests.telling")

        assert letters()[0].subject == "News in your account"
        assert subject in letters()[0].body

    def test_keeps_a_subject_that_only_sounds_like_a_sum(self, accountant: Viewer) -> None:
        register("tests.rubin", subject="ООО «Рубин»", body="Look at it.")

        tell(by_post(accountant), event="tests.rubin")

        assert letters()[0].subject == "ООО «Рубин»"

    def test_keeps_the_subject_on_one_line(self, accountant: Viewer) -> None:
        register("tests.lines", subject="Act\r\nBcc: all@example.ru", body="Look at it.")

        tell(by_post(accountant), event="tests.lines")

        assert letters()[0].subject == "Act Bcc: all@example.ru"


class TestWriteToStranger:
    def test_writes_a_letter_that_is_nobodys_on_the_pages(self, accountant: Viewer) -> None:
        write_to_stranger(
            "stranger@example.org",
            language="ru",
            event="tests.published",
            facts=FACTS,
            url="/access/applications/",
            at=NOW,
        )

        letter = OutgoingEmail.objects.everywhere(reason="test").get()
        assert (letter.address, letter.recipient) == ("stranger@example.org", None)
        assert "Открыть: http" in letter.body
        assert not OutgoingEmail.objects.visible_to(accountant).exists()
        assert not Notification.objects.everywhere(reason="test").exists()


class TestWrittenFacts:
    def test_are_written_out_for_the_reader(self, accountant: Viewer) -> None:
        register("tests.moments", subject="Moments", body="%(day)s, %(moment)s, %(text)s")
        facts: dict[str, Fact] = {"day": date(2026, 11, 29), "moment": NOW, "text": "100 %"}
        notify([by_post(accountant)], event="tests.moments", facts=facts, at=NOW)

        with translation.override("ru"):
            [row] = queries.list_notifications(viewer=accountant).rows

        assert row.body == "29 ноября 2026, 23 ноября 2026, 12:12 МСК, 100 %"


class TestListNotifications:
    def test_shows_the_latest_first_in_pages(self, accountant: Viewer) -> None:
        for minute in range(51):
            tell(by_post(accountant), at=NOW + timedelta(minutes=minute))

        latest = queries.list_notifications(viewer=accountant)
        oldest = queries.list_notifications(viewer=accountant, page=99)

        assert (len(latest.rows), latest.page, latest.pages, latest.total) == (50, 1, 2, 51)
        assert latest.rows[0].created_at == NOW + timedelta(minutes=50)
        assert [row.created_at for row in oldest.rows] == [NOW]

    def test_shows_an_event_that_has_lost_its_words(self, accountant: Viewer) -> None:
        tell(by_post(accountant))
        Notification.objects.everywhere(reason="test").update(event="tests.of-the-past")

        [row] = queries.list_notifications(viewer=accountant).rows

        assert row.subject == "tests.of-the-past"


class TestMarkAllRead:
    def test_marks_the_viewers_own(self, accountant: Viewer, neighbour: Viewer) -> None:
        tell(by_post(accountant), by_post(neighbour))

        marked = mark_all_read(viewer=accountant, now=NOW)

        assert marked == 1
        assert queries.count_unread(viewer=accountant) == 0
        assert queries.count_unread(viewer=neighbour) == 1

    def test_keeps_the_moment_of_the_first_reading(self, accountant: Viewer) -> None:
        tell(by_post(accountant))
        mark_all_read(viewer=accountant, now=NOW)

        marked = mark_all_read(viewer=accountant, now=NOW + timedelta(days=1))

        assert marked == 0

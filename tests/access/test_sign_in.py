"""Whose password it is, what is recorded of a sign-in, and who is told of a new place."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kabinet.access import operations
from kabinet.access.models import SignIn, User
from kabinet.access.operations.sign_in import CodeExpired, Visit, WrongCredentials, check_password
from kabinet.journal import queries as journal
from kabinet.notifications.models import Notification, OutgoingEmail
from tests import factories
from tests.access.journal import events, latest
from tests.factories import NOW, PASSWORD, TODAY, Cast

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
CODE = "H7KX-4TRN-9PWD"


def check(name: str, password: str, *, address: str = "192.0.2.1", known_browser: str = "") -> User:
    visit = Visit(address, FIREFOX, known_browser)
    return check_password(username=name, password=password, visit=visit, at=NOW, real_at=NOW)


def with_code(person: User, *, until: timedelta = timedelta(days=14)) -> User:
    person.set_password(CODE)
    person.code_expires_at = NOW + until
    person.save()
    return person


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note every password that is hashed."""
    noted: list[str] = []
    original = MD5PasswordHasher.encode

    def encode(self: MD5PasswordHasher, password: str, salt: str) -> str:
        noted.append(password)
        return original(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    return noted


class TestCheckPassword:
    def test_finds_the_person_however_the_name_is_typed(self, cast: Cast) -> None:
        assert check("  SIDOROV ", PASSWORD) == cast.engineer
        assert SignIn.objects.everywhere(reason="test").count() == 0

    @pytest.mark.parametrize("password", ["wrong", PASSWORD + " ", PASSWORD.upper(), ""])
    def test_refuses_any_other_password(self, cast: Cast, password: str) -> None:
        with pytest.raises(WrongCredentials):
            check("sidorov", password)

    def test_refuses_who_is_not_let_in_any_longer(self, cast: Cast) -> None:
        User.objects.filter(pk=cast.engineer.pk).update(is_active=False)

        with pytest.raises(WrongCredentials):
            check("sidorov", PASSWORD)

    def test_costs_one_hash_and_the_same_queries_whatever_is_wrong(
        self, cast: Cast, hashed: list[str]
    ) -> None:
        User.objects.filter(pk=cast.accountant.pk).update(is_active=False)
        with_code(cast.director)
        costs = {}
        for number, name in enumerate(("warm-up", "sidorov", "nobody", "ivanova", "kuznetsov")):
            hashed.clear()
            with CaptureQueriesContext(connection) as queries, pytest.raises(WrongCredentials):
                check(name, "wrong", address=f"192.0.2.{number}")
            costs[name] = (len(hashed), len(queries))

        assert costs.pop("warm-up")[0] == 1
        assert len(set(costs.values())) == 1, costs

    def test_keeps_the_name_in_the_journal_and_never_the_password(self, cast: Cast) -> None:
        with pytest.raises(WrongCredentials):
            check("sidorov", "wrong one")

        entry = latest()
        assert (entry.event, entry.subject) == ("access.sign_in_refused", "user:sidorov")
        assert (entry.actor_id, entry.data) == (None, '{"address":"192.0.2.1"}')

    def test_hides_an_unknown_name_which_may_be_a_password(self, cast: Cast) -> None:
        with pytest.raises(WrongCredentials):
            check("sidorovSecret2026", "")

        assert latest().subject == "user:si…"


class TestAccessCode:
    @pytest.mark.parametrize(
        "typed", [CODE, "h7kx-4trn-9pwd", "H7KX 4TRN 9PWD", "h7kx4trn9pwd", " H7KX–4TRN–9PWD "]
    )
    def test_is_taken_as_people_copy_it(self, cast: Cast, typed: str) -> None:
        with_code(cast.engineer)

        assert check("sidorov", typed) == cast.engineer

    def test_is_refused_once_its_time_is_over_and_says_where_to_go(self, cast: Cast) -> None:
        with_code(cast.engineer, until=timedelta(seconds=-1))

        with pytest.raises(CodeExpired) as refused:
            check("sidorov", CODE)

        assert refused.value.point == cast.engineer.issue_point
        assert latest().data == '{"address":"192.0.2.1","code":"expired"}'

    def test_does_not_tell_that_it_has_expired_to_whoever_does_not_have_it(self, cast: Cast) -> None:
        with_code(cast.engineer, until=timedelta(seconds=-1))

        with pytest.raises(WrongCredentials) as refused:
            check("sidorov", "H7KX-4TRN-9PWC")

        assert not isinstance(refused.value, CodeExpired)

    def test_is_compared_with_codes_only(self, cast: Cast, hashed: list[str]) -> None:
        cast.engineer.set_password(CODE)
        cast.engineer.save()
        hashed.clear()

        with pytest.raises(WrongCredentials):
            check("sidorov", CODE)

        assert len(hashed) == 1


class TestRecordSignIn:
    def sign_in(
        self, cast: Cast, *, on: date = TODAY, visit: Visit | None = None, second_step: str = ""
    ) -> SignIn:
        return operations.record_sign_in(
            user=cast.engineer,
            visit=visit or Visit("192.0.2.1", FIREFOX),
            on=on,
            at=NOW,
            second_step=second_step,
        )

    def test_accepts_the_offer_in_force(self, cast: Cast) -> None:
        factories.offer(version="2026-03", since=date(2026, 3, 1))
        factories.offer(version="2026-11", since=TODAY)
        factories.offer(version="2027-01", since=TODAY + timedelta(days=1))

        before = self.sign_in(cast, on=TODAY - timedelta(days=1))
        after = self.sign_in(cast)

        assert before.offer is not None
        assert after.offer is not None
        assert (before.offer.version, after.offer.version) == ("2026-03", "2026-11")
        cast.engineer.refresh_from_db()
        assert cast.engineer.offer_version == "2026-11"

    def test_goes_on_where_no_offer_is_published(self, cast: Cast) -> None:
        assert self.sign_in(cast).offer is None

    def test_stands_in_the_journal_of_the_supplier(self, cast: Cast) -> None:
        factories.offer()

        self.sign_in(cast, visit=Visit("192.0.2.1", "Firefox"))

        assert (latest().event, latest().subject) == ("access.signed_in", "user:sidorov")
        assert latest().data == '{"address":"192.0.2.1","browser":"Firefox","offer":"2026-03"}'
        assert journal.verify_chains() == []

    def test_says_by_what_the_second_step_was_passed(self, cast: Cast) -> None:
        self.sign_in(cast, second_step="recovery-code")

        assert '"second_step":"recovery-code"' in latest().data

    def test_cuts_what_a_browser_says_too_long(self, cast: Cast) -> None:
        assert len(self.sign_in(cast, visit=Visit("192.0.2.1", "x" * 5000)).browser) == 300


class TestNewPlace:
    def come(self, person: User, address: str, browser: str = FIREFOX, known_browser: str = "") -> int:
        """Sign in, and return how often the person was told of a new place by then."""
        visit = Visit(address, browser, known_browser)
        operations.record_sign_in(user=person, visit=visit, on=TODAY, at=NOW)
        own = Notification.objects.everywhere(reason="test").filter(recipient=person)
        return own.filter(event="access.new_place").count()

    def test_is_not_told_at_the_very_first_sign_in(self, cast: Cast) -> None:
        assert self.come(cast.engineer, "192.0.2.1") == 0

    def test_is_told_when_neither_network_nor_browser_was_seen(self, cast: Cast) -> None:
        self.come(cast.engineer, "192.0.2.1")

        assert self.come(cast.engineer, "198.51.100.7", CHROME) == 1

    def test_is_told_when_a_common_browser_comes_from_a_new_network(self, cast: Cast) -> None:
        self.come(cast.engineer, "192.0.2.1")

        assert self.come(cast.engineer, "198.51.100.7") == 1

    def test_is_not_told_of_what_was_seen_before(self, cast: Cast) -> None:
        self.come(cast.engineer, "192.0.2.1")

        assert self.come(cast.engineer, "192.0.2.1", FIREFOX.replace("140", "141")) == 0

    def test_is_not_told_of_the_own_browser_on_the_road(self, cast: Cast) -> None:
        self.come(cast.engineer, "192.0.2.1")

        assert self.come(cast.engineer, "198.51.100.7", known_browser="the key of it") == 0

    def test_an_address_of_the_same_network_is_no_new_place(self, cast: Cast) -> None:
        self.come(cast.engineer, "2001:db8:1:2:3::4")

        assert self.come(cast.engineer, "2001:db8:1:2:ffff::1") == 0

    def test_of_somebody_else_does_not_count(self, cast: Cast) -> None:
        self.come(cast.engineer, "192.0.2.1")
        self.come(cast.accountant, "198.51.100.7", CHROME)

        assert self.come(cast.engineer, "198.51.100.7", CHROME) == 1

    def test_the_letter_says_when_from_where_with_what_and_what_to_do(self, cast: Cast) -> None:
        self.come(cast.engineer, "192.0.2.1")
        self.come(cast.engineer, "198.51.100.7", CHROME)

        letter = OutgoingEmail.objects.everywhere(reason="test").get()
        assert letter.address == "sidorov@example.org"
        for words in (
            "23 ноября 2026",
            "198.51.100.7",
            "Google Chrome, Windows",
            "горячую линию",
            "/settings/",
        ):
            assert words in letter.body


def test_a_refusal_and_a_sign_in_leave_their_events(cast: Cast) -> None:
    with pytest.raises(WrongCredentials):
        check("sidorov", "wrong")
    operations.record_sign_in(user=cast.engineer, visit=Visit("192.0.2.1", FIREFOX), on=TODAY, at=NOW)

    assert events() == ["access.sign_in_refused", "access.signed_in"]

"""The sign-in while others guess."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kabinet.access.operations.second_factor import switch_on
from kabinet.journal.models import Record
from tests import factories
from tests.access.telephone import SECRET, code_at
from tests.factories import NOW, PASSWORD, Cast
from tests.portal.access.browsers import sign_in

pytestmark = pytest.mark.django_db


class TestUnderAttack:
    """Guesses from many addresses against one account: none gets in, and its person still does."""

    def guess(self, number: int, password: str) -> int:
        browser = Client(REMOTE_ADDR=f"198.{18 + number % 2}.{number // 256}.{number % 256}")
        status: int = sign_in(browser, "sidorov", password).status_code
        return status

    def test_none_of_them_gets_in_and_the_person_does(self, cast: Cast) -> None:
        known, address = Client(REMOTE_ADDR="192.0.2.1"), "192.0.2.1"
        with time_machine.travel(NOW, tick=False):
            sign_in(known, "sidorov")
            known.post("/logout/")

            # The right password is among the guesses, after the free ones
            guesses = [PASSWORD if number in {100, 200} else f"guess {number}" for number in range(300)]
            statuses = Counter(self.guess(number, guess) for number, guess in enumerate(guesses))

            assert statuses == {422: 19, 429: 281}
            assert sign_in(known, "sidorov").status_code == 302
            assert sign_in(Client(REMOTE_ADDR=address), "sidorov").status_code == 302
            assert sign_in(Client(REMOTE_ADDR="203.0.113.9"), "sidorov").status_code == 429
        refused = Record.objects.everywhere(reason="test").filter(event="access.sign_in_refused")
        assert refused.count() == 20

    def test_a_refusal_costs_the_same_after_many(self, cast: Cast) -> None:
        with time_machine.travel(NOW, tick=False):
            for number in range(21):
                self.guess(number, "wrong")
            with CaptureQueriesContext(connection) as early:
                self.guess(21, "wrong")
            for number in range(22, 60):
                self.guess(number, "wrong")
            with CaptureQueriesContext(connection) as late:
                self.guess(60, "wrong")

        assert len(early) == len(late) <= 4

    def test_an_outsider_at_one_place_shuts_nobody_out_elsewhere(self, cast: Cast) -> None:
        outsider = Client(REMOTE_ADDR="198.51.100.1")
        with time_machine.travel(NOW, tick=False):
            for number in range(50):
                sign_in(outsider, "sidorov", f"guess {number}")

            assert sign_in(Client(REMOTE_ADDR="203.0.113.9"), "sidorov").status_code == 302

    def test_whoever_was_given_a_code_gets_in_from_anywhere(self, cast: Cast) -> None:
        cast.engineer.set_password("H7KX-4TRN-9PWD")
        cast.engineer.code_expires_at = NOW + timedelta(days=14)
        cast.engineer.save()
        with time_machine.travel(NOW, tick=False):
            for number in range(30):
                self.guess(number, f"guess {number}")

            newcomer = Client(REMOTE_ADDR="203.0.113.9")
            assert sign_in(newcomer, "sidorov", "h7kx 4trn 9pwd").status_code == 302

    def test_what_looks_like_a_code_is_no_way_round_to_a_password(self, cast: Cast) -> None:
        cast.engineer.set_password("H7KX-4TRN-9PWD")
        cast.engineer.save()

        assert sign_in(Client(), "sidorov", "H7KX-4TRN-9PWD").status_code == 422

    def test_another_persons_browser_is_a_strangers(self, cast: Cast) -> None:
        neighbour = Client(REMOTE_ADDR="203.0.113.9")
        with time_machine.travel(NOW, tick=False):
            sign_in(neighbour, cast.neighbour.username)
            neighbour.post("/logout/")
            for number in range(21):
                self.guess(number, "wrong")

            assert sign_in(neighbour, "sidorov").status_code == 429

    @pytest.mark.parametrize("cookie", ["", "x", "key.0123456789abcdef", "key.0123456789abcdef:1tq:sig"])
    def test_a_forged_cookie_makes_no_known_browser(self, cast: Cast, cookie: str) -> None:
        forger = Client(REMOTE_ADDR="203.0.113.9")
        forger.cookies["known_browser"] = cookie
        with time_machine.travel(NOW, tick=False):
            for number in range(21):
                self.guess(number, "wrong")

            assert sign_in(forger, "sidorov").status_code == 429


class TestKnownBrowser:
    """A browser that has signed in before, and is now at a place of nobody's while many guess at the name."""

    NEW = "another long password"

    @pytest.fixture(autouse=True)
    def moment(self, cast: Cast) -> Iterator[None]:
        with time_machine.travel(NOW, tick=False):
            yield

    @pytest.fixture
    def known(self) -> Client:
        browser = Client(REMOTE_ADDR="192.0.2.1")
        sign_in(browser, "sidorov")
        return browser

    def comes_back(self, browser: Client, password: str = PASSWORD) -> int:
        browser.post("/logout/")
        for number in range(21):
            sign_in(Client(REMOTE_ADDR=f"198.18.0.{number}"), "sidorov", "wrong")
        browser.defaults["REMOTE_ADDR"] = "203.0.113.9"
        status: int = sign_in(browser, "sidorov", password).status_code
        return status

    def test_gets_in(self, known: Client) -> None:
        assert self.comes_back(known) == 302

    def test_is_a_strangers_once_the_person_has_another_password(self, known: Client, cast: Cast) -> None:
        own = factories.signed_in(cast.engineer)
        own.post("/settings/", self.typed(PASSWORD))

        assert self.comes_back(known, self.NEW) == 429

    def test_is_a_strangers_once_access_was_issued_anew(self, known: Client, cast: Cast) -> None:
        cast.engineer.set_password("H7KX-4TRN-9PWD")
        cast.engineer.save()

        assert self.comes_back(known) == 429

    def test_is_a_strangers_once_a_second_factor_is_asked_for(self, known: Client, cast: Cast) -> None:
        viewer = factories.viewer_of(cast.engineer)
        switch_on(viewer=viewer, secret=SECRET, password=PASSWORD, code=code_at(NOW), at=NOW, real_at=NOW)

        assert self.comes_back(known) == 429

    def test_stays_known_where_the_password_was_changed_in_it(self, known: Client) -> None:
        known.post("/settings/", self.typed(PASSWORD))

        assert self.comes_back(known, self.NEW) == 302

    def test_stays_known_where_the_first_password_was_chosen_in_it(self, cast: Cast) -> None:
        cast.engineer.set_password("H7KX-4TRN-9PWD")
        cast.engineer.code_expires_at = NOW + timedelta(days=14)
        cast.engineer.save()
        newcomer = Client(REMOTE_ADDR="192.0.2.1")
        sign_in(newcomer, "sidorov", "H7KX-4TRN-9PWD")
        newcomer.post("/login/password/", {"new_password": self.NEW, "repeated_password": self.NEW})

        assert self.comes_back(newcomer, self.NEW) == 302

    def test_stays_known_where_the_second_factor_was_set_up_in_it(self, known: Client) -> None:
        known.get("/settings/second-factor/")
        secret = known.session["second_factor_key"]
        typed = {"current_password": PASSWORD, "code": code_at(NOW, secret)}

        assert known.post("/settings/second-factor/", typed).status_code == 200
        assert self.comes_back(known) == 302

    def typed(self, current: str) -> dict[str, str]:
        return {"current_password": current, "new_password": self.NEW, "repeated_password": self.NEW}

"""Guessing gets slower and slower, and only for those who guess."""

import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db.models import QuerySet
from django.test import override_settings

from kabinet.access import operations
from kabinet.access.models import WrongTries
from kabinet.access.operations.sign_in import Visit
from kabinet.access.throttling import (
    Counter,
    SignInClosed,
    forget_old_tries,
    of_second_step,
    sign_in_counters,
    take_back,
    take_try,
)
from tests.access.guessers import FREE
from tests.factories import NOW, TODAY, Cast
from tests.processes import database_for_processes, process_environment

GUESSERS = (sys.executable, "-m", "tests.access.guessers")
ANY = [Counter("name:any", free=5)]
STRANGER = "198.51.100.1"
STRANGERS = ["address", "name", "pair"]


def is_open(counters: Sequence[Counter], at: datetime = NOW) -> bool:
    try:
        take_try(counters, at=at)
    except SignInClosed:
        return False
    return True


def counters(
    name: str = "sidorov",
    address: str = STRANGER,
    *,
    known_browser: str = "",
    by_code: bool = False,
) -> Sequence[Counter]:
    return sign_in_counters(
        username=name, address=address, known_browser=known_browser, at=NOW, by_code=by_code
    )


def rows() -> QuerySet[WrongTries]:
    return WrongTries.objects.everywhere(reason="test")


@pytest.mark.django_db
class TestTakeTry:
    def test_lets_five_be_judged_and_then_wants_a_pause(self) -> None:
        assert [is_open(ANY) for _ in range(7)] == [True] * 5 + [False] * 2

    def test_says_until_when(self) -> None:
        told = [take_try(ANY, at=NOW) for _ in range(5)]

        assert told == [None] * 4 + [NOW + timedelta(seconds=30)]
        with pytest.raises(SignInClosed) as refused:
            take_try(ANY, at=NOW)
        assert refused.value.until == NOW + timedelta(seconds=30)

    def test_doubles_the_pause_up_to_a_quarter_of_an_hour(self) -> None:
        at, pauses = NOW, []
        for _ in range(12):
            until = take_try(ANY, at=at)
            pauses.append(int((until - at).total_seconds()) if until else 0)
            at = until or at

        assert pauses == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]

    def test_does_not_count_what_was_not_judged(self) -> None:
        for _ in range(50):
            is_open(ANY)

        assert rows().get().tries == 5
        assert is_open(ANY, NOW + timedelta(seconds=30))

    def test_forgets_after_a_day_without_wrong_tries(self) -> None:
        for _ in range(5):
            take_try(ANY, at=NOW)

        assert take_try(ANY, at=NOW + timedelta(days=1, seconds=1)) is None
        assert rows().get().tries == 1


@pytest.mark.django_db
class TestTakeBack:
    def test_lets_them_start_anew(self) -> None:
        for _ in range(4):
            take_try(ANY, at=NOW)

        take_back(ANY)

        assert rows().count() == 0

    def test_undoes_one_try_of_an_address_where_others_try_too(self) -> None:
        shared = [Counter("address:any", free=5, shared=True)]
        for _ in range(5):
            take_try(shared, at=NOW)

        take_back(shared)

        assert rows().get().tries == 4
        assert is_open(shared)
        assert not is_open(shared)


@pytest.mark.django_db
class TestCircles:
    """Who closes which sign-in: strangers that of strangers, a browser its own, a place its own."""

    def exhaust(self, *circles: Sequence[Counter]) -> None:
        for circle in circles:
            while is_open(circle):
                pass

    def sign_in(self, cast: Cast, address: str, *, days_ago: int = 1) -> None:
        at = NOW - timedelta(days=days_ago)
        operations.record_sign_in(user=cast.engineer, visit=Visit(address, "Firefox"), on=TODAY, at=at)

    def test_many_addresses_share_the_tries_for_one_name(self) -> None:
        tried = [is_open(counters(address=f"198.51.100.{number}")) for number in range(50)]

        assert tried == [True] * 20 + [False] * 30

    def test_one_address_closes_a_name_for_itself_and_for_nobody_else(self) -> None:
        tried = [is_open(counters()) for _ in range(50)]

        assert tried == [True] * 5 + [False] * 45
        assert is_open(counters(address="203.0.113.5"))

    def test_a_code_from_a_slip_is_judged_while_others_guess_at_the_name(self) -> None:
        self.exhaust(*(counters(address=f"198.51.100.{number}") for number in range(10)))

        assert not is_open(counters(address="203.0.113.5"))
        assert is_open(counters(address="203.0.113.5", by_code=True))

    def test_codes_are_guessed_from_an_address_no_faster_than_passwords(self) -> None:
        tried = [is_open(counters(name=f"name-{number}", by_code=True)) for number in range(50)]

        assert tried == [True] * 20 + [False] * 30

    def test_one_address_shares_its_tries_for_many_names(self) -> None:
        tried = [is_open(counters(name=f"name-{number}")) for number in range(50)]

        assert tried == [True] * 20 + [False] * 30

    def test_one_network_is_one_address(self) -> None:
        tried = [
            is_open(counters(name=f"name-{number}", address=f"2001:db8::{number:x}")) for number in range(50)
        ]

        assert tried == [True] * 20 + [False] * 30

    def test_strangers_close_neither_the_known_browser_nor_the_usual_place(self, cast: Cast) -> None:
        self.sign_in(cast, "192.0.2.1")

        self.exhaust(*(counters(address=f"198.51.100.{number}") for number in range(10)))

        assert not is_open(counters(address="203.0.113.5"))
        assert is_open(counters(known_browser="its key"))
        assert is_open(counters(address="192.0.2.1"))

    def test_strangers_at_the_usual_place_close_it_without_the_known_browser(self, cast: Cast) -> None:
        self.sign_in(cast, "192.0.2.1")

        self.exhaust(counters(address="192.0.2.1"))

        assert not is_open(counters(address="192.0.2.1"))
        assert is_open(counters(address="192.0.2.1", known_browser="its key"))

    def test_a_browser_known_to_one_person_is_a_stranger_to_another(self) -> None:
        self.exhaust(counters("ivanova", known_browser=""))

        assert is_open(counters("sidorov", address="203.0.113.5", known_browser=""))

    def test_a_known_browser_has_a_limit_of_its_own(self) -> None:
        tried = [is_open(counters(known_browser="stolen")) for _ in range(10)]

        assert tried == [True] * 5 + [False] * 5

    def test_many_browsers_of_a_person_share_their_tries(self) -> None:
        tried = [is_open(counters(known_browser=f"collected {number}")) for number in range(50)]

        assert tried == [True] * 20 + [False] * 30

    def test_many_places_of_a_person_share_their_tries_and_leave_the_browser_open(self, cast: Cast) -> None:
        places = [f"192.0.2.{number}" for number in range(1, 31)]
        for address in places:
            self.sign_in(cast, address)

        tried = [is_open(counters(address=address)) for address in places]

        assert tried == [True] * 20 + [False] * 10
        assert is_open(counters(known_browser="its key"))

    def test_the_second_step_counts_for_the_person_whatever_the_circle(self) -> None:
        circles = [
            counters(known_browser=f"collected {number}")
            if number % 2
            else counters(address=f"198.51.100.{number}")
            for number in range(50)
        ]

        tried = [is_open(of_second_step(circle, user_id=1, printed=False)) for circle in circles]

        assert tried == [True] * 20 + [False] * 30
        assert is_open(of_second_step(circles[-1], user_id=2, printed=False))

    def test_a_printed_code_is_judged_while_others_guess_at_those_of_the_app(self) -> None:
        for number in range(50):
            is_open(of_second_step(counters(address=f"198.51.100.{number}"), user_id=1, printed=False))

        at_home = counters(known_browser="its key")
        assert not is_open(of_second_step(at_home, user_id=1, printed=False))
        assert is_open(of_second_step(at_home, user_id=1, printed=True))

    def test_a_place_is_usual_for_ninety_days(self, cast: Cast) -> None:
        self.sign_in(cast, "192.0.2.1", days_ago=91)

        assert [one.key.partition(":")[0] for one in counters(address="192.0.2.1")] == STRANGERS

    def test_a_place_is_usual_for_its_own_person(self, cast: Cast) -> None:
        self.sign_in(cast, "192.0.2.1")

        assert [one.key.partition(":")[0] for one in counters("ivanova", "192.0.2.1")] == STRANGERS

    def test_what_was_typed_as_a_name_is_kept_nowhere(self) -> None:
        is_open(counters(name="my password, in the wrong field"))

        assert not rows().filter(counter__contains="password").exists()

    @override_settings(SIGN_IN_TRIES=2)
    def test_the_supplier_sets_how_many_are_free(self) -> None:
        tried = [is_open(counters()) for _ in range(4)]

        assert tried == [True, True, False, False]


@pytest.mark.django_db
class TestForgetOldTries:
    def test_leaves_what_still_counts(self) -> None:
        take_try([Counter("old", 5)], at=NOW - timedelta(days=1, seconds=1))
        take_try([Counter("new", 5)], at=NOW - timedelta(hours=23))

        forget_old_tries(at=NOW)

        assert rows().get().counter == "new"


class TestAtOnce:
    """Two processes with some threads each, as the server has them, on a database of their own or PostgreSQL's."""

    @pytest.mark.django_db(transaction=True)
    def test_guesses_made_at_once_share_no_try(self, tmp_path: Path) -> None:
        environment = process_environment(tmp_path, database_for_processes(tmp_path))
        processes = [self.start(environment) for _ in range(2)]

        for process in processes:
            assert process.stdin
            process.stdin.write("go\n")
            process.stdin.flush()
        judged = [int(process.communicate(timeout=120)[0]) for process in processes]

        assert sum(judged) == FREE, judged

    @staticmethod
    def start(environment: dict[str, str]) -> "subprocess.Popen[str]":
        pipe = subprocess.PIPE
        return subprocess.Popen(GUESSERS, env=environment, text=True, stdin=pipe, stdout=pipe)

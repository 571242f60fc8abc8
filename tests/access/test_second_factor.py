"""The second factor: bound to an app, used up code by code, taken off."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from kabinet.access.models import AccessPolicy, RecoveryCode, User
from kabinet.access.operations.passwords import WrongPassword
from kabinet.access.operations.second_codes import Means, WrongCode, use_code
from kabinet.access.operations.second_factor import (
    SecondFactorObligatory,
    SecondFactorOff,
    SecondFactorOn,
    remove_second_factor,
    renew_recovery_codes,
    switch_off,
    switch_on,
)
from kabinet.access.operations.second_step import pass_second_step
from kabinet.access.operations.sign_in import Visit
from kabinet.access.throttling import SignInClosed
from kabinet.notifications.models import Notification
from tests import factories
from tests.access.journal import events, latest
from tests.access.telephone import SECRET, code_at
from tests.factories import NOW, PASSWORD, Cast

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=5)


def on(person: User) -> Sequence[str]:
    """Switch it on as the person, and return the printed codes."""
    viewer = factories.viewer_of(person)
    codes = switch_on(viewer=viewer, secret=SECRET, password=PASSWORD, code=code_at(NOW), at=NOW, real_at=NOW)
    person.refresh_from_db()
    return codes


def off(person: User, password: str = PASSWORD, code: str = "", at: datetime = LATER) -> None:
    switch_off(
        viewer=factories.viewer_of(person),
        password=password,
        code=code or code_at(at),
        at=at,
        real_at=at,
    )


def oblige(*roles: str) -> None:
    AccessPolicy.objects.create(second_factor_roles=list(roles), set_at=NOW, set_by="Администратор")


class TestSwitchOn:
    def test_binds_the_app_and_gives_ten_codes_that_are_kept_as_hashes(self, cast: Cast) -> None:
        codes = on(cast.engineer)

        assert cast.engineer.second_factor
        assert len(set(codes)) == 10
        kept = list(RecoveryCode.objects.everywhere(reason="test").values_list("code_hash", flat=True))
        assert len(kept) == 10
        assert not [code for code in codes if any(code in one for one in kept)]
        assert latest().event == "access.second_factor_on"
        note = Notification.objects.everywhere(reason="test").get()
        assert (note.event, note.recipient_id) == ("access.second_factor_on", cast.engineer.pk)

    @pytest.mark.parametrize("wrong", [code_at(NOW, "00" * 20), "", "12345", "H7KX-4TRN-9PWD", "١٢٣٤٥٦"])
    def test_wants_a_code_of_this_app(self, cast: Cast, wrong: str) -> None:
        viewer = factories.viewer_of(cast.engineer)

        with pytest.raises(WrongCode):
            switch_on(viewer=viewer, secret=SECRET, password=PASSWORD, code=wrong, at=NOW, real_at=NOW)

        cast.engineer.refresh_from_db()
        assert not cast.engineer.second_factor
        assert TOTPDevice.objects.count() == 0

    def test_wants_the_password_so_that_an_open_session_binds_no_telephone(self, cast: Cast) -> None:
        viewer, code = factories.viewer_of(cast.engineer), code_at(NOW)

        with pytest.raises(WrongPassword):
            switch_on(viewer=viewer, secret=SECRET, password="wrong", code=code, at=NOW, real_at=NOW)

        assert TOTPDevice.objects.count() == 0

    def test_is_done_once(self, cast: Cast) -> None:
        codes = on(cast.engineer)

        with pytest.raises(SecondFactorOn):
            on(cast.engineer)

        assert TOTPDevice.objects.count() == 1
        assert use_code(codes[0], user_id=cast.engineer.pk, at=NOW, real_at=NOW) is Means.RECOVERY_CODE


class TestUseCode:
    def use(self, person: User, code: str, at: datetime = LATER) -> Means:
        return use_code(code, user_id=person.pk, at=at, real_at=at)

    def test_takes_a_code_of_the_app_once(self, cast: Cast) -> None:
        on(cast.engineer)
        code = code_at(LATER)

        assert self.use(cast.engineer, f" {code[:3]} {code[3:]} ") is Means.APP
        with pytest.raises(WrongCode):
            self.use(cast.engineer, code)

    def test_takes_no_older_code_after_a_newer_one(self, cast: Cast) -> None:
        on(cast.engineer)
        before = code_at(LATER - timedelta(seconds=30))
        self.use(cast.engineer, code_at(LATER))

        with pytest.raises(WrongCode):
            self.use(cast.engineer, before)

    def test_does_not_take_the_code_by_which_it_was_switched_on(self, cast: Cast) -> None:
        on(cast.engineer)

        with pytest.raises(WrongCode):
            self.use(cast.engineer, code_at(NOW), at=NOW)

    @pytest.mark.parametrize(
        ("seconds", "taken"), [(-30, True), (0, True), (30, True), (90, False), (-90, False)]
    )
    def test_forgives_a_clock_that_is_half_a_minute_off(
        self,
        cast: Cast,
        seconds: int,
        taken: bool,  # noqa: FBT001
    ) -> None:
        on(cast.engineer)
        code = code_at(LATER + timedelta(seconds=seconds))

        if taken:
            assert self.use(cast.engineer, code) is Means.APP
        else:
            with pytest.raises(WrongCode):
                self.use(cast.engineer, code)

    def test_takes_a_printed_code_once_however_it_is_typed(self, cast: Cast) -> None:
        codes = on(cast.engineer)

        assert self.use(cast.engineer, codes[3].lower().replace("-", " ")) is Means.RECOVERY_CODE
        with pytest.raises(WrongCode):
            self.use(cast.engineer, codes[3])
        assert self.use(cast.engineer, codes[4]) is Means.RECOVERY_CODE

    def test_takes_no_code_of_somebody_else(self, cast: Cast) -> None:
        codes = on(cast.engineer)

        for code in (codes[0], code_at(LATER)):
            with pytest.raises(WrongCode):
                self.use(cast.accountant, code)


class TestPassSecondStep:
    def step(self, person: User, code: str, at: datetime = LATER) -> Means:
        visit = Visit("192.0.2.1", "Firefox")
        return pass_second_step(user=person, code=code, visit=visit, at=at, real_at=at)

    def test_says_and_tells_that_a_printed_code_was_used(self, cast: Cast) -> None:
        codes = on(cast.engineer)

        assert self.step(cast.engineer, codes[0]) is Means.RECOVERY_CODE
        assert (latest().event, latest().data) == (
            "access.recovery_code_used",
            '{"address":"192.0.2.1","left":9}',
        )
        assert self.told(cast.engineer) == ["access.second_factor_on", "access.recovery_code_used"]

    def test_tells_the_person_once_that_somebody_knows_the_password(self, cast: Cast) -> None:
        on(cast.engineer)

        for number in range(7):
            at = LATER + timedelta(minutes=number * 2)
            with pytest.raises((WrongCode, SignInClosed)):
                self.step(cast.engineer, "000000", at=at)

        assert self.told(cast.engineer).count("access.second_step_refused") == 1
        assert events().count("access.second_step_refused") == 7

    def test_is_closed_after_five_wrong_codes_even_to_the_right_one(self, cast: Cast) -> None:
        on(cast.engineer)
        for _ in range(5):
            with pytest.raises(WrongCode):
                self.step(cast.engineer, "000000")

        with pytest.raises(SignInClosed):
            self.step(cast.engineer, code_at(LATER))

    @staticmethod
    def told(person: User) -> list[str]:
        notes = Notification.objects.everywhere(reason="test").filter(recipient=person).order_by("id")
        return [note.event for note in notes]


class TestSwitchOff:
    def test_takes_app_and_codes_away(self, cast: Cast) -> None:
        on(cast.engineer)

        off(cast.engineer)

        cast.engineer.refresh_from_db()
        assert not cast.engineer.second_factor
        assert TOTPDevice.objects.count() == 0
        assert RecoveryCode.objects.everywhere(reason="test").count() == 0
        assert latest().event == "access.second_factor_off"

    def test_wants_the_password_and_a_code(self, cast: Cast) -> None:
        on(cast.engineer)

        with pytest.raises(WrongPassword):
            off(cast.engineer, password="wrong")
        with pytest.raises(WrongCode):
            off(cast.engineer, code="000000")

        cast.engineer.refresh_from_db()
        assert cast.engineer.second_factor

    def test_is_refused_to_a_role_that_cannot_do_without(self, cast: Cast) -> None:
        on(cast.engineer)
        oblige("engineer")

        with pytest.raises(SecondFactorObligatory):
            off(cast.engineer)

    def test_is_for_those_who_have_one(self, cast: Cast) -> None:
        with pytest.raises(SecondFactorOff):
            off(cast.engineer)


class TestRenewRecoveryCodes:
    def test_gives_ten_others_and_the_earlier_ones_count_no_longer(self, cast: Cast) -> None:
        earlier = on(cast.engineer)
        oblige("engineer")  # who is obliged may renew, too

        renewed = renew_recovery_codes(
            viewer=factories.viewer_of(cast.engineer),
            password=PASSWORD,
            code=earlier[0],
            at=LATER,
            real_at=LATER,
        )

        assert len(set(renewed) - set(earlier)) == 10
        with pytest.raises(WrongCode):
            use_code(earlier[1], user_id=cast.engineer.pk, at=LATER, real_at=LATER)
        assert use_code(renewed[1], user_id=cast.engineer.pk, at=LATER, real_at=LATER) is Means.RECOVERY_CODE


class TestRemoveSecondFactor:
    def test_leaves_nothing_of_the_persons_and_all_of_the_others(self, cast: Cast) -> None:
        on(cast.engineer)
        on(cast.accountant)

        remove_second_factor(cast.engineer.pk)

        assert User.objects.filter(second_factor=True).get() == cast.accountant
        assert TOTPDevice.objects.get().user == cast.accountant
        codes = RecoveryCode.objects.everywhere(reason="test")
        assert set(codes.values_list("user_id", flat=True)) == {cast.accountant.pk}

    def test_does_no_harm_where_there_is_none(self, cast: Cast) -> None:
        assert remove_second_factor(cast.engineer.pk) == cast.engineer

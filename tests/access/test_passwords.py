"""The password of one's own: proved, chosen in place of the code, changed."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.test import override_settings

from kabinet.access.models import Session, User
from kabinet.access.operations.passwords import (
    CodeIsNoPassword,
    OwnPasswordChosen,
    SamePassword,
    WrongPassword,
    change_password,
    choose_own_password,
)
from kabinet.access.throttling import SignInClosed
from kabinet.notifications.models import Notification, OutgoingEmail
from tests import factories
from tests.access.journal import latest
from tests.factories import NOW, PASSWORD, Cast

CODE = "H7KX-4TRN-9PWD"


@override_settings(PASSWORD_HASHERS=["kabinet.access.hashers.Argon2idHasher"])
def test_is_kept_as_argon2id_with_the_parameters_of_owasp() -> None:
    kept = make_password(PASSWORD)

    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password(PASSWORD, kept)
    assert not check_password(PASSWORD + " ", kept)


def told(person: User) -> list[str]:
    """Return what the person was told, and see that a letter went with it."""
    notes = Notification.objects.everywhere(reason="test").filter(recipient=person).order_by("id")
    assert OutgoingEmail.objects.everywhere(reason="test").filter(recipient=person).count() == len(notes)
    return [note.event for note in notes]


@pytest.mark.django_db
class TestChangePassword:
    def change(self, person: User, current: str = PASSWORD, new: str = "quite another one") -> User:
        viewer = factories.viewer_of(person)
        return change_password(viewer=viewer, current=current, new=new, session_key="", at=NOW, real_at=NOW)

    def test_is_recorded_and_told_but_nowhere_readable(self, cast: Cast) -> None:
        user = self.change(cast.engineer)

        assert user.check_password("quite another one")
        assert (latest().event, latest().actor_id) == ("access.password_changed", cast.engineer.pk)
        assert "another" not in latest().data
        assert told(cast.engineer) == ["access.password_changed"]

    def test_ends_the_other_sessions_and_keeps_this_one(self, cast: Cast) -> None:
        here, _elsewhere = factories.signed_in(cast.engineer), factories.signed_in(cast.engineer)
        neighbour = factories.signed_in(cast.neighbour)

        change_password(
            viewer=factories.viewer_of(cast.engineer),
            current=PASSWORD,
            new="quite another one",
            session_key=here.session.session_key,
            at=NOW,
            real_at=NOW,
        )

        left = set(Session.objects.values_list("session_key", flat=True))
        assert left == {here.session.session_key, neighbour.session.session_key}

    def test_wants_the_current_one(self, cast: Cast) -> None:
        with pytest.raises(WrongPassword):
            self.change(cast.engineer, current="wrong")

        assert User.objects.get(pk=cast.engineer.pk).check_password(PASSWORD)

    def test_lets_nobody_guess_the_current_one_at_an_open_session(self, cast: Cast) -> None:
        for _ in range(5):
            with pytest.raises(WrongPassword):
                self.change(cast.engineer, current="wrong")

        with pytest.raises(SignInClosed) as refused:
            self.change(cast.engineer)

        assert refused.value.until == NOW + timedelta(seconds=30)

    def test_wants_one_that_does_not_look_like_a_code(self, cast: Cast) -> None:
        with pytest.raises(CodeIsNoPassword):
            self.change(cast.engineer, new="h7kx4trn9pwx")

    def test_wants_another_one(self, cast: Cast) -> None:
        with pytest.raises(SamePassword):
            self.change(cast.engineer, new=PASSWORD)


@pytest.mark.django_db
class TestChooseOwnPassword:
    @pytest.fixture
    def newcomer(self, cast: Cast) -> User:
        cast.engineer.set_password(CODE)
        cast.engineer.code_expires_at = NOW + timedelta(days=14)
        cast.engineer.save()
        return cast.engineer

    def choose(self, person: User, password: str) -> User:
        viewer = factories.viewer_of(person)
        return choose_own_password(viewer=viewer, password=password, session_key="", at=NOW)

    def test_takes_the_place_of_the_code(self, newcomer: User) -> None:
        user = self.choose(newcomer, "quite another one")

        assert user.code_expires_at is None
        assert user.check_password("quite another one")
        assert not user.check_password(CODE)
        assert latest().event == "access.own_password_chosen"
        assert told(newcomer) == ["access.own_password_chosen"]

    @pytest.mark.parametrize("typed", [CODE, "h7kx 4trn 9pwd", "h7kx4trn9pwd"])
    def test_cannot_be_the_code_itself(self, newcomer: User, typed: str) -> None:
        with pytest.raises(CodeIsNoPassword):
            self.choose(newcomer, typed)

        newcomer.refresh_from_db()
        assert newcomer.code_expires_at is not None

    def test_is_chosen_once(self, newcomer: User) -> None:
        self.choose(newcomer, "quite another one")

        with pytest.raises(OwnPasswordChosen):
            self.choose(newcomer, "a third one, later")

        assert User.objects.get(pk=newcomer.pk).check_password("quite another one")

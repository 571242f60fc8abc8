"""Nobody's password changes but by its owner who knows it, or by an officer who signed in: every address is tried."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.test import Client

from kabinet.access.models import User
from tests import factories
from tests.isolation.scene import Scene
from tests.isolation.table import ADDRESSES, EVERYBODY
from tests.isolation.walk import address_of, names, text_of

#: Who gives out access; everybody else is walked through all addresses.
OFFICER = "credentials-desk"
NEW = "a password that nobody has"
#: How a page that resets passwords could call its fields, whatever it were: no such thing may work.
_TEMPTING = (
    "password",
    "new_password",
    "repeated_password",
    "new_password1",
    "new_password2",
    "password1",
    "password2",
    "code",
)


def passwords() -> dict[str, tuple[str, object]]:
    """Return what people can come in with; whose password was taken, as that of removed staff, has none."""
    users = (user for user in User.objects.all() if user.has_usable_password())
    return {user.username: (user.password, user.code_expires_at) for user in users}


def given(before: Mapping[str, object]) -> list[str]:
    """Return whose password is another one now, or is there where none was."""
    return [user for user, kept in passwords().items() if before.get(user) != kept]


def tempting(scene: Scene, victim: User) -> Iterator[Mapping[str, Any]]:
    """Give the bodies with which somebody would try to change another's password, or their own without knowing it."""
    everything = dict.fromkeys(_TEMPTING, NEW) | {
        "username": victim.username,
        "user": victim.pk,
        "user_id": victim.pk,
        "email": victim.email,
        "inn": scene.cast.plant.inn,
        "step": "issue",
        "action": "reset",
        "outcome": "accept",
        "key": "tempting",
    }
    yield everything
    yield everything | {"current_password": "not the one", "step": "spoilt", "reason": "Потерян"}


def bodies(scene: Scene, name: str, victim: User) -> Iterator[Mapping[str, Any]]:
    yield from tempting(scene, victim)
    row = ADDRESSES[name]
    if row.post is not None:
        yield {**dict.fromkeys(_TEMPTING, NEW), **row.post(scene)}
        yield dict(row.post(scene))


def people(scene: Scene) -> dict[str, Client]:
    """Sign everybody in anew: signing out is among the addresses."""
    owners = {browser: person for person, browser in scene.browsers.items() if person != "anonymous"}
    signed_in = {
        person: factories.signed_in(User.objects.get(pk=browser.session["_auth_user_id"]))
        for browser, person in owners.items()
    }
    return {"anonymous": Client()} | signed_in


def in_order() -> list[str]:
    """List all addresses, signing out as the last one."""
    return sorted(ADDRESSES, key=lambda name: (name == "portal:logout", name))


def tried(scene: Scene, name: str, browser: Client) -> Iterator[str]:
    """Ask for the page and send it every body; tell how each try went wrong."""
    address = address_of(name, ADDRESSES[name], scene)
    answers = [browser.get(address)]
    answers += [browser.post(address, dict(body)) for body in bodies(scene, name, scene.cast.engineer)]
    for answer in answers:
        text_of(answer)
        if answer.status_code >= 500:
            yield f"{address} breaks"


class TestEveryAddress:
    def test_is_walked(self) -> None:
        assert names() == set(ADDRESSES)

    @pytest.mark.parametrize("person", sorted(EVERYBODY - {OFFICER}))
    def test_leaves_every_password_alone_whoever_asks(self, scene: Scene, person: str) -> None:
        browser, before, found = people(scene)[person], passwords(), []

        for name in in_order():
            found += list(tried(scene, name, browser))
            if given(before):
                found.append(f"{name} changes a password")
                before = passwords()

        assert found == []


class TestOfficer:
    def test_changes_them_by_the_addresses_of_the_desk_alone(self, scene: Scene) -> None:
        officer, changing, found = people(scene)[OFFICER], set(), []

        for name in in_order():
            before = passwords()
            found += list(tried(scene, name, officer))
            if passwords() != before:
                changing.add(name)

        assert found == []
        assert changing == {"desk:reissue", "desk:issue", "desk:slip"}

    def test_changes_none_once_signed_out(self, scene: Scene) -> None:
        officer = people(scene)[OFFICER]
        officer.post("/logout/")
        before = passwords()

        for name in ("desk:reissue", "desk:issue", "desk:slip", "desk:issue_application"):
            assert list(tried(scene, name, officer)) == []

        assert passwords() == before


class TestOwnPassword:
    def change(self, browser: Client, current: str) -> None:
        body = {"current_password": current, "new_password": NEW, "repeated_password": NEW}
        browser.post("/settings/", body)

    def test_changes_with_the_one_of_now(self, scene: Scene) -> None:
        self.change(people(scene)["engineer"], factories.PASSWORD)

        assert User.objects.get(username="sidorov").check_password(NEW)

    @pytest.mark.parametrize("current", ["", "not the one", NEW])
    def test_stays_without_it(self, scene: Scene, current: str) -> None:
        before = passwords()

        self.change(people(scene)["engineer"], current)

        assert passwords() == before

"""One right too many in the table of roles fails the run: the walk through the addresses comes out otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kabinet.foundation.rights import RIGHTS_OF, Right, Role
from tests.isolation.conftest import stopped_clock
from tests.isolation.scene import Scene, build
from tests.isolation.table import ADDRESSES
from tests.isolation.walk import read_otherwise, written_otherwise

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Hole:
    """A right that the role must not have, and the address at which the walk meets it."""

    role: Role
    right: Right
    name: str

    def __str__(self) -> str:
        return f"{self.role}-{self.right}"


HOLES = (
    Hole(Role.CREDENTIALS_DESK, Right.SEE_SUPPLY, "desk:client"),
    Hole(Role.ENGINEER, Right.SEE_MONEY, "portal:settlements"),
    Hole(Role.METERING_ENGINEER, Right.SEE_MONEY, "desk:account"),
    Hole(Role.ACCOUNTANT, Right.SUBMIT_READINGS, "portal:readings_check"),
    Hole(Role.ACCOUNTANT, Right.SUBMIT_REQUESTS, "portal:request_new"),
    Hole(Role.METERING_ENGINEER, Right.DECIDE_REQUESTS, "desk:request"),
    Hole(Role.SUPPLIER_ACCOUNTANT, Right.DECIDE_READINGS, "desk:submission"),
    Hole(Role.METERING_ENGINEER, Right.REVIEW_DOCUMENTS, "desk:document"),
    Hole(Role.METERING_ENGINEER, Right.PUBLISH_DOCUMENTS, "desk:publish"),
    Hole(Role.CURATOR, Right.POST_PAYMENTS, "desk:payment"),
    Hole(Role.METERING_ENGINEER, Right.SEE_JOURNAL, "desk:journal"),
    Hole(Role.ACCOUNTANT, Right.MANAGE_PEOPLE, "portal:people"),
    Hole(Role.METERING_ENGINEER, Right.DECIDE_APPLICATIONS, "desk:end_paper"),
    Hole(Role.METERING_ENGINEER, Right.END_ACCESS, "desk:client_person"),
    Hole(Role.METERING_ENGINEER, Right.LOOK_AS_CLIENT, "desk:look"),
    Hole(Role.CURATOR, Right.ARRANGE_STAND_INS, "desk:stand_ins"),
    Hole(Role.HEAD, Right.MANAGE_STAFF, "desk:staff"),
    Hole(Role.HEAD, Right.ADMINISTER, "desk:policy"),
    Hole(Role.SUPPLIER_ACCOUNTANT, Right.APPROVE_PROPOSALS, "desk:proposal"),
    Hole(Role.METERING_ENGINEER, Right.PROPOSE_OFFER, "desk:offers"),
    Hole(Role.METERING_ENGINEER, Right.PROPOSE_REQUISITES, "desk:proposals"),
    Hole(Role.METERING_ENGINEER, Right.ISSUE_ACCESS, "desk:issues"),
    Hole(Role.METERING_ENGINEER, Right.OVERSEE_APPLICATIONS, "desk:rights"),
    Hole(Role.CURATOR, Right.ISSUE_ACCESS, "desk:issues"),
    Hole(Role.HEAD, Right.ADMINISTER, "desk:points"),
)


def otherwise(name: str, scene: Scene) -> Iterator[str]:
    yield from read_otherwise(name, scene)
    if ADDRESSES[name].post:
        yield from written_otherwise(name, scene)


@pytest.mark.parametrize("hole", HOLES, ids=str)
def test_a_right_too_many_is_met_by_the_walk(hole: Hole, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hole.right not in RIGHTS_OF[hole.role]
    monkeypatch.setitem(RIGHTS_OF, hole.role, RIGHTS_OF[hole.role] | {hole.right})

    with stopped_clock():
        assert list(otherwise(hole.name, build())) != []


def test_every_right_is_tried_that_some_role_of_its_side_lacks() -> None:
    # Every role of the clients may send documents, and the staff have no way into the clients' door.
    assert {hole.right for hole in HOLES} == set(Right) - {Right.SEND_DOCUMENTS}

"""Each address is asked by everybody: who may see it does, nobody else reads or writes anything of the plant."""

import pytest

from tests.isolation.scene import Scene
from tests.isolation.table import ADDRESSES
from tests.isolation.walk import address_of, names, read_otherwise, state, text_of, written_otherwise

WRITTEN = sorted(name for name, row in ADDRESSES.items() if row.post)


class TestTable:
    def test_has_a_row_for_every_address(self) -> None:
        assert names() == set(ADDRESSES)


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_an_address_is_shown_to_those_it_concerns_and_tells_strangers_nothing(
    name: str, scene: Scene
) -> None:
    assert read_otherwise(name, scene) == []


@pytest.mark.parametrize("name", WRITTEN)
class TestWriting:
    def test_with_the_plants_ids_changes_nothing_for_others(self, name: str, scene: Scene) -> None:
        assert written_otherwise(name, scene) == []

    def test_is_done_by_those_who_may(self, name: str, scene: Scene) -> None:
        row = ADDRESSES[name]
        assert row.post is not None
        for person in sorted(row.posted_by)[:1]:
            before = state()

            answer = scene.browsers[person].post(address_of(name, row, scene), dict(row.post(scene)))

            assert answer.status_code in {200, 302, 303}, text_of(answer)
            assert state() != before, person

"""Sample files as they stand: what is read from them does not change unnoticed."""

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabinet.formats.archives import all_templates
from tests.formats.archives import samples
from tests.formats.archives.golden import FILES, PACKED, ROWS, summary
from tests.formats.archives.mutations import GOLDEN, golden_files, judged, spoiled
from tests.formats.archives.reading import read

EXPECTED = json.loads((GOLDEN / "expected.json").read_text("utf-8"))
CONTENTS = golden_files()


TRUE_HOURS = {(samples.utc(row.begins), row.volume) for row in ROWS}


def split(name: str) -> tuple[bytes, list[bytes]]:
    """Return the heading of a sample file, and its rows of hours."""
    rows = CONTENTS[name].splitlines(keepends=True)
    data = [row for row in rows if row[:1] in b"(0123456789" and row.strip()]
    return b"".join(rows[: rows.index(data[0])]), data


class TestGoldenFiles:
    @pytest.mark.parametrize("name", CONTENTS)
    def test_are_read_as_before(self, name: str) -> None:
        assert summary(read(CONTENTS[name], name)) == EXPECTED[name]

    def test_are_there_for_every_template(self) -> None:
        assert {one["template"] for one in EXPECTED.values()} == {
            template.code for template in all_templates()
        }

    def test_are_what_the_samples_write(self) -> None:
        assert set(FILES) <= set(CONTENTS) == set(EXPECTED)
        for name, content in FILES.items():
            if not name.endswith(PACKED):
                assert content == CONTENTS[name]


class TestSpoiledFiles:
    @given(name=st.sampled_from(sorted(CONTENTS)), seed=st.integers(0, 2**32))
    @settings(max_examples=300, deadline=None)
    def test_end_in_a_refusal_or_in_a_sound_archive(self, name: str, seed: int) -> None:
        judged(spoiled(CONTENTS[name], Random(seed)), name)

    @given(content=st.binary(max_size=200))
    def test_of_any_bytes_end_so_too(self, content: bytes) -> None:
        judged(content, "any")

    @pytest.mark.parametrize("name", ["ek270.txt", "tc215.txt", "sodek.csv", "spg761.txt"])
    @given(data=st.data())
    def test_never_make_an_hour_up(self, name: str, data: st.DataObject) -> None:
        heading, rows = split(name)
        chosen = data.draw(st.lists(st.sampled_from(rows), min_size=1, max_size=40))

        archive = judged(heading + b"".join(chosen), name)

        if not isinstance(archive, str):
            assert set(zip(archive.hours.starts_at, archive.hours.standard, strict=True)) <= TRUE_HOURS

    @given(rows=st.permutations(CONTENTS["spg761.txt"].splitlines(keepends=True)[6:]))
    @settings(max_examples=30)
    def test_lose_nothing_where_rows_stand_in_disorder(self, rows: list[bytes]) -> None:
        heading = CONTENTS["spg761.txt"].splitlines(keepends=True)[:6]

        archive = read(b"".join([*heading, *rows]))

        assert sum(archive.hours.standard) == EXPECTED["spg761.txt"]["standard"]

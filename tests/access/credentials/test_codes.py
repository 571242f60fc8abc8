"""Access codes: hard to guess, easy to copy."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.access.rules.codes import ALPHABET, LENGTH, as_printed, new_code

SHAPE = re.compile(rf"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{2}}")
#: Groups of signs that are taken for one another on paper.
ALIKE = ("0OQD", "1IL", "2Z", "5S", "6G", "8B", "UV")


class TestNewCode:
    def test_has_fifty_bits_and_more(self) -> None:
        assert LENGTH * math.log2(len(set(ALPHABET))) >= 50

    def test_is_twelve_signs_in_groups(self) -> None:
        assert all(SHAPE.fullmatch(new_code()) for _ in range(200))

    def test_is_another_one_each_time(self) -> None:
        codes = [new_code() for _ in range(500)]

        assert len(set(codes)) == len(codes)
        assert {sign for code in codes for sign in code} == {*ALPHABET, "-"}

    @pytest.mark.parametrize("alike", ALIKE)
    def test_has_no_two_signs_that_look_alike(self, alike: str) -> None:
        assert len(set(alike) & set(ALPHABET)) <= 1

    def test_spells_no_words(self) -> None:
        assert not set("AEIOUY") & set(ALPHABET)


CODES = st.text(alphabet=ALPHABET, min_size=LENGTH, max_size=LENGTH)


class TestAsPrinted:
    @pytest.mark.parametrize(
        "typed",
        ["H7KX-4TRN-9PWD", "h7kx4trn9pwd", " h7kx 4trn 9pwd ", "Н7КХ-4ТRN-9РWD", "H7KX–4TRN—9PWD"],
    )
    def test_finds_the_code_in_what_is_typed(self, typed: str) -> None:
        assert as_printed(typed) == "H7KX-4TRN-9PWD"

    @pytest.mark.parametrize("typed", ["", "kabinet-demo-2026", "H7KX-4TRN-9PW", "H7KX-4TRN-9PWO", "пароль"])
    def test_leaves_alone_what_is_no_code(self, typed: str) -> None:
        assert as_printed(typed) == typed

    @given(CODES)
    def test_gives_every_code_back_as_it_was_printed(self, signs: str) -> None:
        printed = as_printed(signs)

        assert SHAPE.fullmatch(printed)
        assert as_printed(printed.lower()) == printed

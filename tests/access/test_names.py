"""User names made of people's names."""

import re
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.access.rules.names import LONGEST, normal_username, usernames_for

SHAPE = re.compile(r"[a-z]+(-[a-z]+)*(\.[a-z]{1,3})?([2-9]+)?")
RUSSIAN = st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁ -", max_size=80)


def first(full_name: str) -> str:
    return next(usernames_for(full_name))


class TestUsernamesFor:
    @pytest.mark.parametrize(
        ("full_name", "expected"),
        [
            ("Иванова Анна Петровна", "ivanova.ap"),
            ("Щукин-Зуев Яков", "shchukin-zuev.i"),
            ("Объедков Ёж Юрьевич", "obieedkov.ei"),
            ("Müller Jörg", "muller.j"),
            ("O’Brien Seán", "obrien.s"),
            ("Иванов", "ivanov"),
            ("Мамедов Али Гусейн Оглы Бек", "mamedov.ago"),
        ],
    )
    def test_writes_names_as_passports_do(self, full_name: str, expected: str) -> None:
        assert first(full_name) == expected

    def test_makes_one_of_a_name_in_mixed_alphabets(self) -> None:
        assert first("Pе\u0442\u0440\u043ev Oleg") == first("Petrov Oleg") == "petrov.o"

    @pytest.mark.parametrize("nameless", ["", "   ", "王小明", "Ь Ъ"[:1], "123", "-", "€"])
    def test_calls_whoever_has_no_letters_a_client(self, nameless: str) -> None:
        assert first(nameless) == "client"

    def test_counts_without_the_digits_that_look_like_letters(self) -> None:
        numbers = [name.removeprefix("ivanov") for name in islice(usernames_for("Иванов"), 12)]

        assert numbers == ["", "2", "3", "4", "5", "6", "7", "8", "9", "22", "23", "24"]

    def test_keeps_within_the_column_for_a_name_of_a_thousand_letters(self) -> None:
        assert len(first("Щ" * 1000)) <= LONGEST - 10

    @given(st.one_of(st.text(max_size=120), RUSSIAN))
    def test_is_latin_whatever_is_given(self, full_name: str) -> None:
        for name in islice(usernames_for(full_name), 12):
            assert SHAPE.fullmatch(name), name
            assert len(name) <= LONGEST
            assert normal_username(name) == name

    @given(st.text(max_size=120))
    def test_never_suggests_the_same_twice(self, full_name: str) -> None:
        suggested = list(islice(usernames_for(full_name), 40))

        assert len(set(suggested)) == len(suggested)
        assert suggested == list(islice(usernames_for(full_name), 40))

    @given(RUSSIAN, st.sampled_from([("а", "a"), ("е", "e"), ("о", "o"), ("к", "k"), ("м", "m"), ("т", "t")]))
    def test_is_the_same_for_letters_that_look_alike_and_sound_alike(
        self, full_name: str, pair: tuple[str, str]
    ) -> None:
        cyrillic, latin = pair

        assert first(full_name) == first(full_name.replace(cyrillic, latin))

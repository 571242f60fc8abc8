import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.formats.numbers import NotANumber, Unit, parse_number

TYPED = json.loads(Path(__file__).with_name("typed_numbers.json").read_text("utf-8"))

NOISY = st.text(st.sampled_from("0123456789 ,.+-−eеE\u00a0\u202f\u2009\t тысм³3₽%—"), max_size=30)


def unit_of(case: dict[str, Any]) -> Unit | None:
    return Unit(case["unit"]) if "unit" in case else None


def written(value: Decimal, *, group: str, mark: str) -> str:
    return f"{value:,f}".replace(",", "\0").replace(".", mark).replace("\0", group)


class TestParseNumber:
    @pytest.mark.parametrize("case", TYPED["accepted"], ids=lambda case: repr(case["typed"]))
    def test_accepts(self, case: dict[str, Any]) -> None:
        parsed = parse_number(case["typed"], places=case["places"], unit=unit_of(case))

        assert (str(parsed.value), parsed.rounded) == (case["value"], case.get("rounded", False))

    @pytest.mark.parametrize("case", TYPED["refused"], ids=lambda case: repr(case["typed"]))
    def test_refuses(self, case: dict[str, Any]) -> None:
        with pytest.raises(NotANumber) as refused:
            parse_number(case["typed"], places=case["places"], unit=unit_of(case))

        assert refused.value.code == case["code"]

    @given(
        value=st.decimals(min_value=-(10**11), max_value=10**11, places=3),
        group=st.sampled_from(["", " ", "\u00a0", "\u202f", "\u2009"]),
        mark=st.sampled_from([",", "."]),
    )
    def test_reads_back_every_number_that_a_screen_writes(
        self, value: Decimal, group: str, mark: str
    ) -> None:
        assert parse_number(written(value, group=group, mark=mark), places=3).value == value

    @given(value=st.decimals(min_value=-(10**11), max_value=10**11, places=2))
    def test_reads_both_customs_of_grouping_by_marks(self, value: Decimal) -> None:
        german = parse_number(written(value, group=".", mark=","), places=2)
        english = parse_number(written(value, group=",", mark="."), places=2)

        assert german.value == english.value == value

    @given(text=st.one_of(st.text(max_size=80), NOISY), places=st.integers(0, 4))
    def test_answers_any_text_with_a_number_or_a_refusal(self, text: str, places: int) -> None:
        try:
            parsed = parse_number(text, places=places)
        except NotANumber:
            return

        assert parsed.value.as_tuple().exponent == -places

    @given(text=NOISY)
    def test_says_rounded_exactly_when_more_places_would_change_the_value(self, text: str) -> None:
        try:
            coarse = parse_number(text[:16], places=2)
        except NotANumber:
            return

        assert coarse.rounded == (parse_number(text[:16], places=16).value != coarse.value)

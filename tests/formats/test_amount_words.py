from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.formats.amount_words import amount_in_words


class TestAmountInWords:
    @pytest.mark.parametrize(
        ("amount", "words"),
        [
            ("0", "Ноль рублей 00 копеек"),
            ("0.01", "Ноль рублей 01 копейка"),
            ("1", "Один рубль 00 копеек"),
            ("2.02", "Два рубля 02 копейки"),
            ("5.11", "Пять рублей 11 копеек"),
            ("11.21", "Одиннадцать рублей 21 копейка"),
            ("121.05", "Сто двадцать один рубль 05 копеек"),
            ("112.12", "Сто двенадцать рублей 12 копеек"),
            ("1000", "Одна тысяча рублей 00 копеек"),
            ("2001.94", "Две тысячи один рубль 94 копейки"),
            ("21000", "Двадцать одна тысяча рублей 00 копеек"),
            ("12000", "Двенадцать тысяч рублей 00 копеек"),
            ("1000000", "Один миллион рублей 00 копеек"),
            (
                "2765739.94",
                "Два миллиона семьсот шестьдесят пять тысяч семьсот тридцать девять рублей 94 копейки",
            ),
            ("1002000040.10", "Один миллиард два миллиона сорок рублей 10 копеек"),
            ("999000000000000", "Девятьсот девяносто девять триллионов рублей 00 копеек"),
        ],
    )
    def test_agrees_in_gender_and_number(self, amount: str, words: str) -> None:
        assert amount_in_words(Decimal(amount)) == words

    @pytest.mark.parametrize("amount", ["-1", "0.001", "1000000000000000"])
    def test_refuses_what_no_invoice_holds(self, amount: str) -> None:
        with pytest.raises(ValueError, match="not an amount"):
            amount_in_words(Decimal(amount))

    @given(kopecks=st.integers(0, 10**17 - 1))
    def test_writes_every_amount_in_single_spaced_words(self, kopecks: int) -> None:
        words = amount_in_words(Decimal(kopecks) / 100)

        assert words == " ".join(words.split())
        assert words[0].isupper()
        assert f" {kopecks % 100:02d} копе" in words

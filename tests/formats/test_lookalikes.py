import pytest

from kabinet.formats.lookalikes import folded


class TestFolded:
    @pytest.mark.parametrize(
        ("typed", "compared"),
        [("АВЕКМНОРСТУХ", "ABEKMHOPCTYX"), ("12-4-0345/26-К", "12-4-0345/26-K"), ("Жук", "Жyk"), ("K", "K")],
    )
    def test_replaces_what_looks_like_a_latin_letter_and_nothing_else(
        self, typed: str, compared: str
    ) -> None:
        assert folded(typed) == compared

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.formats.archives.numbers import read_figures, whole


class TestReadFigures:
    @given(
        volumes=st.lists(st.decimals(0, 9_999_999_999, places=4), min_size=1, max_size=30),
        mark=st.sampled_from(",."),
    )
    def test_loses_no_digit_of_a_volume(self, volumes: list[Decimal], mark: str) -> None:
        figures = read_figures([f"{volume:f}".replace(".", mark) for volume in volumes])

        assert whole(figures.values, 10_000) == [int(volume * 10_000) for volume in volumes]

    @given(volume=st.decimals(0, 9_999_999, places=7))
    def test_rounds_thousands_to_the_nearest_ten_thousandth(self, volume: Decimal) -> None:
        expected = (volume * 10_000_000).quantize(Decimal(1), rounding=ROUND_HALF_UP)

        assert whole(read_figures([f"{volume:f}"]).values, 10_000_000) == [int(expected)]

    def test_tells_a_cell_without_a_figure_from_one_that_cannot_be_read(self) -> None:
        figures = read_figures(["1.5", "", "-", "—", "1.5e3", "nan", "1_000", "1.2.3", "٣"])

        assert figures.values == [1.5, None, None, None, None, None, None, None, None]
        assert figures.unreadable == [4, 5, 6, 7, 8]

    def test_counts_the_marks_where_they_are_mixed(self) -> None:
        figures = read_figures(["1,5", "1.5", "2"])

        assert (figures.mixed, figures.commas, figures.points) == (True, 1, 1)
        assert figures.values == [1.5, 1.5, 2.0]

    @pytest.mark.parametrize("text", ["1 234,5", "1\u00a0234,5", "\u2212" + "1234,5"])
    def test_reads_spaces_and_minuses_of_every_kind(self, text: str) -> None:
        assert abs(read_figures([text, "x"]).values[0] or 0) == 1234.5

    @given(texts=st.lists(st.text(max_size=12), min_size=1, max_size=8))
    def test_answers_any_texts_with_as_many_figures(self, texts: list[str]) -> None:
        figures = read_figures(texts)

        assert len(figures.values) == len(texts)
        assert all(figures.values[place] is None for place in figures.unreadable)

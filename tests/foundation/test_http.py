import pytest

from kabinet.foundation.http import submission_key, whole_number


class TestWholeNumber:
    def test_reads_a_number(self) -> None:
        assert whole_number("42") == 42

    @pytest.mark.parametrize("text", ["", "-1", "1.5", "²", "9" * 19, "9" * 5000])
    def test_is_none_for_what_no_column_holds(self, text: str) -> None:
        assert whole_number(text) is None


class TestSubmissionKey:
    def test_is_the_same_for_the_same_form(self) -> None:
        assert submission_key("k", {1: "36.1"}) == submission_key("k", {1: "36.1"})

    def test_differs_where_something_else_was_typed(self) -> None:
        assert submission_key("k", {1: "36.1"}) != submission_key("k", {1: "36.2"})

    def test_fits_the_column_of_keys(self) -> None:
        assert len(submission_key("k" * 64, "x" * 1000)) == 64

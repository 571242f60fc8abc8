import pytest
from django.urls import get_script_prefix, reverse, set_script_prefix

from kabinet.foundation.http import row_address, submission_key, whole_number


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


class TestRowAddress:
    @pytest.mark.parametrize("name", ["desk:request", "desk:publish", "portal:document_file"])
    @pytest.mark.parametrize("number", [7, 100, 2050])
    def test_is_the_one_that_django_finds(self, name: str, number: int) -> None:
        assert row_address(name, number) == reverse(name, args=[number])

    def test_follows_the_place_under_which_the_portal_is_served(self) -> None:
        before = get_script_prefix()
        plain = row_address("desk:request", 7)
        set_script_prefix("/kabinet/")
        try:
            assert row_address("desk:request", 7) == f"/kabinet{plain}"
        finally:
            set_script_prefix(before)

import pytest
from hypothesis import given
from hypothesis.strategies import text

from kabinet.files.names import clean_name


class TestCleanName:
    @pytest.mark.parametrize(
        ("sent", "kept"),
        [
            ("Акт № 1045 от 31.10.2026.pdf", "Акт № 1045 от 31.10.2026.pdf"),
            ("C:\\Documents\\Акт.pdf", "Акт.pdf"),
            ("../../etc/passwd", "passwd"),
            ("Акт\r\nSet-Cookie: a=b.pdf", "АктSet-Cookie ab.pdf".replace(" ab", " a=b")),
            ("акт\u202efdp.exe", "актfdp.exe"),
            ("  Акт   сверки .pdf ", "Акт сверки .pdf"),
            ('<a href="x">.pdf', "a href=x.pdf"),
            ("...", "file"),
            ("", "file"),
        ],
    )
    def test_keeps_what_is_readable(self, sent: str, kept: str) -> None:
        assert clean_name(sent) == kept

    def test_shortens_a_long_name_and_keeps_its_ending(self) -> None:
        name = clean_name("Акт " * 100 + ".pdf")

        assert len(name) <= 200
        assert name.endswith(".pdf")

    def test_joins_letters_that_were_sent_in_two_parts(self) -> None:
        assert clean_name("и\u0306.pdf") == "й.pdf"

    @given(text(max_size=600))
    def test_is_short_and_stays_as_it_is_when_cleaned_again(self, sent: str) -> None:
        name = clean_name(sent)

        assert 0 < len(name) <= 200
        assert not set(name) & set('/\\\r\n\0"')
        assert clean_name(name) == name

import pytest
from django.utils import translation

from kabinet.files import kinds, refusals, wording
from kabinet.foundation.refusal import Refusal


def all_refusals() -> list[type[Refusal]]:
    return [
        one
        for one in vars(refusals).values()
        if isinstance(one, type) and one.__module__ == refusals.__name__
    ]


def said(refusal: Refusal, language: str) -> str:
    with translation.override(language):
        return wording.explain(refusal)


class TestExplain:
    @pytest.mark.parametrize("kind", all_refusals())
    def test_has_words_in_both_languages_for_every_refusal(self, kind: type[Refusal]) -> None:
        facts = {
            "name": "Акт.pdf",
            "limit": 10,
            "megabytes": "10",
            "allowed": "PDF",
            "virus": "",
            "reason": "",
        }
        refusal = kind(**facts)

        assert said(refusal, "ru") != said(refusal, "en")

    def test_names_the_file_and_what_is_allowed(self) -> None:
        refusal = refusals.FileTypeNotAllowed(name="Акт.exe", allowed=kinds.labels(kinds.SCAN_TYPES))

        assert said(refusal, "ru") == "Акт.exe: файл должен быть PDF, JPG, PNG или TIFF."
        assert said(refusal, "en") == "Акт.exe: the file must be PDF, JPG, PNG or TIFF."

    def test_names_every_name_of_a_kind(self) -> None:
        refusal = refusals.FileTypeNotAllowed(name="а.exe", allowed=kinds.labels(kinds.EXCHANGE_TYPES))
        assert said(refusal, "ru") == "а.exe: файл должен быть XLSX, XLS, ODS, CSV, TXT, XML или ZIP."

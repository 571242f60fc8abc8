import pytest
from django.utils import translation

from kabinet.files import refusals, wording
from kabinet.foundation.refusal import Refusal


def all_refusals() -> list[type[Refusal]]:
    return [
        one
        for one in vars(refusals).values()
        if isinstance(one, type) and one.__module__ == refusals.__name__
    ]


class TestExplain:
    @pytest.mark.parametrize("refusal", all_refusals())
    def test_has_words_for_every_refusal(self, refusal: type[Refusal]) -> None:
        facts = {
            "name": "Акт.pdf",
            "limit": 10,
            "megabytes": "10",
            "allowed": "PDF",
            "virus": "",
            "reason": "",
        }

        with translation.override("ru"):
            russian = wording.explain(refusal(**facts))

        assert russian != wording.explain(refusal(**facts))

    def test_names_the_file_and_what_is_allowed(self) -> None:
        refusal = refusals.FileTypeNotAllowed(name="Акт.exe", allowed="PDF, JPG, PNG, TIFF")

        with translation.override("ru"):
            sentence = wording.explain(refusal)

        assert sentence == "Акт.exe: файл должен быть PDF, JPG, PNG или TIFF."
